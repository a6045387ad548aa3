import {
  ActionRowBuilder, ApplicationCommandOptionType, ApplicationCommandType, ApplicationFlags, ButtonBuilder, ButtonStyle, EntryPointCommandHandlerType, Events,
  MessageFlags, MessageType, ModalBuilder, Routes, TextInputBuilder, TextInputStyle, UserSelectMenuBuilder,
} from 'discord.js';
import { Listener } from '../lib/listener.mjs';
import { send } from '../lib/people.mjs';
import { check, equal, once, refused } from '../lib/scenario.mjs';

/** A person calls commands, presses buttons and hands in forms; the bot answers in every way there is. */
export async function interactions(world) {
  const { scenario, client } = world;
  const commands = await scenario.step('the bot registers commands to be called', async () => {
    const weave = await client.application.commands.create({
      name: 'weave', description: 'Weaves',
      options: [
        { type: ApplicationCommandOptionType.String, name: 'pattern', description: 'Which', required: true, autocomplete: true },
        { type: ApplicationCommandOptionType.User, name: 'whom', description: 'For' },
      ],
    });
    return { weave, inspect: await client.application.commands.create({ name: 'Inspect', type: ApplicationCommandType.User }) };
  });
  if (!commands) return;
  await answers(world, commands);
  await later(world, commands);
  await components(world, commands);
  await activities(world, commands);
  await scenario.step('its commands go again', async () => {
    for (const command of Object.values(commands)) await client.application.commands.delete(command.id);
  });
}

async function answers(world, { weave, inspect }) {
  const { scenario, ada, general } = world;
  await scenario.step('an option is completed while it is written', async () => {
    const told = await invoke(world, 4, call(weave, [{ type: 3, name: 'pattern', value: 'st', focused: true }]));
    equal(told.options.getFocused(), 'st', 'what is written');
    await told.respond([{ name: 'stripes', value: 'stripes' }]);
  });
  await scenario.step('a command is answered with a message, and told about it', async () => {
    const told = await invoke(world, 2, call(weave, [{ type: 3, name: 'pattern', value: 'stripes' }, { type: 6, name: 'whom', value: ada.id }]));
    check(told.isChatInputCommand(), 'a chat input command');
    equal(told.options.getUser('whom').id, ada.id, 'resolved user');
    check(told.appPermissions.bitfield > 0n && told.member.user.id === ada.id, 'permissions and member');
    const { resource, interaction } = await told.reply({ content: 'woven', withResponse: true });
    equal(interaction.responseMessageId, resource.message.id, 'the message');
    equal(resource.message.type, MessageType.ChatInputCommand, 'type');
    equal(resource.message.interactionMetadata.user.id, ada.id, 'whose');
    await refused(told.client.rest.post(`/interactions/${told.id}/${told.token}/callback`, { auth: false, body: { type: 4, data: { content: 'twice' } } }), 400, 40060);
    const data = await ada.call('GET', `/channels/${general.id}/messages/${resource.message.id}/interaction-data`);
    equal(data.application_command.id, weave.id, 'the command');
  });
  await scenario.step('a user is a target of a command', async () => {
    const told = await invoke(world, 2, { ...call(inspect), type: 2, target_id: ada.id });
    check(told.isUserContextMenuCommand(), 'a context menu');
    equal(told.targetUser.id, ada.id, 'the target');
    await told.reply({ content: 'seen', flags: MessageFlags.Ephemeral });
    const whispered = await told.fetchReply();
    check(whispered.flags.has(MessageFlags.Ephemeral), 'ephemeral');
    await refused(general.messages.fetch(whispered.id), 404, 10008);
    await told.deleteReply();
  });
}

async function later(world, { weave }) {
  const { scenario, base, client, applicationId } = world;
  await scenario.step('an answer is deferred, filled in, followed up and deleted', async () => {
    const told = await invoke(world, 2, call(weave, [{ type: 3, name: 'pattern', value: 'checks' }]));
    const thinking = once(client, Events.MessageCreate, (message) => message.flags.has(MessageFlags.Loading));
    await told.deferReply();
    await thinking;
    const updated = once(client, Events.MessageUpdate, (_, after) => after.content === 'checked');
    await told.editReply({ content: 'checked', files: [{ attachment: Buffer.from('cloth'), name: 'cloth.txt' }] });
    await updated;
    const more = await told.followUp({ content: 'more' });
    equal(more.reference?.messageId, (await told.fetchReply()).id, 'replies to the first');
    equal((await told.webhook.editMessage(more.id, { content: 'less' })).content, 'less', 'edited');
    equal((await told.webhook.fetchMessage(more.id)).content, 'less', 'fetched');
    equal((await send(base, 'GET', `/webhooks/${applicationId}/${told.token}`)).type, 3, 'an application webhook');
    await told.webhook.deleteMessage(more.id);
    await told.deleteReply();
    await refused(told.fetchReply(), 404, 10008);
  });
}

async function components(world, { weave }) {
  const { scenario, client, ada, general } = world;
  const rows = [
    new ActionRowBuilder().addComponents(
      new ButtonBuilder().setCustomId('again').setLabel('Again').setStyle(ButtonStyle.Primary),
      new ButtonBuilder().setCustomId('ask').setLabel('Ask').setStyle(ButtonStyle.Secondary),
    ),
    new ActionRowBuilder().addComponents(new UserSelectMenuBuilder().setCustomId('whom')),
  ];
  const message = await scenario.step('a message with buttons is written', () => general.send({ content: 'choose', components: rows }));
  if (!message) return;
  await scenario.step('a button updates its message', async () => {
    const told = await invoke(world, 3, { component_type: 2, custom_id: 'again' }, message.id);
    check(told.isButton(), 'a button');
    const seen = once(client, Events.MessageUpdate, (_, after) => after.id === message.id && after.content === 'chosen');
    await told.update({ content: 'chosen' });
    await seen;
  });
  await scenario.step('a select is acknowledged first and updates later', async () => {
    const told = await invoke(world, 3, { component_type: 5, custom_id: 'whom', values: [ada.id] }, message.id);
    equal(told.users.first().id, ada.id, 'who');
    await told.deferUpdate();
    equal((await told.editReply({ content: 'later' })).id, message.id, 'the same message');
  });
  await scenario.step('a form is shown, handed in and answered', async () => {
    const told = await invoke(world, 3, { component_type: 2, custom_id: 'ask' }, message.id);
    const input = new TextInputBuilder().setCustomId('name').setLabel('Name').setStyle(TextInputStyle.Short);
    await told.showModal(new ModalBuilder().setCustomId('form').setTitle('A form').addComponents(new ActionRowBuilder().addComponents(input)));
    const given = await invoke(world, 5, {
      id: told.id, custom_id: 'form', components: [{ type: 1, components: [{ type: 4, custom_id: 'name', value: 'Ada' }] }],
    });
    check(given.isModalSubmit() && given.isFromMessage(), 'a form of a message');
    equal(given.fields.getTextInputValue('name'), 'Ada', 'what was written');
    await given.update({ content: 'thank you', components: [] });
  });
  await scenario.step('a command is answered with a form', async () => {
    const told = await invoke(world, 2, call(weave, [{ type: 3, name: 'pattern', value: 'lace' }]));
    const input = new TextInputBuilder().setCustomId('name').setLabel('Name').setStyle(TextInputStyle.Paragraph).setRequired(false);
    await told.showModal(new ModalBuilder().setCustomId('form').setTitle('A form').addComponents(new ActionRowBuilder().addComponents(input)));
    const given = await invoke(world, 5, {
      id: told.id, custom_id: 'form', components: [{ type: 1, components: [{ type: 4, custom_id: 'name', value: '' }] }],
    });
    await given.reply('noted');
  });
}

async function activities(world, { weave }) {
  const { scenario, client, ada, applicationId } = world;
  const place = `/applications/${applicationId}`;
  const { flags } = await ada.call('GET', place);
  // What people hear of interactions is not in the API document: this session is not held against it.
  const own = await Listener.open(world.unchecked, ada.token);
  try {
    await scenario.step('a command launches an activity, and its application sees who is in it', async () => {
      equal((await ada.call('PATCH', place, { flags: flags | ApplicationFlags.Embedded })).flags, flags | ApplicationFlags.Embedded, 'flags');
      const told = await invoke(world, 2, call(weave, [{ type: 3, name: 'pattern', value: 'game' }]));
      const { interaction, resource } = await told.launchActivity({ withResponse: true });
      equal(interaction.activityInstanceId, resource.activityInstance.id, 'the instance');
      const running = await client.rest.get(`${place}/activity-instances/${resource.activityInstance.id}`);
      equal(running.users[0], ada.id, 'who is in it');
      equal(running.location.channel_id, world.general.id, 'where');
    });
    await scenario.step('an entry point is launched by the server', async () => {
      const body = { name: 'launch', description: 'Launches', type: ApplicationCommandType.PrimaryEntryPoint, handler: EntryPointCommandHandlerType.DiscordLaunchActivity };
      const entry = await client.rest.post(Routes.applicationCommands(applicationId), { body });
      equal(entry.handler, EntryPointCommandHandlerType.DiscordLaunchActivity, 'handler');
      const said = once(client, Events.MessageCreate, (message) => message.interactionMetadata?.user.id === ada.id && message.author.id === applicationId);
      await ada.call('POST', '/interactions', {
        type: 2, application_id: applicationId, guild_id: world.guild.id, channel_id: world.general.id, session_id: 'ada', nonce: 'launch',
        data: { id: entry.id, name: entry.name, type: entry.type, version: entry.version },
      });
      equal((await said)[0].type, MessageType.ChatInputCommand, 'type');
      await client.rest.delete(Routes.applicationCommand(applicationId, entry.id));
    });
    await scenario.step('an application says where linked roles are proven', async () => {
      const address = 'https://example.org/verify';
      equal((await ada.call('PATCH', place, { role_connections_verification_url: address })).role_connections_verification_url, address, 'the address');
      await client.application.fetch();
      equal(client.application.roleConnectionsVerificationURL, address, 'as discord.js reads it');
    });
  } finally {
    own.close();
    await ada.call('PATCH', place, { flags, role_connections_verification_url: null });
  }
}

const call = (command, options = []) => ({ id: command.id, name: command.name, type: command.type, version: command.version, options });

/** Ada does something with the bot; what discord.js makes of it. */
async function invoke(world, type, data, message) {
  const { client, ada, guild, general, applicationId } = world;
  const told = once(client, Events.InteractionCreate, (interaction) => interaction.type === type);
  await ada.call('POST', '/interactions', {
    type, application_id: applicationId, guild_id: guild.id, channel_id: general.id, message_id: message, session_id: 'ada', nonce: String(Date.now()), data,
  });
  return (await told)[0];
}
