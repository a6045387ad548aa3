import { Events, Routes } from 'discord.js';
import { check, equal, once, refused } from '../lib/scenario.mjs';

const pixel = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Reactions and custom emojis. */
export async function reactions(world) {
  const { scenario, client, general, guild, ada } = world;
  const message = await scenario.step('a message to react to', () => general.send('react to this'));
  const thumb = encodeURIComponent('👍');
  await scenario.step('reactions are added and seen', async () => {
    const seen = once(client, Events.MessageReactionAdd, (reaction, user) => user.id === ada.id && reaction.emoji.name === '👍');
    await ada.call('PUT', `/channels/${general.id}/messages/${message.id}/reactions/${thumb}/@me`);
    await seen;
    await message.react('👍');
    const fetched = await client.rest.get(Routes.channelMessage(general.id, message.id));
    equal(fetched.reactions[0].count, 2, 'count');
    equal(fetched.reactions[0].me, true, 'me');
  });
  await scenario.step('those who reacted are listed', async () => {
    const users = await client.rest.get(Routes.channelMessageReaction(general.id, message.id, thumb));
    equal(users.length, 2, 'users');
  });
  await scenario.step('reactions are taken away: own, a user’s, an emoji’s, all', async () => {
    const removed = once(client, Events.MessageReactionRemove);
    await client.rest.delete(Routes.channelMessageOwnReaction(general.id, message.id, thumb));
    await removed;
    await client.rest.delete(Routes.channelMessageUserReaction(general.id, message.id, thumb, ada.id));
    await message.react('🎉');
    const emoji = once(client, Events.MessageReactionRemoveEmoji);
    await client.rest.delete(Routes.channelMessageReaction(general.id, message.id, encodeURIComponent('🎉')));
    await emoji;
    await message.react('🎈');
    const all = once(client, Events.MessageReactionRemoveAll);
    await client.rest.delete(Routes.channelMessageAllReactions(general.id, message.id));
    await all;
  });
  await scenario.step('an unknown emoji is 10014', () => refused(client.rest.put(Routes.channelMessageOwnReaction(general.id, message.id, 'nope:1')), 400, 10014));
  await scenario.step('a custom emoji is made, used, renamed and deleted', async () => {
    const made = once(client, Events.GuildEmojiCreate);
    const emoji = await guild.emojis.create({ attachment: pixel, name: 'gear' });
    await made;
    await message.react(emoji);
    const list = await client.rest.get(Routes.guildEmojis(guild.id));
    check(list.some((one) => one.id === emoji.id), 'listed');
    await client.rest.get(Routes.guildEmoji(guild.id, emoji.id));
    await emoji.edit({ name: 'cog' });
    await emoji.delete();
  });
}
