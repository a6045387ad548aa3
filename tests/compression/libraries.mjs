import { createRequire } from 'node:module';
import { Client as Discord, Events, GatewayIntentBits } from 'discord.js';
import { Client as Oceanic } from 'oceanic.js';
import { equal, eventually } from '../conformance-js/lib/scenario.mjs';

const require = createRequire(import.meta.url);

/** Bot libraries as they are, each with the compression it offers: they log in, hear and speak, lose their socket and resume. */
export async function libraries(world) {
  await life(world, 'discord.js, zlib-stream', has('zlib-sync'), discordjs);
  await life(world, 'oceanic.js, zlib-stream', true, (options) => oceanic({ ...options, compress: 'zlib-stream' }));
  await life(world, 'oceanic.js, zstd-stream', has('zstd-napi'), (options) => oceanic({ ...options, compress: 'zstd-stream' }));
}

async function life({ scenario, base, ada, channel, botToken }, name, isThere, start) {
  if (!isThere) {
    console.log(`  SKIPPED: ${name}, since its decoder could not be built here`);
    return;
  }

  const heard = [];
  const bot = await scenario.step(`${name}: logs in`, () => start({ base, token: botToken, heard }));
  if (!bot) return;
  const hears = async (content) => {
    await ada.call('POST', `/channels/${channel.id}/messages`, { content });
    await eventually(() => heard.includes(content), `hearing "${content}"`);
  };
  await scenario.step(`${name}: hears`, async () => {
    for (let i = 0; i < 50; i++) await ada.call('POST', `/channels/${channel.id}/messages`, { content: `${name} ${i} ${'ha'.repeat(i)}` });
    await eventually(() => heard.filter((content) => content.startsWith(name)).length === 50, 'fifty messages');
  });
  await scenario.step(`${name}: speaks`, async () => {
    await bot.say(channel.id, `${name} says so`);
    await eventually(() => heard.includes(`${name} says so`), 'hearing itself');
  });
  await scenario.step(`${name}: resumes`, async () => {
    bot.cut();
    await eventually(() => bot.resumes() === 1, 'the resume');
    await hears(`${name} is back`);
    equal(bot.isCompressed(), true, 'a compressed stream');
  });
  await bot.stop();
}

async function discordjs({ base, token, heard }) {
  const client = new Discord({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent],
    rest: { api: `${base}/api`, timeout: 60_000 },
  });
  let [resumes, isCompressed] = [0, false];
  client.on(Events.Debug, (line) => (isCompressed ||= line.includes('compress=zlib-stream')));
  client.on(Events.ShardResume, () => resumes++);
  client.on(Events.MessageCreate, (message) => heard.push(message.content));
  const ready = new Promise((done) => client.once(Events.ClientReady, done));
  await client.login(token);
  await ready;
  return {
    say: (channel, content) => client.channels.cache.get(channel).send(content),
    cut: () => client.ws._ws.strategy.shards.get(0).destroy({ reason: 'outage', code: 4200, recover: 1 }),
    resumes: () => resumes,
    isCompressed: () => isCompressed,
    stop: () => client.destroy(),
  };
}

async function oceanic({ base, token, heard, compress }) {
  const client = new Oceanic({
    auth: `Bot ${token}`,
    rest: { baseURL: `${base}/api/v10` },
    gateway: { intents: ['GUILDS', 'GUILD_MESSAGES', 'MESSAGE_CONTENT'], compress },
  });
  let [resumes, isCompressed] = [0, false];
  client.on('debug', (line) => (isCompressed ||= String(line).includes(`Initializing ${compress}`)));
  client.on('shardResume', () => resumes++);
  client.on('error', (error) => heard.push(`error: ${error.message}`));
  client.on('messageCreate', (message) => heard.push(message.content));
  const ready = new Promise((done) => client.once('ready', done));
  await client.connect();
  await ready;
  return {
    say: (channel, content) => client.rest.channels.createMessage(channel, { content }),
    cut: () => client.shards.get(0).ws.terminate(),
    resumes: () => resumes,
    isCompressed: () => isCompressed,
    stop: () => client.disconnect(false),
  };
}

function has(name) {
  try {
    require(name);
    return true;
  } catch {
    return false;
  }
}
