// The moderators' everyday: warn, list warnings, time out, and clear messages; also from the menu on a person. Warnings are kept in warnings.json.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { ApplicationCommandOptionType as Option, ApplicationCommandType, ComponentType, GatewayIntentBits, MessageFlags, PermissionFlagsBits, TextInputStyle } from 'discord.js';
import { start, tell } from '../shared/house.js';

const FILE = process.env.WARNINGS_FILE ?? 'warnings.json';
const KEPT_FOR_EACH = 100;
const warnings = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};
const forModerators = { defaultMemberPermissions: PermissionFlagsBits.ModerateMembers, contexts: [0] };
const user = { name: 'user', description: 'Who', type: Option.User, required: true };
const reason = { name: 'reason', description: 'Why', type: Option.String, maxLength: 300 };

await start({
  intents: [GatewayIntentBits.Guilds],
  commands: [
    { name: 'warn', description: 'Warn somebody', ...forModerators, options: [user, { ...reason, required: true }] },
    { name: 'warnings', description: 'What somebody was warned of', ...forModerators, options: [user] },
    { name: 'timeout', description: 'Keep somebody from writing for some time', ...forModerators, options: [user, { name: 'minutes', description: 'How long', type: Option.Integer, required: true, minValue: 1, maxValue: 40_320 }, reason] },
    { name: 'clear', description: 'Delete the newest messages here', defaultMemberPermissions: PermissionFlagsBits.ManageMessages, contexts: [0], options: [{ name: 'count', description: 'How many', type: Option.Integer, required: true, minValue: 2, maxValue: 100 }] },
    { name: 'Warn', type: ApplicationCommandType.User, ...forModerators },
  ],
  handlers: {
    warn: (interaction) => warn(interaction, interaction.options.getUser('user'), interaction.options.getString('reason')),
    warnings: (interaction) => list(interaction, interaction.options.getUser('user')),
    Warn: (interaction) => interaction.showModal(reasonForm(interaction.targetUser)),
    reason: async (interaction, id) => warn(interaction, await interaction.client.users.fetch(id), interaction.fields.getTextInputValue('reason')),
    timeout,
    clear,
  },
});

function reasonForm(target) {
  const input = { type: ComponentType.TextInput, customId: 'reason', style: TextInputStyle.Paragraph, maxLength: 300 };
  return { customId: `reason:${target.id}`, title: `Warn ${target.username}`.slice(0, 45), components: [{ type: ComponentType.Label, label: 'Why?', component: input }] };
}

async function warn(interaction, target, why) {
  if (target.bot) return tell(interaction, 'Bots do not listen to warnings.');
  const key = `${interaction.guildId}:${target.id}`;
  warnings[key] = [...(warnings[key] ?? []), { why, by: interaction.user.id, at: new Date().toISOString() }].slice(-KEPT_FOR_EACH);
  writeFileSync(`${FILE}.new`, JSON.stringify(warnings));
  renameSync(`${FILE}.new`, FILE);
  return interaction.reply({ content: `${target} was warned: ${why}`, allowedMentions: { users: [target.id] } });
}

function list(interaction, target) {
  const all = warnings[`${interaction.guildId}:${target.id}`] ?? [];
  const lines = all.slice(-10).map((one) => `- ${one.at.slice(0, 10)}: ${one.why}`);
  return tell(interaction, all.length === 0 ? `${target.username} has no warnings.` : `${target.username} has ${all.length}:\n${lines.join('\n')}`);
}

async function timeout(interaction) {
  const target = interaction.options.getMember('user');
  if (!target?.moderatable) return tell(interaction, 'This member is not below me.');
  const minutes = interaction.options.getInteger('minutes');
  await target.timeout(minutes * 60_000, interaction.options.getString('reason') ?? `asked for by ${interaction.user.username}`);
  return interaction.reply(`${target.user.username} may write again in ${minutes} minutes.`);
}

async function clear(interaction) {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const gone = await interaction.channel.bulkDelete(interaction.options.getInteger('count'), true);
  await interaction.editReply(`Deleted ${gone.size} messages.`);
}
