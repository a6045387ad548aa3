// A bot with @discordjs/voice that listens in a call and comes back to it after the server has started again. A process of its own,
// since NODE_EXTRA_CA_CERTS names the house's authority. Prints a line of JSON for every 50 ms in which it received frames.
// usage: node voice-bot.mjs BASE OWNERS_TOKEN GUILD CHANNEL
import { Person } from '../../tests/conformance-js/lib/people.mjs';
import { Bot } from '../../tests/voice/troupe.mjs';

const [base, token, guild, channel] = process.argv.slice(2);
const bot = await Bot.login(base, new Person(base, token), { id: guild }, 'Listener');
await bot.join({ id: channel }, { daveEncryption: false });

// Their library begins a new session when it finds the port closed. After a planned restart the server gives that one its seat; after
// any other nobody tells it anything, and the bot asks again.
const UNTOLD_MS = 300;
let asking;
bot.client.on('shardReady', () => {
  asking = setTimeout(() => bot.connection.rejoin(), UNTOLD_MS);
});
bot.client.on('raw', ({ t }) => t === 'VOICE_SERVER_UPDATE' && clearTimeout(asking));
bot.client.on('error', () => undefined);
bot.connection.on('error', () => undefined);

let frames = 0;
const { receiver } = bot.connection;
receiver.speaking.on('start', (userId) => {
  if (receiver.subscriptions.has(userId)) return;
  receiver.subscribe(userId, { end: { behavior: 0 } }).on('data', () => frames++).on('error', () => undefined);
});
console.log(JSON.stringify({ ready: true }));
let said = 0;
setInterval(() => {
  if (frames === said) return;
  said = frames;
  console.log(JSON.stringify({ at: Date.now(), frames }));
}, 50);
process.stdin.on('data', () => undefined).on('end', () => process.exit(0));
