import {
  ActionRowBuilder, ButtonBuilder, ButtonStyle, ChannelSelectMenuBuilder, ChannelType, ComponentType, ContainerBuilder, Events, FileBuilder, MediaGalleryBuilder,
  MentionableSelectMenuBuilder, MessageFlags, RoleSelectMenuBuilder, Routes, SectionBuilder, SeparatorBuilder, SeparatorSpacingSize, StringSelectMenuBuilder,
  TextDisplayBuilder, ThumbnailBuilder, UserSelectMenuBuilder, WebhookClient,
} from 'discord.js';
import { check, equal, once, refused } from '../lib/scenario.mjs';

const picture = 'https://example.org/engine.png';
const row = (...parts) => new ActionRowBuilder().addComponents(...parts);
const text = (content) => new TextDisplayBuilder().setContent(content);
const button = (id, style = ButtonStyle.Primary) => new ButtonBuilder().setCustomId(id).setStyle(style).setLabel(id);
const link = () => new ButtonBuilder().setStyle(ButtonStyle.Link).setLabel('more').setURL('https://example.org/');

/** Messages with every component: of both versions, sent, edited, by bots, people and webhooks. */
export async function components(world) {
  const { scenario, client, guild, general, ada, base } = world;
  await scenario.step('buttons of every style and selects of every kind stand below a content', async () => {
    const seen = once(client, Events.MessageCreate, (message) => message.content === 'choose');
    const sent = await general.send({
      content: 'choose',
      components: [
        row(...[ButtonStyle.Primary, ButtonStyle.Secondary, ButtonStyle.Success, ButtonStyle.Danger].map((style) => button(`b${style}`, style).setEmoji('🔥')), link()),
        row(new StringSelectMenuBuilder().setCustomId('string').setPlaceholder('which').setMaxValues(2).addOptions(
          { label: 'one', value: '1', description: 'the first', emoji: { name: '👍' }, default: true }, { label: 'two', value: '2' })),
        row(new UserSelectMenuBuilder().setCustomId('user').setDefaultUsers(ada.id)),
        row(new RoleSelectMenuBuilder().setCustomId('role').setDefaultRoles(guild.id).setMinValues(0)),
        row(new ChannelSelectMenuBuilder().setCustomId('channel').setChannelTypes(ChannelType.GuildText).setDefaultChannels(general.id)),
      ],
    });
    const [message] = await seen;
    equal(message.components.length, 5, 'rows');
    equal(message.components[1].components[0].options[0].emoji.name, '👍', 'emoji');
    const edited = await sent.edit({ components: [row(new MentionableSelectMenuBuilder().setCustomId('both').addDefaultUsers(ada.id).setDisabled(true))] });
    equal(edited.components[0].components[0].type, ComponentType.MentionableSelect, 'type');
    equal((await sent.edit({ components: [] })).components.length, 0, 'rows');
  });
  const laid = await scenario.step('a message is laid out of components alone', async () => {
    const seen = once(client, Events.MessageCreate, (message) => message.flags.has(MessageFlags.IsComponentsV2));
    const sent = await general.send({
      flags: MessageFlags.IsComponentsV2,
      files: [{ attachment: Buffer.from('punched'), name: 'cards.txt' }],
      components: [
        text('# Engine'),
        new ContainerBuilder().setAccentColor(0x3366aa).setSpoiler(true)
          .addSectionComponents(
            new SectionBuilder().addTextDisplayComponents(text('beside'), text('a picture')).setThumbnailAccessory(new ThumbnailBuilder().setURL(picture).setDescription('wheels')),
            new SectionBuilder().addTextDisplayComponents(text('beside a button')).setButtonAccessory(button('beside')))
          .addSeparatorComponents(new SeparatorBuilder().setDivider(false).setSpacing(SeparatorSpacingSize.Large))
          .addMediaGalleryComponents(new MediaGalleryBuilder().addItems({ media: { url: picture } }, { media: { url: picture }, description: 'again', spoiler: true }))
          .addActionRowComponents(row(button('inside'), link())),
        new ContainerBuilder().addTextDisplayComponents(text('plain')),
        new FileBuilder().setURL('attachment://cards.txt'),
        new SeparatorBuilder(),
        row(new UserSelectMenuBuilder().setCustomId('who')),
      ],
    });
    const [message] = await seen;
    const file = message.components.find((part) => part.type === ComponentType.File);
    equal(await (await fetch(base + new URL(file.file.url).pathname)).text(), 'punched', 'the file');
    equal(message.components[1].components.length, 5, 'inside the container');
    check((await general.messages.fetch(sent.id)).components.every((part) => part.id > 0), 'numbers');
    return sent;
  });
  await scenario.step('it is edited, and stays what it is', async () => {
    const seen = once(client, Events.MessageUpdate, (_, after) => after.id === laid.id);
    const edited = await laid.edit({ components: [text('changed'), new SeparatorBuilder()], files: [], attachments: [] });
    await seen;
    check(edited.flags.has(MessageFlags.IsComponentsV2), 'the flag');
    await refused(client.rest.patch(Routes.channelMessage(general.id, laid.id), { body: { content: 'back' } }), 400, 50035);
  });
  await scenario.step('an old message becomes one of components', async () => {
    const old = await general.send({ content: 'old', embeds: [{ title: 'old' }] });
    const edited = await old.edit({ content: null, embeds: [], flags: MessageFlags.IsComponentsV2, components: [text('new')] });
    equal(edited.content, '', 'content');
    equal(edited.components[0].content, 'new', 'text');
  });
  await scenario.step('a person lays out a message, and nothing that has to be answered', async () => {
    const seen = once(client, Events.MessageCreate, (message) => message.author.id === ada.id && message.components.length === 2);
    await ada.call('POST', `/channels/${general.id}/messages`, { flags: MessageFlags.IsComponentsV2, components: [text('mine').toJSON(), row(link()).toJSON()] });
    await seen;
    await refused(ada.call('POST', `/channels/${general.id}/messages`, { content: 'x', components: [row(button('no')).toJSON()] }), 400, 50035);
  });
  await scenario.step('webhooks send components, those of people when they ask', async () => {
    const made = await general.createWebhook({ name: 'layout' });
    const hook = new WebhookClient({ id: made.id, token: made.token }, { rest: { api: world.api } });
    const sent = await hook.send({ flags: MessageFlags.IsComponentsV2, withComponents: true, components: [text('by a webhook'), row(button('answered'))] });
    equal(sent.components.length, 2, 'components');
    const edited = await hook.editMessage(sent.id, { withComponents: true, components: [text('edited')] });
    equal(edited.components.length, 1, 'components');
    const own = await ada.call('POST', `/channels/${general.id}/webhooks`, { name: 'own' });
    const plain = new WebhookClient({ id: own.id, token: own.token }, { rest: { api: world.api } });
    equal((await plain.send({ content: 'x', components: [row(link())] })).components.length, 0, 'without asking');
    equal((await plain.send({ content: 'x', components: [row(link())], withComponents: true })).components.length, 1, 'asked');
    await Promise.all([hook.delete(), plain.delete()]);
  });
  await scenario.step('a post begins with components, and a forward shows them', async () => {
    const forum = await guild.channels.create({ name: 'layouts', type: ChannelType.GuildForum });
    const post = await forum.threads.create({ name: 'laid out', message: { flags: MessageFlags.IsComponentsV2, components: [text('first')] } });
    const starter = await post.fetchStarterMessage();
    equal(starter.components[0].content, 'first', 'text');
    const forward = await starter.forward(general);
    equal(forward.messageSnapshots.first().components[0].content, 'first', 'text');
    await forum.delete();
  });
}
