// A desk where people open tickets: each becomes a private thread with the person and whoever manages threads.
import { ButtonStyle, ChannelType, ComponentType, GatewayIntentBits, PermissionFlagsBits, TextInputStyle } from 'discord.js';
import { start, tell } from '../shared/house.js';

const row = (...components) => ({ type: ComponentType.ActionRow, components });
const button = (customId, label, style = ButtonStyle.Primary) => ({ type: ComponentType.Button, customId, label, style });
const label = (text, component) => ({ type: ComponentType.Label, label: text, component });

const FORM = {
  customId: 'ticket',
  title: 'Open a ticket',
  components: [
    label('What is it about?', { type: ComponentType.TextInput, customId: 'subject', style: TextInputStyle.Short, minLength: 3, maxLength: 80 }),
    label('Tell more', { type: ComponentType.TextInput, customId: 'details', style: TextInputStyle.Paragraph, required: false, maxLength: 1_500 }),
  ],
};

await start({
  intents: [GatewayIntentBits.Guilds],
  commands: [
    { name: 'ticket-desk', description: 'Put a ticket desk into this channel', defaultMemberPermissions: PermissionFlagsBits.ManageChannels, contexts: [0] },
  ],
  handlers: {
    'ticket-desk': (interaction) => interaction.reply({ content: 'Do you need help? Open a ticket; only you and the team see it.', components: [row(button('open', 'Open a ticket'))] }),
    open: (interaction) => interaction.showModal(FORM),
    ticket,
    close,
  },
});

async function ticket(interaction) {
  const subject = interaction.fields.getTextInputValue('subject');
  const thread = await interaction.channel.threads.create({ name: subject, type: ChannelType.PrivateThread, invitable: false });
  await thread.members.add(interaction.user.id);
  await thread.send({
    embeds: [{ title: subject, description: interaction.fields.getTextInputValue('details') || undefined, author: { name: interaction.user.username } }],
    components: [row(button(`close:${interaction.user.id}`, 'Close', ButtonStyle.Danger))],
  });
  await tell(interaction, `Your ticket: ${thread}`);
}

async function close(interaction, owner) {
  const isTeam = interaction.memberPermissions.has(PermissionFlagsBits.ManageThreads);
  if (interaction.user.id !== owner && !isTeam) return tell(interaction, 'Only the person who opened it and the team close a ticket.');
  await interaction.update({ components: [] });
  await interaction.channel.send(`Closed by ${interaction.user.username}.`);
  return interaction.channel.edit({ locked: true, archived: true });
}
