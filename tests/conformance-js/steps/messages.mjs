import { AttachmentBuilder, EmbedBuilder, Events, Routes } from 'discord.js';
import { check, equal, once, refused } from '../lib/scenario.mjs';

/** Messages: send, reply, embed, attach, edit, history, pins, bulk delete, typing. */
export async function messages(world) {
  const { scenario, guild, client, ada, general } = world;
  await scenario.step('what a person writes reaches the bot', async () => {
    const seen = once(client, Events.MessageCreate, (message) => message.content === 'hello engine');
    await ada.call('POST', `/channels/${general.id}/messages`, { content: 'hello engine', nonce: '1' });
    const [message] = await seen;
    equal(message.author.id, ada.id, 'author');
    equal(message.guildId, guild.id, 'guild');
  });
  const sent = await scenario.step('the bot answers with an embed', async () => {
    const message = await general.send({
      content: `hello <@${ada.id}>`,
      embeds: [new EmbedBuilder().setTitle('Notes').setDescription('on the engine').setColor(0x3366aa).addFields({ name: 'A', value: 'B', inline: true }).setFooter({ text: 'foot' })],
      enforceNonce: true,
      nonce: 'n-1',
    });
    equal(message.embeds[0].title, 'Notes', 'embed');
    equal(message.mentions.users.size, 1, 'mentions');
    return message;
  });
  await scenario.step('the same enforced nonce finds the same message', async () => {
    const again = await client.rest.post(Routes.channelMessages(general.id), { body: { content: 'again', nonce: 'n-1', enforce_nonce: true } });
    equal(again.id, sent.id, 'id');
  });
  await scenario.step('a reply points at its message', async () => {
    const reply = await sent.reply('indeed');
    equal(reply.reference.messageId, sent.id, 'reference');
    const fetched = await client.rest.get(Routes.channelMessage(general.id, reply.id));
    equal(fetched.referenced_message.id, sent.id, 'referenced_message');
  });
  await scenario.step('a file is attached and served back', async () => {
    const file = new AttachmentBuilder(Buffer.from('punched cards'), { name: 'cards.txt', description: 'a deck' });
    const message = await general.send({ files: [file] });
    const attachment = message.attachments.first();
    equal(attachment.size, 13, 'size');
    const url = new URL(attachment.url);
    const answer = await fetch(world.base + url.pathname + url.search);
    equal(await answer.text(), 'punched cards', 'content');
  });
  await scenario.step('an edit comes as MESSAGE_UPDATE', async () => {
    const seen = once(client, Events.MessageUpdate, (_, after) => after.id === sent.id && after.content === 'edited');
    await sent.edit('edited');
    await seen;
  });
  await scenario.step('history pages before, after and around', async () => {
    const ids = [];
    for (let i = 0; i < 6; i++) ids.push((await general.send(`line ${i}`)).id);
    const before = await general.messages.fetch({ before: ids[3], limit: 2 });
    check(before.has(ids[2]) && before.has(ids[1]) && before.size === 2, 'before');
    const after = await general.messages.fetch({ after: ids[3], limit: 2 });
    check(after.has(ids[4]) && after.has(ids[5]), 'after');
    const around = await general.messages.fetch({ around: ids[3], limit: 3 });
    check(around.has(ids[3]), 'around');
    world.lines = ids;
  });
  await pins(world, sent);
  await scenario.step('typing is seen', async () => {
    const seen = once(client, Events.TypingStart, (typing) => typing.user.id === ada.id);
    await ada.call('POST', `/channels/${general.id}/typing`, {});
    await seen;
    await general.sendTyping();
  });
  await scenario.step('messages are deleted, one and many', async () => {
    const one = once(client, Events.MessageDelete, (message) => message.id === world.lines[0]);
    await general.messages.delete(world.lines[0]);
    await one;
    const many = once(client, Events.MessageBulkDelete);
    await general.bulkDelete(world.lines.slice(1, 4));
    await many;
  });
  await scenario.step('an empty message is 50006', () => refused(client.rest.post(Routes.channelMessages(general.id), { body: { content: '' } }), 400, 50006));
  await scenario.step('too long a message names its field', async () => {
    const error = await refused(client.rest.post(Routes.channelMessages(general.id), { body: { content: 'x'.repeat(2001) } }), 400, 50035);
    equal(error.rawError.errors.content._errors[0].code, 'BASE_TYPE_MAX_LENGTH', 'code');
  });
  await scenario.step("another's message cannot be edited", async () => {
    const hers = await ada.call('POST', `/channels/${general.id}/messages`, { content: 'mine' });
    await refused(client.rest.patch(Routes.channelMessage(general.id, hers.id), { body: { content: 'yours' } }), 403, 50005);
  });
}

async function pins(world, sent) {
  const { scenario, client, general } = world;
  await scenario.step('a message is pinned and CHANNEL_PINS_UPDATE comes', async () => {
    const seen = once(client, Events.ChannelPinsUpdate);
    await client.rest.put(Routes.channelMessagesPin(general.id, sent.id));
    await seen;
    const { items } = await client.rest.get(Routes.channelMessagesPins(general.id));
    equal(items[0].message.id, sent.id, 'pinned');
    await client.rest.delete(Routes.channelMessagesPin(general.id, sent.id));
  });
  await scenario.step('the older pin routes work too', async () => {
    await client.rest.put(`/channels/${general.id}/pins/${sent.id}`);
    const list = await client.rest.get(`/channels/${general.id}/pins`);
    equal(list[0].id, sent.id, 'pinned');
    await client.rest.delete(`/channels/${general.id}/pins/${sent.id}`);
  });
}
