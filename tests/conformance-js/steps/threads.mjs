import { ChannelType, Events, Routes } from 'discord.js';
import { Listener } from '../lib/listener.mjs';
import { check, equal, once, refused } from '../lib/scenario.mjs';

const Hour = 60;

/** Threads, forums, and the settings of each kind of channel. */
export async function threads(world) {
  await kinds(world);
  await inText(world);
  await inForum(world);
}

async function kinds({ scenario, guild, client }) {
  await scenario.step('a voice channel is made, says what is going on in it, and goes', async () => {
    const voice = await guild.channels.create({ name: 'Hearth', type: ChannelType.GuildVoice, bitrate: 64_000, userLimit: 5, rtcRegion: 'local', videoQualityMode: 2 });
    equal(voice.userLimit, 5, 'user limit');
    await voice.edit({ rtcRegion: null, bitrate: 96_000 });
    equal(voice.rtcRegion, null, 'region');
    const told = once(client, 'raw', (packet) => packet.t === 'VOICE_CHANNEL_STATUS_UPDATE' && packet.d.id === voice.id);
    await client.rest.put(`/channels/${voice.id}/voice-status`, { body: { status: 'telling stories' } });
    const [packet] = await told;
    equal(packet.d.status, 'telling stories', 'status');
    await refused(voice.edit({ bitrate: 900_000 }), 400, 30052);
    await voice.delete();
  });
  await scenario.step('a stage channel is made and goes', async () => {
    const stage = await guild.channels.create({ name: 'Podium', type: ChannelType.GuildStageVoice, userLimit: 100 });
    equal(stage.type, ChannelType.GuildStageVoice, 'type');
    await stage.delete();
  });
  await scenario.step('a text channel becomes one for announcements and a text channel again', async () => {
    const news = await guild.channels.create({ name: 'news', defaultAutoArchiveDuration: Hour });
    await news.setType(ChannelType.GuildAnnouncement);
    equal((await client.rest.get(Routes.channel(news.id))).type, ChannelType.GuildAnnouncement, 'type');
    const thread = await client.rest.post(Routes.threads(news.id), { body: { name: 'about the news', type: 10 } });
    equal(thread.thread_metadata.auto_archive_duration, Hour, 'default duration');
    await news.setType(ChannelType.GuildText);
    await news.delete();
  });
}

async function inText({ scenario, guild, client, general, ada, bob, base }) {
  const thread = await scenario.step('a thread begins with a message, and the message shows it', async () => {
    const message = await general.send('who brings the cards?');
    const created = once(client, 'raw', (packet) => packet.t === 'THREAD_CREATE' && packet.d.id === message.id && packet.d.newly_created);
    const updated = once(client, 'raw', (packet) => packet.t === 'MESSAGE_UPDATE' && packet.d.id === message.id && packet.d.thread);
    const made = await message.startThread({ name: 'cards', autoArchiveDuration: Hour, reason: 'to keep it apart' });
    await created;
    await updated;
    equal(made.parentId, general.id, 'parent');
    check(made.ownerId === client.user.id, 'owner');
    return made;
  });
  await scenario.step('people join, are added, listed, removed and leave', async () => {
    const seen = once(client, Events.ThreadMembersUpdate, (added) => added.has(ada.id));
    await ada.call('PUT', `/channels/${thread.id}/thread-members/@me`);
    await seen;
    const user = (bob ?? ada).id;
    await thread.members.add(user);
    const list = await thread.members.fetch({ withMember: true });
    check(list.has(ada.id) && list.has(client.user.id), 'both are in it');
    equal((await client.rest.get(Routes.threadMembers(thread.id, ada.id))).user_id, ada.id, 'one member');
    const own = await ada.call('PATCH', `/channels/${thread.id}/thread-members/@me/settings`, { flags: 4, muted: true });
    equal(own.flags, 4, 'flags');
    const gone = once(client, Events.ThreadMembersUpdate, (_, removed) => removed.has(user));
    await thread.members.remove(user);
    await gone;
    if (user !== ada.id) await ada.call('DELETE', `/channels/${thread.id}/thread-members/@me`);
    await thread.leave();
    await thread.join();
  });
  await scenario.step('messages, reactions, pins and typing work inside', async () => {
    await thread.sendTyping();
    const message = await thread.send('I do');
    await message.react('👍');
    await message.pin();
    await message.edit('we do');
    const history = await thread.messages.fetch();
    check(history.some((one) => one.type === 21), 'what it began with');
    equal((await client.rest.get(Routes.channel(thread.id))).message_count, 4, 'messages: ours, that of the pin, and who came and went');
  });
  await scenario.step('a thread is renamed, locked, archived, found in the archive and taken out by a message', async () => {
    const updated = once(client, Events.ThreadUpdate, (_, after) => after.id === thread.id && after.archived);
    await thread.setName('cards and dice');
    await thread.edit({ rateLimitPerUser: 2, locked: true, archived: true });
    await updated;
    const { threads } = await general.threads.fetchArchived({ type: 'public', limit: 10 });
    check(threads.has(thread.id), 'in the archive');
    await client.rest.get(`${Routes.channelThreads(general.id, 'public')}?before=${encodeURIComponent(new Date().toISOString())}&limit=2`);
    await thread.send('open again');
    equal((await client.rest.get(Routes.channel(thread.id))).thread_metadata.archived, false, 'archived');
    await thread.edit({ locked: false });
  });
  await scenario.step('a private thread is a matter of its members', async () => {
    const made = await general.threads.create({ name: 'surprise', type: ChannelType.PrivateThread, invitable: false });
    await made.send('for the birthday');
    await made.setArchived(true);
    const { threads } = await general.threads.fetchArchived({ type: 'private', fetchAll: true, limit: 5 });
    check(threads.has(made.id), 'in the private archive');
    const mine = await general.threads.fetchArchived({ type: 'private', limit: 5 });
    check(mine.threads.has(made.id), 'among the joined ones');
    await made.setArchived(false);
    await made.delete('it was yesterday');
  });
  await scenario.step('a public thread without a message is announced in the channel', async () => {
    const announced = once(client, Events.MessageCreate, (message) => message.type === 18);
    const made = await general.threads.create({ name: 'rota', type: ChannelType.PublicThread });
    await announced;
    const active = await guild.channels.fetchActiveThreads();
    check(active.threads.has(made.id), 'active');
    const gone = once(client, 'raw', (packet) => packet.t === 'THREAD_DELETE' && packet.d.id === made.id);
    await made.delete();
    await gone;
  });
  await scenario.step('who is let into a channel is told its threads, and hears of what it sets for itself', async () => {
    const session = await Listener.open(base, bob.token);
    const shut = await guild.channels.create({ name: 'back-room', permissionOverwrites: [{ id: guild.id, deny: ['ViewChannel'] }, { id: client.user.id, allow: ['ViewChannel'] }] });
    const inside = await shut.threads.create({ name: 'inside', type: ChannelType.PublicThread });
    await shut.permissionOverwrites.delete(guild.roles.everyone);
    const sync = await session.saw('THREAD_LIST_SYNC', (list) => list.channel_ids.includes(shut.id));
    equal(sync.threads[0].id, inside.id, 'thread');
    await bob.call('PUT', `/channels/${inside.id}/thread-members/@me`);
    await bob.call('PATCH', `/channels/${inside.id}/thread-members/@me/settings`, { flags: 8, muted: true });
    await session.saw('THREAD_MEMBER_UPDATE', (member) => member.id === inside.id && member.flags === 8);
    session.close();
    await shut.delete();
  });
  await thread.delete();
}

async function inForum({ scenario, guild, client }) {
  const forum = await scenario.step('a forum has tags, a default reaction and an order', async () => {
    const made = await guild.channels.create({
      name: 'questions',
      type: ChannelType.GuildForum,
      topic: 'Ask here',
      availableTags: [{ name: 'solved', moderated: true }, { name: 'loom', emoji: { id: null, name: '🧵' } }],
      defaultReactionEmoji: { id: null, name: '👍' },
      defaultSortOrder: 1,
      defaultForumLayout: 2,
      defaultThreadRateLimitPerUser: 3,
    });
    equal(made.availableTags.length, 2, 'tags');
    equal(made.defaultReactionEmoji.name, '👍', 'default reaction');
    return made;
  });
  const [solved, loom] = forum.availableTags;
  const post = await scenario.step('a post is a thread with its first message', async () => {
    const created = once(client, Events.MessageCreate, (message) => message.content === 'it hangs on row four');
    const made = await forum.threads.create({ name: 'My loom hangs', message: { content: 'it hangs on row four' }, appliedTags: [loom.id] });
    await created;
    equal((await made.fetchStarterMessage()).content, 'it hangs on row four', 'first message');
    return made;
  });
  await scenario.step('a post with a file', async () => {
    const made = await forum.threads.create({ name: 'A picture', message: { files: [{ attachment: Buffer.from('row four'), name: 'row.txt' }] } });
    equal((await made.fetchStarterMessage()).attachments.size, 1, 'files');
    await made.delete();
  });
  await scenario.step('posts are pinned, tagged and found', async () => {
    await post.pin();
    await post.setAppliedTags([solved.id, loom.id]);
    const found = await client.rest.get(`/channels/${forum.id}/threads/search?name=loom&tag=${solved.id}&sort_by=creation_time&limit=5`);
    equal(found.total_results, 1, 'results');
    equal(found.first_messages[0].content, 'it hangs on row four', 'first message');
    await post.unpin();
  });
  await scenario.step('a forum may ask for a tag', async () => {
    await client.rest.patch(Routes.channel(forum.id), { body: { flags: 1 << 4 } });
    await refused(forum.threads.create({ name: 'untagged', message: { content: 'hm' } }), 400, 40067);
    await refused(client.rest.post(Routes.channelMessages(forum.id), { body: { content: 'no post' } }), 400, 40058);
  });
  await scenario.step('a media channel is made and goes', async () => {
    const made = await guild.channels.create({ name: 'pictures', type: ChannelType.GuildMedia });
    await client.rest.patch(Routes.channel(made.id), { body: { flags: 1 << 15 } });
    await made.delete();
  });
  await forum.delete();
}
