// A bot that answers "ping" with "pong". The only line that is about Guildhall is the one with `rest`.
import { Client, Events, GatewayIntentBits } from 'discord.js';

const { GUILDHALL_URL = 'http://localhost:8080', BOT_TOKEN } = process.env;

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent],
  rest: { api: `${GUILDHALL_URL}/api` },
});

client.once(Events.ClientReady, (ready) => {
  console.log(`${ready.user.tag} is in ${ready.guilds.cache.size} guilds`);
});

client.on(Events.MessageCreate, async (message) => {
  if (message.author.bot || message.content !== 'ping') return;
  await message.reply('pong');
});

await client.login(BOT_TOKEN);
