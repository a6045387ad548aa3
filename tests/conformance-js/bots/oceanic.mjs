// The bot of the suite, written with oceanic.js.
import { Client, InteractionTypes } from 'oceanic.js';
import { FORM, LAYOUT, PANEL, RICH_FORM, SECOND_PANEL } from './commands.mjs';

export const name = 'oceanic.js';
const Ephemeral = 64;
const ComponentsV2 = 32_768;

export async function start({ base, token, shards }) {
  const seen = [];
  const client = new Client({
    auth: `Bot ${token}`,
    rest: { baseURL: `${base}/api/v10` },
    gateway: { intents: ['GUILDS', 'GUILD_MESSAGES', 'DIRECT_MESSAGES', 'MESSAGE_CONTENT'], maxShards: shards },
  });
  let resumes = 0;
  client.on('shardResume', () => resumes++);
  client.on('error', (error) => seen.push({ error }));
  client.on('messageCreate', (message) => seen.push({ content: message.content, shard: message.guild?.shard.id ?? 0 }));
  client.on('interactionCreate', (interaction) => answer(interaction).catch((error) => seen.push({ error })));
  const ready = new Promise((done) => client.once('ready', done));
  await client.connect();
  await ready;
  return {
    seen,
    id: client.user.id,
    guilds: () => client.guilds.map((guild) => ({ id: guild.id, shard: guild.shard.id })),
    register: (commands) => client.application.bulkEditGlobalCommands(commands.map(camel)),
    registerIn: (guild, commands) => client.application.bulkEditGuildCommands(guild, commands.map(camel)),
    resumes: () => resumes,
    cut: (shard) => client.shards.get(shard).ws.terminate(),
    editOriginal: (application, interactionToken, content) => client.rest.interactions.editOriginalMessage(application, interactionToken, { content }),
    stop: () => client.disconnect(false),
  };
}

// oceanic.js names everything in camel case.
function camel(value) {
  if (Array.isArray(value)) return value.map(camel);
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.replace(/_id$/, 'ID').replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()), key.endsWith('localizations') ? inner : camel(inner)]));
}

async function answer(interaction) {
  if (interaction.type === InteractionTypes.APPLICATION_COMMAND_AUTOCOMPLETE) return complete(interaction);
  if (interaction.type === InteractionTypes.MODAL_SUBMIT) return submitted(interaction);
  if (interaction.type === InteractionTypes.MESSAGE_COMPONENT) return clicked(interaction);
  const { name: command, options, target } = interaction.data;
  switch (command) {
    case 'Greet':
      return interaction.createMessage({ content: `hello ${target.username}` });
    case 'Quote':
      return interaction.createMessage({ content: `> ${target.content}` });
    case 'everything':
      return interaction.createMessage({
        content: [
          options.getString('text'), options.getInteger('whole'), options.getBoolean('flag'), options.getUser('person').username, options.getMember('person').id,
          options.getChannel('place').name, options.getRole('role').name, options.getMentionable('anyone').name ?? options.getMentionable('anyone').username,
          options.getNumber('number'), options.getAttachment('file').filename, options.getString('size') ?? '-',
        ].join(' '),
      });
    case 'tree': {
      const path = options.getSubCommand(true);
      return interaction.createMessage({ content: ['tree', ...path, options.getString('word')].filter(Boolean).join('/') });
    }
    case 'auto':
      return interaction.createMessage({ content: `chose ${options.getString('pick')}` });
    case 'slow': {
      await interaction.defer();
      await interaction.editOriginal({ content: 'first' });
      const second = await (await interaction.createFollowup({ content: 'second' })).getMessage();
      await interaction.editFollowup(second.id, { content: 'second, edited' });
      const third = await (await interaction.createFollowup({ content: 'third' })).getMessage();
      return interaction.deleteFollowup(third.id);
    }
    case 'secret':
      await interaction.createMessage({ content: 'only you', flags: Ephemeral });
      return interaction.createFollowup({ content: 'and this', flags: Ephemeral });
    case 'form':
      return interaction.createModal(camel(FORM));
    case 'richform':
      return interaction.createModal(camel(RICH_FORM));
    case 'panel':
      await interaction.createMessage({ content: 'panel', components: camel(PANEL) });
      return interaction.createFollowup({ content: 'panel 2', components: camel(SECOND_PANEL) });
    case 'layout':
      return interaction.createMessage({ flags: ComponentsV2, components: camel(LAYOUT), files: [{ name: 'notes.txt', contents: Buffer.from('notes') }] });
    default:
      return interaction.createMessage({ content: `${command} in context ${interaction.context}` });
  }
}

function complete(interaction) {
  const typed = interaction.data.options.getFocused(true).value;
  return interaction.result(['one', 'two'].map((end) => ({ name: `${typed}-${end}`, value: `${typed}-${end}` })));
}

async function clicked(interaction) {
  const { customID: id } = interaction.data;
  if (id === 'press') return interaction.editParent({ content: `pressed by ${interaction.user.username}` });
  if (id === 'later') {
    await interaction.deferUpdate();
    return interaction.editOriginal({ content: 'pressed later' });
  }

  const { values } = interaction.data;
  const names = {
    people: () => values.getUsers().map((user) => user.username),
    roles: () => values.getRoles().map((role) => role.name),
    places: () => values.getChannels().map((channel) => channel.name),
    anyone: () => [...values.getUsers().map((user) => user.username), ...values.getRoles().map((role) => role.name)],
  }[id];
  return interaction.createMessage({ content: `${id}: ${(names?.() ?? values?.getStrings() ?? ['pressed']).join(' ')}` });
}

function submitted(interaction) {
  const { customID: id, components } = interaction.data;
  if (id === 'form') return interaction.createMessage({ content: `wrote ${components.getTextInput('title')} / ${components.getTextInput('body')}` });
  const user = components.getUserSelectValues('somebody')[0].username;
  const size = components.getRadioGroupComponent('size').value;
  const extras = components.getCheckboxGroupComponent('extras').values;
  return interaction.createMessage({ content: `filled in ${components.getStringSelectValues('colour')[0]} ${user} ${size} ${extras.join('+')}` });
}
