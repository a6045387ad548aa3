import { Events, Routes } from 'discord.js';
import { check, equal, once, refused } from '../lib/scenario.mjs';

/** Invites: made, looked at, listed, revoked. */
export async function invites(world) {
  const { scenario, client, general, guild } = world;
  const invite = await scenario.step('an invite is created and INVITE_CREATE comes', async () => {
    const seen = once(client, Events.InviteCreate);
    const made = await general.createInvite({ maxAge: 3600, maxUses: 5, unique: true });
    await seen;
    return made;
  });
  await scenario.step('anybody can look at an invite', async () => {
    const shown = await client.rest.get(Routes.invite(invite.code), { query: new URLSearchParams({ with_counts: 'true' }), auth: false });
    equal(shown.guild.id, guild.id, 'guild');
    check(shown.approximate_member_count >= 1, 'counts');
  });
  await scenario.step('invites are listed by channel and by guild', async () => {
    check((await client.rest.get(Routes.channelInvites(general.id))).some((one) => one.code === invite.code), 'by channel');
    check((await client.rest.get(Routes.guildInvites(guild.id))).some((one) => one.code === invite.code), 'by guild');
  });
  await scenario.step('an invite is kept for some', async () => {
    const path = `/invites/${invite.code}/target-users`;
    await client.rest.put(path, { body: undefined, files: [{ key: 'target_users_file', name: 'users.csv', data: `Users\n${world.bob.id}\n`, contentType: 'text/csv' }] });
    const headers = { authorization: `Bot ${world.botToken}` };
    check((await (await fetch(`${world.base}/api/v10${path}`, { headers })).text()).includes(world.bob.id), 'the list');
    equal((await client.rest.get(`${path}/job-status`)).total_users, 1, 'users');
  });
  await scenario.step('an invite is revoked and INVITE_DELETE comes', async () => {
    const seen = once(client, Events.InviteDelete, (gone) => gone.code === invite.code);
    await client.rest.delete(Routes.invite(invite.code));
    await seen;
    await refused(client.rest.get(Routes.invite(invite.code)), 404, 10006);
  });
}
