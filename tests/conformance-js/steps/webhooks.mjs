import { ChannelType, Events, MessageFlags, MessageType, Routes, WebhookClient } from 'discord.js';
import { send } from '../lib/people.mjs';
import { check, equal, once, refused } from '../lib/scenario.mjs';

const pixel = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Webhooks: made and changed by who manages them, executed by who has the token. */
export async function webhooks(world) {
  const { scenario, base, api, client, guild, general, ada } = world;
  const made = await scenario.step('a webhook is made and the channel hears of it', async () => {
    const seen = once(client, Events.WebhooksUpdate, (channel) => channel.id === general.id);
    const webhook = await general.createWebhook({ name: 'builds', avatar: pixel, reason: 'for builds' });
    await seen;
    equal(webhook.applicationId, client.application.id, 'application');
    return webhook;
  });
  if (!made) return;
  await scenario.step('it is listed, fetched, renamed and moved', async () => {
    check((await general.fetchWebhooks()).has(made.id), 'in the channel');
    check((await guild.fetchWebhooks()).has(made.id), 'in the guild');
    await client.fetchWebhook(made.id);
    equal((await made.edit({ name: 'releases' })).name, 'releases', 'name');
  });

  const hook = new WebhookClient({ id: made.id, token: made.token }, { rest: { api } });
  await scenario.step('by its token it is shown and renamed', async () => {
    equal((await send(base, 'GET', `/webhooks/${made.id}/${made.token}`)).id, made.id, 'id');
    equal((await hook.edit({ name: 'nightly' })).name, 'nightly', 'name');
  });
  await scenario.step('it writes, edits, reads and deletes its messages', async () => {
    const seen = once(client, Events.MessageCreate, (message) => message.webhookId === made.id && message.content === 'green');
    const sent = await hook.send({
      content: 'green', username: 'ci', embeds: [{ title: 'build', description: 'fine' }], files: [{ attachment: Buffer.from('log'), name: 'log.txt' }],
    });
    const [message] = await seen;
    equal(message.author.username, 'ci', 'author');
    equal(sent.attachments.length, 1, 'files');
    const updated = once(client, Events.MessageUpdate, (_, after) => after.id === sent.id);
    await hook.editMessage(sent.id, { content: 'greener' });
    await updated;
    equal((await hook.fetchMessage(sent.id)).content, 'greener', 'content');
    const gone = once(client, Events.MessageDelete, (deleted) => deleted.id === sent.id);
    await hook.deleteMessage(sent.id);
    await gone;
    await send(base, 'POST', `/webhooks/${made.id}/${made.token}`, { content: 'nobody waits' });
  });
  await scenario.step('it takes messages in the formats of Slack and GitHub', async () => {
    const slack = once(client, Events.MessageCreate, (message) => message.content === 'from slack');
    await hook.sendSlackMessage({ text: 'from slack', attachments: [{ title: 'one', color: '#ff0000' }] });
    await slack;
    const github = once(client, Events.MessageCreate, (message) => message.embeds[0]?.title?.includes('Issue opened'));
    const user = { id: 1, login: 'ada', html_url: 'https://example.org/ada', avatar_url: 'https://example.org/ada.png' };
    await send(
      base,
      'POST',
      `/webhooks/${made.id}/${made.token}/github`,
      {
        action: 'opened',
        sender: user,
        repository: { id: 1, name: 'engine', full_name: 'ada/engine', html_url: 'https://example.org/engine' },
        issue: { id: 1, number: 7, html_url: 'https://example.org/7', user, title: 'It breaks', body: 'See there.' },
      },
      { 'x-github-event': 'issues' },
    );
    await github;
  });
  await scenario.step('a wrong token is 50027, an unknown webhook 10015', async () => {
    await refused(send(base, 'GET', `/webhooks/${made.id}/wrong`), 401, 50027);
    await refused(client.rest.get(Routes.webhook('5')), 404, 10015);
  });
  await scenario.step('by rights alone it is renamed and moved, and another is deleted', async () => {
    equal((await client.rest.patch(Routes.webhook(made.id), { body: { name: 'by rights' } })).name, 'by rights', 'name');
    const third = await client.rest.post(Routes.channelWebhooks(general.id), { body: { name: 'third' } });
    await client.rest.delete(Routes.webhook(third.id));
    await refused(client.rest.get(Routes.webhook(third.id)), 404, 10015);
  });
  await scenario.step('webhooks are deleted by rights and by token', async () => {
    await made.delete('done');
    const other = await ada.call('POST', `/channels/${general.id}/webhooks`, { name: 'another' });
    await send(base, 'DELETE', `/webhooks/${other.id}/${other.token}`);
    await refused(client.rest.get(Routes.webhook(other.id)), 404, 10015);
  });
  hook.destroy?.();
  await announcements(world);
}

/** Announcement channels: followed, published in, and what is forwarded out of them. */
async function announcements({ scenario, client, guild, general }) {
  const news = await scenario.step('an announcement channel is made', () => guild.channels.create({ name: 'news', type: ChannelType.GuildAnnouncement }));
  if (!news) return;
  await scenario.step('a channel follows it', async () => {
    const notice = once(client, Events.MessageCreate, (message) => message.type === MessageType.ChannelFollowAdd);
    const followed = await client.rest.post(Routes.channelFollowers(news.id), { body: { webhook_channel_id: general.id } });
    equal(followed.channel_id, news.id, 'channel');
    await notice;
    const webhooks = await general.fetchWebhooks();
    equal(webhooks.get(followed.webhook_id).sourceChannel.id, news.id, 'source');
  });
  const message = await scenario.step('what is published comes to the follower, and its edit too', async () => {
    const said = await news.send('the bridge is open');
    const came = once(client, Events.MessageCreate, (copy) => copy.channelId === general.id && copy.content === 'the bridge is open');
    await said.crosspost();
    const [copy] = await came;
    check(copy.flags.has(MessageFlags.IsCrosspost), 'flag');
    equal(copy.reference.messageId, said.id, 'reference');
    const changed = once(client, Events.MessageUpdate, (_, after) => after.id === copy.id && after.content === 'the bridge is closed');
    await said.edit('the bridge is closed');
    await changed;
    return said;
  });
  await scenario.step('a message is forwarded', async () => {
    const seen = once(client, Events.MessageCreate, (forward) => forward.reference?.messageId === message.id && forward.reference.type === 1);
    await message.forward(general);
    const [forward] = await seen;
    equal(forward.messageSnapshots.first().content, 'the bridge is closed', 'content');
  });
}
