import { ChannelType, Events, Routes } from 'discord.js';
import { check, equal, once, refused } from '../lib/scenario.mjs';

const picture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Direct messages of a bot, and groups of people. */
export async function privateChannels(world) {
  await directMessages(world);
  await groups(world);
}

async function directMessages({ scenario, client, ada: owner, bob: member }) {
  const dm = await scenario.step('a bot opens a direct message and writes, edits and deletes there', async () => {
    const user = await client.users.fetch(owner.id);
    const opened = await user.createDM();
    equal(opened.type, ChannelType.DM, 'type');
    const seen = once(client, Events.MessageCreate, (message) => message.channelId === opened.id);
    const sent = await opened.send('at your service');
    await seen;
    const updated = once(client, Events.MessageUpdate, (_, message) => message.id === sent.id);
    await sent.edit('at your service!');
    await updated;
    const deleted = once(client, Events.MessageDelete, (message) => message.id === sent.id);
    await sent.delete();
    await deleted;
    return opened;
  });
  await scenario.step("a person's answer, its typing and its reaction reach the bot", async () => {
    const typed = once(client, Events.TypingStart, (typing) => typing.channel.id === dm.id);
    await owner.call('POST', `/channels/${dm.id}/typing`);
    await typed;
    const seen = once(client, Events.MessageCreate, (message) => message.channelId === dm.id && message.author.id === owner.id);
    const { id } = await owner.call('POST', `/channels/${dm.id}/messages`, { content: 'thank you' });
    const [message] = await seen;
    equal(message.content, 'thank you', 'content');
    equal(message.guildId, null, 'guild');
    const reacted = once(client, Events.MessageReactionAdd, (reaction) => reaction.message.id === id);
    await owner.call('PUT', `/channels/${dm.id}/messages/${id}/reactions/${encodeURIComponent('👍')}/@me`);
    await reacted;
    const pinned = once(client, Events.ChannelPinsUpdate, (channel) => channel.id === dm.id);
    await client.rest.put(Routes.channelMessagesPin(dm.id, id));
    await pinned;
    equal((await client.rest.get(Routes.channelMessages(dm.id))).length, 2, 'messages');
  });
  await scenario.step('a direct message is fetched by its number, and refused to others', async () => {
    equal((await client.rest.get(Routes.channel(dm.id))).recipients[0].id, owner.id, 'recipient');
    await refused(member.call('GET', `/channels/${dm.id}`), 403, 50001);
    await refused(client.rest.get(Routes.guild(dm.id)), 404, 10004);
  });
}

async function groups({ scenario, ada: owner, bob: member }) {
  await scenario.step('two people become friends', async () => {
    await owner.call('POST', '/users/@me/relationships', { username: member.name, discriminator: null });
    await member.call('PUT', `/users/@me/relationships/${owner.id}`, {});
    equal((await owner.call('GET', '/users/@me/relationships')).find((one) => one.id === member.id)?.type, 1, 'type');
  });
  const group = await scenario.step('a group is made, named and given a picture', async () => {
    const made = await owner.call('POST', '/users/@me/channels', { recipients: [] });
    equal(made.type, ChannelType.GroupDM, 'type');
    const renamed = await owner.call('PATCH', `/channels/${made.id}`, { name: 'tea', icon: picture });
    equal(renamed.name, 'tea', 'name');
    check(renamed.icon, 'icon');
    return made;
  });
  await scenario.step('a friend is added and taken out again', async () => {
    await owner.call('PUT', `/channels/${group.id}/recipients/${member.id}`, {});
    equal((await member.call('GET', `/channels/${group.id}`)).owner_id, owner.id, 'owner');
    await owner.call('DELETE', `/channels/${group.id}/recipients/${member.id}`);
    await refused(member.call('GET', `/channels/${group.id}`), 403, 50001);
  });
  await scenario.step('a group ends with the last one who leaves it', async () => {
    await owner.call('DELETE', `/channels/${group.id}`);
    await refused(owner.call('GET', `/channels/${group.id}`), 404, 10003);
  });
}
