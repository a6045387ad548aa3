// The bot of the suite, written with discord.js.
import { Client, Events, GatewayIntentBits, MessageFlags, Partials, REST, Routes } from 'discord.js';
import { FORM, LAYOUT, PANEL, RICH_FORM, SECOND_PANEL } from './commands.mjs';

export const name = 'discord.js';

export async function start({ base, token, shards }) {
  const seen = [];
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages, GatewayIntentBits.MessageContent],
    partials: [Partials.Channel],
    rest: { api: `${base}/api`, timeout: 60_000 },
    shards: Array.from({ length: shards }, (_, id) => id),
    shardCount: shards,
  });
  let resumes = 0;
  client.on(Events.ShardResume, () => resumes++);
  client.on(Events.MessageCreate, (message) => seen.push({ content: message.content, shard: message.guild?.shardId ?? 0 }));
  client.on(Events.InteractionCreate, (interaction) => answer(interaction).catch((error) => seen.push({ error })));
  const ready = new Promise((done) => client.once(Events.ClientReady, done));
  await client.login(token);
  await ready;
  const rest = new REST({ api: `${base}/api` }).setToken(token);
  return {
    seen,
    id: client.user.id,
    guilds: () => [...client.guilds.cache.values()].map((guild) => ({ id: guild.id, shard: guild.shardId })),
    register: (commands) => client.application.commands.set(commands),
    registerIn: (guild, commands) => client.application.commands.set(commands, guild),
    resumes: () => resumes,
    // The socket breaks off; what the library does then is its own affair.
    cut: (shard) => client.ws.shards.get(shard) && breakOff(client, shard),
    editOriginal: (application, interactionToken, content) => rest.patch(Routes.webhookMessage(application, interactionToken, '@original'), { body: { content }, auth: false }),
    stop: () => client.destroy(),
  };
}

// @discordjs/ws takes a close with a code that is not final for an outage and resumes.
async function breakOff(client, shard) {
  const manager = client.ws._ws;
  await manager.strategy.shards.get(shard).destroy({ reason: 'outage', code: 4200, recover: 1 });
}

async function answer(interaction) {
  if (interaction.isAutocomplete()) return complete(interaction);
  if (interaction.isModalSubmit()) return submitted(interaction);
  if (interaction.isMessageComponent()) return clicked(interaction);
  if (interaction.isUserContextMenuCommand()) return interaction.reply(`hello ${interaction.targetUser.username}`);
  if (interaction.isMessageContextMenuCommand()) return interaction.reply(`> ${interaction.targetMessage.content}`);
  const { options } = interaction;
  switch (interaction.commandName) {
    case 'everything':
      return interaction.reply(
        [
          options.getString('text'), options.getInteger('whole'), options.getBoolean('flag'), options.getUser('person').username, options.getMember('person').user.id,
          options.getChannel('place').name, options.getRole('role').name, options.getMentionable('anyone').name ?? options.getMentionable('anyone').user.username,
          options.getNumber('number'), options.getAttachment('file').name, options.getString('size') ?? '-',
        ].join(' '),
      );
    case 'tree':
      return interaction.reply(['tree', options.getSubcommandGroup(false), options.getSubcommand(), options.getString('word')].filter(Boolean).join('/'));
    case 'auto':
      return interaction.reply(`chose ${options.getString('pick')}`);
    case 'slow': {
      await interaction.deferReply();
      await interaction.editReply('first');
      const second = await interaction.followUp('second');
      await interaction.webhook.editMessage(second, 'second, edited');
      const third = await interaction.followUp({ content: 'third', flags: MessageFlags.SuppressNotifications });
      return interaction.deleteReply(third);
    }
    case 'secret':
      await interaction.reply({ content: 'only you', flags: MessageFlags.Ephemeral });
      return interaction.followUp({ content: 'and this', flags: MessageFlags.Ephemeral });
    case 'form':
      return interaction.showModal(FORM);
    case 'richform':
      return interaction.showModal(RICH_FORM);
    case 'panel':
      await interaction.reply({ content: 'panel', components: PANEL });
      return interaction.followUp({ content: 'panel 2', components: SECOND_PANEL });
    case 'layout':
      return interaction.reply({ flags: MessageFlags.IsComponentsV2, components: LAYOUT, files: [{ attachment: Buffer.from('notes'), name: 'notes.txt' }] });
    default:
      return interaction.reply(`${interaction.commandName} in context ${interaction.context}`);
  }
}

function complete(interaction) {
  const typed = interaction.options.getFocused();
  return interaction.respond(['one', 'two'].map((end) => ({ name: `${typed}-${end}`, value: `${typed}-${end}` })));
}

async function clicked(interaction) {
  if (interaction.customId === 'press') return interaction.update({ content: `pressed by ${interaction.user.username}` });
  if (interaction.customId === 'later') {
    await interaction.deferUpdate();
    return interaction.editReply('pressed later');
  }

  const names = {
    people: () => interaction.users.map((user) => user.username),
    roles: () => interaction.roles.map((role) => role.name),
    places: () => interaction.channels.map((channel) => channel.name),
    anyone: () => [...interaction.users.map((user) => user.username), ...interaction.roles.map((role) => role.name)],
  }[interaction.customId];
  return interaction.reply(`${interaction.customId}: ${[...(names?.() ?? interaction.values ?? ['pressed'])].join(' ')}`);
}

function submitted(interaction) {
  const { customId, fields } = interaction;
  if (customId === 'form') return interaction.reply(`wrote ${fields.getTextInputValue('title')} / ${fields.getTextInputValue('body')}`);
  const user = fields.getSelectedUsers('somebody', true).first().username;
  const [colour] = fields.getStringSelectValues('colour');
  return interaction.reply(`filled in ${colour} ${user} ${fields.getField('size').value} ${fields.getField('extras').values.join('+')}`);
}
