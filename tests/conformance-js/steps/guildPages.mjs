import { Events, Routes } from 'discord.js';
import { Person, send } from '../lib/people.mjs';
import { check, equal, once, refused } from '../lib/scenario.mjs';

const TERMS = { field_type: 'TERMS', label: 'Rules', values: ['Be kind'], required: true };
const QUESTION = { field_type: 'PARAGRAPH', label: 'Why here?', required: true };

/** What a guild shows of itself: onboarding, welcomes, widget, address, screening, templates. */
export async function guildPages(world) {
  const { scenario, base, client, guild, general, ada } = world;
  const put = (path, body) => client.rest.put(path, { body });
  const patch = (path, body) => client.rest.patch(path, { body });

  await scenario.step('the guild becomes a community and GUILD_UPDATE comes', async () => {
    const seen = once(client, Events.GuildUpdate, (_, after) => after.features.includes('COMMUNITY'));
    await patch(Routes.guild(guild.id), { features: ['COMMUNITY'], rules_channel_id: '1', public_updates_channel_id: '1' });
    await seen;
  });
  await scenario.step('onboarding is set and read', async () => {
    const channels = [general.id];
    while (channels.length < 7) channels.push((await guild.channels.create({ name: `room-${channels.length}` })).id);
    const role = await guild.roles.create({ name: 'weavers' });
    const body = {
      enabled: true, mode: 0, default_channel_ids: channels,
      prompts: [{ id: '0', title: 'What brings you?', type: 0, in_onboarding: true, options: [{ title: 'Looms', description: 'with cards', role_ids: [role.id], channel_ids: [general.id], emoji_name: '🧵' }] }],
    };
    const set = await put(Routes.guildOnboarding(guild.id), body);
    equal(set.enabled, true, 'enabled');
    equal((await client.rest.get(Routes.guildOnboarding(guild.id))).prompts.length, 1, 'prompts');
    await ada.call('POST', `/guilds/${guild.id}/onboarding-responses`, { onboarding_responses: [set.prompts[0].options[0].id] });
    await put(Routes.guildOnboarding(guild.id), { enabled: false });
    for (const id of channels.slice(1)) await client.rest.delete(Routes.channel(id));
    await role.delete();
  });
  await scenario.step('the welcome screen is set and read', async () => {
    const body = { enabled: true, description: 'Come in', welcome_channels: [{ channel_id: general.id, description: 'Say hello', emoji_name: '👋' }] };
    await patch(Routes.guildWelcomeScreen(guild.id), body);
    equal((await client.rest.get(Routes.guildWelcomeScreen(guild.id))).description, 'Come in', 'description');
  });
  await scenario.step('the guide for new members is set and read', async () => {
    const path = `/guilds/${guild.id}/new-member-welcome`;
    await client.rest.get(path);
    await ada.call('PUT', path, { enabled: true, welcome_message: { author_ids: [ada.id], message: 'Hello' }, new_member_actions: [{ channel_id: general.id, action_type: 1, title: 'Say hello' }], resource_channels: [{ channel_id: general.id, title: 'History' }] });
    equal((await client.rest.get(path)).enabled, true, 'enabled');
  });
  await scenario.step('the widget is shown to the world, as JSON and as a picture', async () => {
    await patch(Routes.guildWidgetSettings(guild.id), { enabled: true, channel_id: general.id });
    equal((await client.rest.get(Routes.guildWidgetSettings(guild.id))).enabled, true, 'enabled');
    const shown = await send(base, 'GET', `/guilds/${guild.id}/widget.json`);
    check(shown.instant_invite && shown.presence_count >= 1, 'an invite and somebody online');
    const picture = await fetch(`${base}/api/v10/guilds/${guild.id}/widget.png?style=banner2`);
    equal(picture.headers.get('content-type'), 'image/png', 'type');
    await picture.arrayBuffer();
  });
  await scenario.step('the guild takes an address of its own', async () => {
    const code = `engine-${Math.random().toString(36).slice(2, 8)}`;
    await ada.call('PATCH', `/guilds/${guild.id}/vanity-url`, { code });
    equal((await client.rest.get(`/guilds/${guild.id}/vanity-url`)).code, code, 'code');
    equal((await send(base, 'GET', `/invites/${code}`)).guild.id, guild.id, 'where it leads');
    await ada.call('PATCH', `/guilds/${guild.id}/vanity-url`, { code: null });
  });
  await screening(world);
  await templates(world);
}

async function screening({ scenario, base, client, guild, general, ada }) {
  const form = `/guilds/${guild.id}/member-verification`;
  await scenario.step('newcomers answer questions and a moderator lets them in', async () => {
    await ada.call('PATCH', form, { enabled: true, form_fields: [TERMS, QUESTION], description: 'A quiet place' });
    const { code } = await general.createInvite({ unique: true });
    const [eve, dan] = [await Person.register(base, 'eve'), await Person.register(base, 'dan')];
    for (const person of [eve, dan]) {
      await person.call('POST', `/invites/${code}`, {});
      await person.call('PUT', `/guilds/${guild.id}/requests/@me`, { form_fields: [{ ...TERMS, response: true }, { ...QUESTION, response: 'For the looms' }] });
    }
    const { guild_join_requests: waiting, total } = await client.rest.get(`/guilds/${guild.id}/requests?status=SUBMITTED`);
    equal(total, 2, 'those who wait');
    for (const request of waiting) {
      const action = request.user_id === eve.id ? 'APPROVED' : 'REJECTED';
      await client.rest.patch(`/guilds/${guild.id}/requests/${request.id}`, { body: { action, rejection_reason: 'not now' } });
    }
    await refused(dan.call('GET', `/guilds/${guild.id}`), 403, 50001);
    await eve.call('DELETE', `/users/@me/guilds/${guild.id}`);
    await ada.call('PATCH', form, { enabled: false });
  });
}

async function templates({ scenario, base, client, guild, ada }) {
  await scenario.step('a template is made, synced, renamed, used and deleted', async () => {
    const made = await client.rest.post(Routes.guildTemplates(guild.id), { body: { name: 'Society', description: 'With rules' } });
    equal((await client.rest.get(Routes.guildTemplates(guild.id))).length, 1, 'one template');
    await client.rest.put(Routes.guildTemplate(guild.id, made.code));
    await client.rest.patch(Routes.guildTemplate(guild.id, made.code), { body: { name: 'Learned society' } });
    equal((await send(base, 'GET', `/guilds/templates/${made.code}`)).name, 'Learned society', 'name');
    const copy = await ada.call('POST', `/guilds/templates/${made.code}`, { name: 'A copy' });
    await ada.call('DELETE', `/guilds/${copy.id}`);
    await client.rest.delete(Routes.guildTemplate(guild.id, made.code));
  });
}
