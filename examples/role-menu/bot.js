// A menu from which members take and return roles themselves.
import { ApplicationCommandOptionType, ComponentType, GatewayIntentBits, MessageFlags, PermissionFlagsBits } from 'discord.js';
import { start, tell } from '../shared/house.js';

const ROLES_MAX = 5;

await start({
  intents: [GatewayIntentBits.Guilds],
  commands: [
    {
      name: 'role-menu',
      description: 'Put a menu of roles into this channel',
      defaultMemberPermissions: PermissionFlagsBits.ManageRoles,
      contexts: [0],
      options: Array.from({ length: ROLES_MAX }, (_, i) => ({ name: `role-${i + 1}`, description: 'A role to offer', type: ApplicationCommandOptionType.Role, required: i === 0 })),
    },
  ],
  handlers: { 'role-menu': offer, roles: take },
});

async function offer(interaction) {
  const roles = Array.from({ length: ROLES_MAX }, (_, i) => interaction.options.getRole(`role-${i + 1}`)).filter(Boolean);
  const mine = interaction.guild.members.me.roles.highest.position;
  const own = interaction.member.roles.highest.position;
  const isOwner = interaction.guild.ownerId === interaction.user.id;
  const refused = roles.filter((role) => role.managed || role.position >= mine || (!isOwner && role.position >= own));
  if (refused.length > 0) return tell(interaction, `These are not below both of us: ${refused.map((role) => role.name).join(', ')}`);
  const options = roles.map((role) => ({ label: role.name, value: role.id }));
  return interaction.reply({
    flags: MessageFlags.IsComponentsV2,
    components: [
      {
        type: ComponentType.Container,
        accentColor: 0x5865f2,
        components: [
          { type: ComponentType.TextDisplay, content: '## Your roles\nChoose what you are; choose again to change it.' },
          { type: ComponentType.ActionRow, components: [{ type: ComponentType.StringSelect, customId: 'roles', placeholder: 'Roles', minValues: 0, maxValues: options.length, options }] },
        ],
      },
    ],
  });
}

async function take(interaction) {
  const select = interaction.component;
  const offered = select.options.map((option) => option.value);
  const kept = interaction.member.roles.cache.map((role) => role.id).filter((id) => id !== interaction.guild.id && !offered.includes(id));
  await interaction.member.roles.set([...kept, ...interaction.values]);
  const names = select.options.filter((option) => interaction.values.includes(option.value)).map((option) => option.label);
  await tell(interaction, names.length === 0 ? 'You have none of these roles now.' : `You are now: ${names.join(', ')}`);
}
