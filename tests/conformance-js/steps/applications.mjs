import { Routes } from 'discord.js';
import { check, equal, once, refused } from '../lib/scenario.mjs';

const PICTURE = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** What an application keeps: commands, entitlements, emojis, facts about people, files. */
export async function applications(world) {
  const { scenario, client, applicationId: id, ada, base } = world;
  await commands(world);
  await entitlements(world);
  await scenario.step("an application's emojis are made, renamed and deleted", async () => {
    const made = await client.application.emojis.create({ attachment: PICTURE, name: 'cog' });
    equal((await client.rest.get(Routes.applicationEmojis(id))).items.length, 1, 'emojis');
    await client.rest.get(Routes.applicationEmoji(id, made.id));
    await client.rest.patch(Routes.applicationEmoji(id, made.id), { body: { name: 'big_cog' } });
    await client.rest.delete(Routes.applicationEmoji(id, made.id));
  });
  await scenario.step('an application says what it knows of people, and a person tells it', async () => {
    const facts = Routes.applicationRoleConnectionMetadata(id);
    await client.rest.put(facts, { body: [{ type: 2, key: 'looms', name: 'Looms', description: 'How many' }] });
    equal((await client.rest.get(facts))[0].key, 'looms', 'key');
    const own = `/users/@me/applications/${id}/role-connection`;
    await ada.call('PUT', own, { platform_name: 'Mill', platform_username: 'ada', metadata: { looms: '3' } });
    equal((await ada.call('GET', own)).metadata.looms, '3', 'looms');
    await ada.call('DELETE', own);
  });
  await scenario.step('a file is kept with the application', async () => {
    const body = new FormData();
    body.set('file', new Blob(['hello'], { type: 'text/plain' }), 'hello.txt');
    const answer = await fetch(`${base}/api/v10/applications/${id}/attachment`, { method: 'POST', body, headers: { authorization: `Bot ${world.botToken}` } });
    equal((await answer.json()).attachment.size, 5, 'size');
  });
  await scenario.step('there are no accounts elsewhere', async () => {
    equal((await ada.call('GET', '/users/@me/connections')).length, 0, 'connections');
  });
}

async function commands({ scenario, client, guild, ada, general, applicationId: id }) {
  const weave = {
    name: 'weave', description: 'Weaves a pattern', name_localizations: { de: 'weben' },
    options: [
      { type: 3, name: 'pattern', description: 'Which', required: true, choices: [{ name: 'Roses', value: 'roses' }] },
      { type: 4, name: 'rows', description: 'How many', min_value: 1, max_value: 100 },
      { type: 7, name: 'where', description: 'Where to show it', channel_types: [0, 5] },
    ],
  };
  const nested = { name: 'card', description: 'Cards', options: [{ type: 2, name: 'deck', description: 'Decks', options: [{ type: 1, name: 'add', description: 'Adds', options: [{ type: 11, name: 'picture', description: 'Of it' }] }] }] };
  for (const [sentence, all, one] of [
    ['commands are made, changed, replaced and deleted', Routes.applicationCommands(id), (command) => Routes.applicationCommand(id, command)],
    ['commands of one guild too', Routes.applicationGuildCommands(id, guild.id), (command) => Routes.applicationGuildCommand(id, guild.id, command)],
  ]) {
    await scenario.step(sentence, async () => {
      const made = await client.rest.post(all, { body: weave });
      await client.rest.patch(one(made.id), { body: { description: 'Weaves better' } });
      equal((await client.rest.get(one(made.id))).description, 'Weaves better', 'description');
      const replaced = await client.rest.put(all, { body: [weave, nested, { name: 'Look at it', type: 2 }, { name: 'Copy it', type: 3 }] });
      equal(replaced[0].id, made.id, 'the id stays');
      equal((await client.rest.get(`${all}?with_localizations=true`)).length, 4, 'commands');
      await client.rest.delete(one(made.id));
      await refused(client.rest.get(one(made.id)), 404, 10063);
    });
  }
  await scenario.step('who may use a command is told', async () => {
    const [command] = await client.rest.get(Routes.applicationCommands(id));
    const seen = once(client, 'applicationCommandPermissionsUpdate');
    const permissions = [{ id: guild.id, type: 1, permission: false }, { id: general.id, type: 3, permission: true }];
    await ada.call('PUT', `/applications/${id}/guilds/${guild.id}/commands/${command.id}/permissions`, { permissions });
    await seen;
    equal((await client.rest.get(Routes.applicationCommandPermissions(id, guild.id, command.id))).permissions.length, 2, 'rules');
    equal((await client.rest.get(Routes.guildApplicationCommandsPermissions(id, guild.id))).length, 1, 'commands with rules');
  });
}

async function entitlements({ scenario, client, guild, ada, applicationId: id }) {
  await scenario.step('what is given for trying comes, is used up and goes', async () => {
    const seen = ['entitlementCreate', 'entitlementUpdate', 'entitlementDelete', 'subscriptionCreate', 'subscriptionUpdate', 'subscriptionDelete'].map((event) => once(client, event));
    const body = (owner, type) => ({ body: { sku_id: '5', owner_id: owner, owner_type: type } });
    const mine = await client.rest.post(Routes.entitlements(id), body(ada.id, 2));
    const ours = await client.rest.post(Routes.entitlements(id), body(guild.id, 1));
    equal((await client.rest.get(Routes.entitlements(id))).length, 2, 'entitlements');
    equal((await ada.call('GET', `/users/@me/applications/${id}/entitlements`)).length, 1, 'her own');
    await client.rest.get(Routes.entitlement(id, mine.id));
    await client.rest.post(Routes.consumeEntitlement(id, mine.id));
    const [subscription] = await client.rest.get(Routes.skuSubscriptions('5'));
    check(subscription.entitlement_ids.includes(ours.id), 'the subscription');
    await client.rest.get(Routes.skuSubscription('5', subscription.id));
    await client.rest.delete(Routes.entitlement(id, mine.id));
    await client.rest.delete(Routes.entitlement(id, ours.id));
    await Promise.all(seen);
  });
}
