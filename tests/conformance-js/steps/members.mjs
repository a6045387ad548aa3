import { Events, Routes } from 'discord.js';
import { check, equal, once, refused } from '../lib/scenario.mjs';

/** Members: join, search, edit, roles, timeout, kick, ban. */
export async function members(world) {
  const { scenario, client, guild, general, bob, ada, role } = world;
  const join = async () => {
    const invite = await general.createInvite({ unique: true });
    await bob.call('POST', `/invites/${invite.code}`, {});
  };
  await scenario.step('Bob joins by an invite and GUILD_MEMBER_ADD comes', async () => {
    const seen = once(client, Events.GuildMemberAdd, (member) => member.id === bob.id);
    await join();
    await seen;
  });
  await scenario.step('members are listed, searched and fetched', async () => {
    const list = await client.rest.get(Routes.guildMembers(guild.id), { query: new URLSearchParams({ limit: '100' }) });
    equal(list.length, 3, 'members');
    const found = await client.rest.get(Routes.guildMembersSearch(guild.id), { query: new URLSearchParams({ query: 'bob' }) });
    equal(found[0].user.id, bob.id, 'found');
    equal((await client.rest.get(Routes.guildMember(guild.id, bob.id))).user.id, bob.id, 'fetched');
    equal((await client.rest.get(Routes.user(bob.id))).id, bob.id, 'user');
  });
  await scenario.step('members come over the gateway on request', async () => {
    const all = await guild.members.fetch();
    equal(all.size, 3, 'members');
  });
  const member = await guild.members.fetch(bob.id);
  await scenario.step('a member is renamed and GUILD_MEMBER_UPDATE comes', async () => {
    const seen = once(client, Events.GuildMemberUpdate, (_, after) => after.nickname === 'Babbage');
    await member.setNickname('Babbage', 'for the records');
    await seen;
  });
  await scenario.step('a role is given and taken', async () => {
    await member.roles.add(role);
    check((await client.rest.get(Routes.guildMember(guild.id, bob.id))).roles.includes(role.id), 'given');
    await member.roles.remove(role);
  });
  await scenario.step('a member is timed out: reading yes, writing no', async () => {
    await member.timeout(60_000);
    await refused(bob.call('POST', `/channels/${general.id}/messages`, { content: 'let me speak' }), 403, 50013);
    await bob.call('GET', `/channels/${general.id}/messages`);
    await member.timeout(null);
  });
  await scenario.step('the bot renames itself', () => client.rest.patch(Routes.guildMember(guild.id, '@me'), { body: { nick: 'Difference Engine' } }));
  await scenario.step('a stranger to moderation may not kick', () => refused(bob.call('DELETE', `/guilds/${guild.id}/members/${client.user.id}`), 403, 50013));
  await scenario.step('nobody acts on the owner', () => refused(client.rest.delete(Routes.guildMember(guild.id, ada.id)), 403, 50013));
  await scenario.step('presence is seen', async () => {
    client.user.setPresence({ status: 'idle', activities: [{ name: 'with cards' }] });
  });
  await scenario.step('a member is kicked and GUILD_MEMBER_REMOVE comes', async () => {
    const seen = once(client, Events.GuildMemberRemove, (gone) => gone.id === bob.id);
    await member.kick('a lesson');
    await seen;
    await refused(bob.call('GET', `/channels/${general.id}/messages`), 403, 50001);
  });
  await bans(world, join);
}

async function bans({ scenario, client, guild, bob, general, ada }, join) {
  await scenario.step('a ban comes as GUILD_BAN_ADD, is listed, and keeps out', async () => {
    await join();
    await bob.call('POST', `/channels/${general.id}/messages`, { content: 'spam' });
    const seen = once(client, Events.GuildBanAdd);
    await guild.bans.create(bob.id, { reason: 'spam', deleteMessageSeconds: 3600 });
    await seen;
    equal((await client.rest.get(Routes.guildBan(guild.id, bob.id))).reason, 'spam', 'reason');
    equal((await client.rest.get(Routes.guildBans(guild.id))).length, 1, 'bans');
    const history = await ada.call('GET', `/channels/${general.id}/messages?limit=50`);
    check(!history.some((message) => message.content === 'spam'), 'messages deleted');
    await refused(join(), 403, 40007);
  });
  await scenario.step('an unban comes as GUILD_BAN_REMOVE', async () => {
    const seen = once(client, Events.GuildBanRemove);
    await guild.bans.remove(bob.id);
    await seen;
    await refused(client.rest.get(Routes.guildBan(guild.id, bob.id)), 404, 10026);
  });
  await scenario.step('many are banned at once', async () => {
    const result = await guild.bans.bulkCreate([bob.id]);
    equal(result.bannedUsers.length, 1, 'banned');
    await guild.bans.remove(bob.id);
    await join();
  });
}
