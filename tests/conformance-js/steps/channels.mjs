import { ChannelType, Events, PermissionFlagsBits, Routes } from 'discord.js';
import { check, equal, once, refused } from '../lib/scenario.mjs';

/** Channels and their overwrites. */
export async function channels(world) {
  const { scenario, guild, client, ada } = world;
  await scenario.step('the bot lists the channels', async () => {
    const list = await guild.channels.fetch();
    check(list.size >= 2, 'a category and a text channel');
  });
  const category = await scenario.step('a category is created and CHANNEL_CREATE comes', async () => {
    const seen = once(client, Events.ChannelCreate, (channel) => channel.name === 'Workshops');
    const made = await guild.channels.create({ name: 'Workshops', type: ChannelType.GuildCategory, reason: 'for makers' });
    await seen;
    return made;
  });
  const channel = await scenario.step('a text channel is created below it', async () => {
    const seen = once(client, Events.ChannelCreate, (made) => made.name === 'looms');
    const made = await guild.channels.create({ name: 'Looms', topic: 'cards and threads', parent: category, rateLimitPerUser: 0 });
    await seen;
    equal(made.parentId, category.id, 'parent');
    equal(made.topic, 'cards and threads', 'topic');
    return made;
  });
  await scenario.step('a channel is fetched by id', async () => {
    const fetched = await client.rest.get(Routes.channel(channel.id));
    equal(fetched.name, 'looms', 'name');
  });
  await scenario.step('a channel is edited and CHANNEL_UPDATE comes', async () => {
    const seen = once(client, Events.ChannelUpdate, (_, after) => after.id === channel.id && after.topic === 'brass');
    await channel.edit({ topic: 'brass', nsfw: true, rateLimitPerUser: 5 });
    await seen;
  });
  await scenario.step('an overwrite is put, seen and deleted', async () => {
    await channel.permissionOverwrites.create(guild.roles.everyone, { SendMessages: false });
    const stored = await client.rest.get(Routes.channel(channel.id));
    check(stored.permission_overwrites.some((one) => one.id === guild.id && (BigInt(one.deny) & PermissionFlagsBits.SendMessages) !== 0n), 'denied');
    await channel.permissionOverwrites.delete(guild.roles.everyone);
  });
  await scenario.step('channels are reordered', () =>
    client.rest.patch(Routes.guildChannels(guild.id), { body: [{ id: channel.id, position: 3 }, { id: world.general.id, position: 1 }] }));
  await scenario.step('a wrong name is refused with its field', async () => {
    const error = await refused(client.rest.post(Routes.guildChannels(guild.id), { body: { name: '', type: 0 } }), 400, 50035);
    check(error.rawError.errors.name._errors.length > 0, 'errors.name._errors');
  });
  await scenario.step('an unknown channel is 10003', () => refused(client.rest.get(Routes.channel('1')), 404, 10003));
  await scenario.step('a hidden channel leaves the view of those who lose it', async () => {
    const hidden = await ada.call('POST', `/guilds/${guild.id}/channels`, { name: 'secret', type: 0 });
    await ada.call('DELETE', `/channels/${hidden.id}`);
  });
  await scenario.step('a channel is deleted and CHANNEL_DELETE comes', async () => {
    const seen = once(client, Events.ChannelDelete, (gone) => gone.id === channel.id);
    await channel.delete('done');
    await seen;
  });
  await scenario.step('the category is deleted', () => category.delete());
}
