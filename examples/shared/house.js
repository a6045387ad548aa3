// What every bot here begins with: a client for the house at GUILDHALL_URL, and its commands.
import { Client, Events, MessageFlags } from 'discord.js';

/** Logs in, registers the commands, and hands every interaction to the first handler that knows its name or custom id. */
export async function start({ intents, commands, handlers }) {
  const { BOT_TOKEN: token, GUILDHALL_URL: house = 'http://localhost:8080' } = process.env;
  if (!token) {
    console.error('Set BOT_TOKEN to the token of your bot; docs/guides/run-your-bot.md says where it comes from.');
    process.exit(2);
  }

  const client = new Client({ intents, rest: { api: `${house}/api`, cdn: house } });
  client.once(Events.ClientReady, async () => {
    await client.application.commands.set(commands);
    console.log(`${client.user.tag} is ready`);
  });
  client.on(Events.InteractionCreate, (interaction) => answer(handlers, interaction));
  process.once('SIGINT', () => client.destroy());
  process.once('SIGTERM', () => client.destroy());
  await client.login(token);
  return client;
}

// Custom ids are a name and what it is about, with a colon between them: close:123.
async function answer(handlers, interaction) {
  const [name, about] = (interaction.commandName ?? interaction.customId).split(/:(.*)/s);
  try {
    await handlers[name]?.(interaction, about);
  } catch (error) {
    console.error(error);
    if (interaction.isRepliable() && !interaction.replied && !interaction.deferred) await tell(interaction, 'That did not work. The reason is in the log of the bot.');
  }
}

/** Answers the one person who asked. */
export function tell(interaction, content) {
  return interaction.reply({ content, flags: MessageFlags.Ephemeral });
}
