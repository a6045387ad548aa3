import { Events, Routes } from 'discord.js';
import { once, refused } from '../lib/scenario.mjs';

/** Leaving and deleting. */
export async function farewell(world) {
  const { scenario, client, ada, bob, guild } = world;
  await scenario.step('Bob leaves', async () => {
    const seen = once(client, Events.GuildMemberRemove, (gone) => gone.id === bob.id);
    await bob.call('DELETE', `/users/@me/guilds/${guild.id}`);
    await seen;
  });
  await scenario.step('the bot leaves a guild and GUILD_DELETE comes', async () => {
    const other = await ada.call('POST', '/guilds', { name: 'A second house' });
    const added = once(client, Events.GuildCreate, (joined) => joined.id === other.id);
    await ada.call('POST', `/oauth2/authorize?client_id=${world.applicationId}&scope=bot`, { guild_id: other.id, permissions: '0', authorize: true });
    await added;
    const gone = once(client, Events.GuildDelete, (left) => left.id === other.id);
    await client.rest.delete(Routes.userGuild(other.id));
    await gone;
  });
  await scenario.step('Ada deletes the guild and the bot is told', async () => {
    const gone = once(client, Events.GuildDelete, (left) => left.id === guild.id);
    await ada.call('DELETE', `/guilds/${guild.id}`);
    await gone;
    await refused(client.rest.get(Routes.guild(guild.id)), 404, 10004);
  });
  await scenario.step('Ada logs out and her token is worth nothing', async () => {
    await ada.call('POST', '/auth/logout', {});
    await refused(ada.call('GET', '/users/@me'), 401, 0);
  });
}
