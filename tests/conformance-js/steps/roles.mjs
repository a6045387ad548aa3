import { Events, PermissionFlagsBits, Routes } from 'discord.js';
import { check, equal, once, refused } from '../lib/scenario.mjs';

/** Roles: create, edit, order, count, delete. */
export async function roles(world) {
  const { scenario, guild, client } = world;
  world.role = await scenario.step('a role is created and GUILD_ROLE_CREATE comes', async () => {
    const seen = once(client, Events.GuildRoleCreate, (role) => role.name === 'Weavers');
    const role = await guild.roles.create({ name: 'Weavers', color: 0x2f8f6f, hoist: true, mentionable: true, permissions: [PermissionFlagsBits.AddReactions] });
    await seen;
    return role;
  });
  const role = world.role;
  await scenario.step('a role is edited and GUILD_ROLE_UPDATE comes', async () => {
    const seen = once(client, Events.GuildRoleUpdate, (_, after) => after.id === role.id && after.name === 'Master Weavers');
    await role.edit({ name: 'Master Weavers', hoist: false });
    await seen;
  });
  await scenario.step('roles are listed and one is fetched', async () => {
    const list = await client.rest.get(Routes.guildRoles(guild.id));
    check(list.some((one) => one.id === role.id), 'the role is in the list');
    const one = await client.rest.get(Routes.guildRole(guild.id, role.id));
    equal(one.name, 'Master Weavers', 'name');
  });
  await scenario.step('roles are reordered', () => client.rest.patch(Routes.guildRoles(guild.id), { body: [{ id: role.id, position: 1 }] }));
  await scenario.step('members are counted by role', async () => {
    const counts = await client.rest.get(`/guilds/${guild.id}/roles/member-counts`);
    check(typeof counts === 'object', 'a map');
  });
  await scenario.step('an unknown role is 10011', () => refused(client.rest.get(Routes.guildRole(guild.id, '1')), 404, 10011));
  await scenario.step('a role is deleted and GUILD_ROLE_DELETE comes', async () => {
    const doomed = await guild.roles.create({ name: 'Doomed' });
    const seen = once(client, Events.GuildRoleDelete, (gone) => gone.id === doomed.id);
    await doomed.delete();
    await seen;
  });
}
