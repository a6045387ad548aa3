// Unmodified @discordjs/voice bots with @snazzah/davey in one end-to-end encrypted call: whoever comes and goes, what one plays
// arrives at the others byte for byte, and nobody is ever handed a frame that they could not read. Started by ../run.mjs.
import { Person } from '../../conformance-js/lib/people.mjs';
import { Scenario, check, equal, eventually, once } from '../../conformance-js/lib/scenario.mjs';
import { Bot } from './bot.mjs';

const base = process.argv[2];
const FRAMES = 50;
const scenario = new Scenario();
const bots = [];

async function run() {
  const ada = await Person.register(base, 'ada');
  const guild = await ada.call('POST', '/guilds', { name: 'Sealed' });
  const voice = (await ada.call('POST', `/guilds/${guild.id}/channels`, { name: 'call', type: 2 })).id;
  for (const name of ['one', 'two', 'three', 'four', 'plain']) bots.push(await Bot.start(base, ada, guild.id, name));
  const [one, two, three, four, plain] = bots;

  await scenario.step('three bots come into one encrypted call at protocol version 1', async () => {
    await Promise.all([one, two, three].map((bot) => bot.join(voice)));
    everybodyListens([one, two, three]);
    await encrypted([one, two, three]);
  });
  await scenario.step('they hear each other, byte for byte', () => heard([one, two, three]));
  await scenario.step('one leaves, and the two others keep hearing each other under another key', async () => {
    const before = one.encryption.code;
    two.leave();
    await eventually(() => one.encryption.code !== before && one.encryption.code !== '', 'a new key');
    await encrypted([one, three]);
    await heard([one, three]);
  });
  await scenario.step('a fourth comes, and all three hear each other', async () => {
    await four.join(voice);
    everybodyListens([one, three, four]);
    await encrypted([one, three, four]);
    await heard([one, three, four]);
  });
  await scenario.step('one that cannot encrypt comes while they play: the whole call goes down, and all four hear each other', async () => {
    await plain.join(voice, { encrypts: false });
    everybodyListens([one, three, four, plain]);
    await eventually(() => [one, three, four].every((bot) => bot.encryption.version === 0), 'version 0');
    await heard([one, three, four, plain]);
  });
  await scenario.step('it leaves: the call is encrypted again, and they hear each other', async () => {
    plain.leave();
    await encrypted([one, three, four]);
    await heard([one, three, four]);
  });
  await scenario.step('one that lost its socket resumes and goes on in the group', async () => {
    const before = one.encryption.code;
    one.isResuming = true;
    const lost = once(one.connection, 'stateChange', (_, now) => now.status !== 'ready');
    one.connection.state.networking.state.ws.ws.close(4015);
    await lost;
    await eventually(() => one.connection.state.status === 'ready', 'ready');
    await heard([one, three, four]);
    equal(one.encryption.code, before, 'the key');
    one.isResuming = false;
  });
  await scenario.step('a session of a member that comes anew takes the place of the old one', async () => {
    four.leave();
    await four.join(voice);
    everybodyListens([one, three, four]);
    await encrypted([one, three, four]);
    await heard([one, three, four]);
  });
  await scenario.step('nobody was ever handed a frame that was not played', () => {
    for (const bot of bots) equal(bot.strange.join(', '), '', `strange frames at ${bot.name}`);
    for (const bot of bots) check(!bot.problem, `${bot.name}: ${bot.problem?.stack}`);
    return Promise.resolve();
  });
}

function everybodyListens(members) {
  for (const bot of members) for (const other of members) if (bot !== other) bot.listenTo(other);
}

async function encrypted(members) {
  await eventually(() => {
    const codes = new Set(members.map((bot) => bot.encryption.code));
    return codes.size === 1 && !codes.has('') && members.every((bot) => bot.encryption.version === 1 && bot.encryption.isReady);
  }, `one key for ${members.map((bot) => bot.name)}`);
}

async function heard(members) {
  for (const bot of members) bot.forget();
  await eventually(() => members.every((bot) => bot.hasHeard(members, FRAMES)), `${FRAMES} frames from everybody at everybody (${state(members)})`);
}

function state(members) {
  return members.map((bot) => `${bot.name}: ${JSON.stringify(bot.encryption)}`).join(', ');
}

try {
  await run();
} catch (error) {
  scenario.failed++;
  console.log(error.stack);
}
for (const bot of bots) {
  if (bot.connection && bot.connection.state.status !== 'destroyed') bot.leave();
  await bot.client.destroy();
}
console.log(`${scenario.passed} passed, ${scenario.failed} failed`);
process.exit(scenario.failed === 0 && scenario.passed > 0 ? 0 : 1);
