// The bot of the suite, written with eris.
import { Agent } from 'node:https';
import { connect } from 'node:net';
import * as Eris from 'eris';
import { FORM, LAYOUT, PANEL, RICH_FORM, SECOND_PANEL } from './commands.mjs';

export const name = 'eris';
const Ephemeral = 64;
const ComponentsV2 = 32_768;

export async function start({ base, token, shards }) {
  const seen = [];
  const { hostname, port } = new URL(base);
  // eris speaks HTTPS only: an agent brings it to a server without a certificate.
  const agent = new Agent({ keepAlive: true });
  agent.createConnection = () => connect(Number(port), hostname);
  const client = new Eris.Client(`Bot ${token}`, {
    intents: ['guilds', 'guildMessages', 'directMessages', 'messageContent'],
    maxShards: shards,
    rest: { agent, domain: hostname },
  });
  let resumes = 0;
  client.on('shardResume', () => resumes++);
  // An outage is told as an error too; the scenario makes one.
  client.on('error', (error) => error.message !== 'Connection reset by peer' && seen.push({ error }));
  client.on('messageCreate', (message) => seen.push({ content: message.content, shard: message.channel.guild?.shard.id ?? 0 }));
  client.on('interactionCreate', (interaction) => answer(interaction).catch((error) => seen.push({ error })));
  const ready = new Promise((done) => client.once('ready', done));
  await client.connect();
  await ready;
  return {
    seen,
    id: client.user.id,
    guilds: () => client.guilds.map((guild) => ({ id: guild.id, shard: guild.shard.id })),
    register: (commands) => client.bulkEditCommands(commands.map(erisForm)),
    registerIn: (guild, commands) => client.bulkEditGuildCommands(guild, commands.map(erisForm)),
    resumes: () => resumes,
    cut: (shard) => client.shards.get(shard).ws.terminate(),
    editOriginal: (application, interactionToken, content) => client.editWebhookMessage(application, interactionToken, '@original', { content }),
    stop: () => client.disconnect({ reconnect: false }),
  };
}

// What eris calls otherwise than the API.
function erisForm({ default_member_permissions: permissions, name_localizations: names, ...command }) {
  return { ...command, ...(permissions ? { defaultMemberPermissions: permissions } : {}), ...(names ? { nameLocalizations: names } : {}) };
}

async function answer(interaction) {
  if (interaction instanceof Eris.AutocompleteInteraction) return complete(interaction);
  if (interaction instanceof Eris.ModalSubmitInteraction) return submitted(interaction);
  if (interaction instanceof Eris.ComponentInteraction) return clicked(interaction);
  const { name: command, resolved, options = [], target_id: target } = interaction.data;
  switch (command) {
    case 'Greet':
      return interaction.createMessage(`hello ${resolved.users.get(target).username}`);
    case 'Quote':
      return interaction.createMessage(`> ${resolved.messages.get(target).content}`);
    case 'everything': {
      const given = Object.fromEntries(options.map((option) => [option.name, option.value]));
      return interaction.createMessage(
        [
          given.text, given.whole, given.flag, resolved.users.get(given.person).username, resolved.members.get(given.person).id,
          resolved.channels.get(given.place).name ?? interaction.channel.guild.channels.get(given.place).name, resolved.roles.get(given.role).name,
          resolved.roles.get(given.anyone)?.name ?? resolved.users.get(given.anyone).username,
          given.number, Object.values(resolved.attachments)[0].filename, given.size ?? '-',
        ].join(' '),
      );
    }
    case 'tree': {
      const path = ['tree'];
      let level = options;
      for (; level[0] && level[0].type <= 2; level = level[0].options ?? []) path.push(level[0].name);
      return interaction.createMessage([...path, level[0]?.value].filter(Boolean).join('/'));
    }
    case 'auto':
      return interaction.createMessage(`chose ${options[0].value}`);
    case 'slow': {
      await interaction.defer();
      await interaction.editOriginalMessage('first');
      const second = await interaction.createFollowup('second');
      await interaction.editMessage(second.id, 'second, edited');
      const third = await interaction.createFollowup('third');
      return interaction.deleteMessage(third.id);
    }
    case 'secret':
      await interaction.createMessage({ content: 'only you', flags: Ephemeral });
      return interaction.createFollowup({ content: 'and this', flags: Ephemeral });
    case 'form':
      return interaction.createModal(FORM);
    case 'richform':
      return interaction.createModal(RICH_FORM);
    case 'panel':
      await interaction.createMessage({ content: 'panel', components: PANEL });
      return interaction.createFollowup({ content: 'panel 2', components: SECOND_PANEL });
    case 'layout':
      return interaction.createMessage({ flags: ComponentsV2, components: LAYOUT }, { name: 'notes.txt', file: Buffer.from('notes') });
    default:
      return interaction.createMessage(`${command} in context ${interaction.context ?? (interaction.guildID ? 0 : 1)}`);
  }
}

function complete(interaction) {
  const typed = interaction.data.options.find((option) => option.focused).value;
  return interaction.result(['one', 'two'].map((end) => ({ name: `${typed}-${end}`, value: `${typed}-${end}` })));
}

async function clicked(interaction) {
  const { custom_id: id, values, resolved } = interaction.data;
  const who = (interaction.member ?? interaction.user).username;
  if (id === 'press') return interaction.editParent({ content: `pressed by ${who}` });
  if (id === 'later') {
    await interaction.deferUpdate();
    return interaction.editOriginalMessage('pressed later');
  }

  const named = (kind, key) => values.map((value) => resolved?.[kind]?.get?.(value) ?? resolved?.[kind]?.[value]).filter(Boolean).map((one) => one[key]);
  const names = {
    people: () => named('users', 'username'),
    roles: () => named('roles', 'name'),
    places: () => named('channels', 'name'),
    anyone: () => [...named('users', 'username'), ...named('roles', 'name')],
  }[id];
  return interaction.createMessage(`${id}: ${(names?.() ?? values ?? ['pressed']).join(' ')}`);
}

function submitted(interaction) {
  const { custom_id: id, components, resolved } = interaction.data;
  const parts = Object.fromEntries(components.flatMap((part) => part.components ?? [part.component]).filter(Boolean).map((part) => [part.custom_id, part]));
  if (id === 'form') return interaction.createMessage(`wrote ${parts.title.value} / ${parts.body.value}`);
  const user = resolved.users[parts.somebody.values[0]].username;
  return interaction.createMessage(`filled in ${parts.colour.values[0]} ${user} ${parts.size.value} ${parts.extras.values.join('+')}`);
}
