// The compressed streams of the gateway, read by decoders that know nothing of how they are made (zlib and zstd of Node.js and of
// Python) and by bot libraries as they come: discord.js, oceanic.js, discord.py.
// usage: node run.mjs --server "COMMAND" [--python /usr/bin/python3] [--messages 1500]
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { Person } from '../conformance-js/lib/people.mjs';
import { Scenario } from '../conformance-js/lib/scenario.mjs';
import { launch } from '../conformance-js/lib/server.mjs';
import { libraries } from './libraries.mjs';
import { streams } from './streams.mjs';

const { values: chosen } = parseArgs({
  options: { server: { type: 'string' }, python: { type: 'string' }, messages: { type: 'string', default: '1500' } },
});
const scenario = new Scenario();
const house = await launch(chosen.server);
try {
  const world = { scenario, base: house.url, messages: Number(chosen.messages), ...(await meet()) };
  await streams(world);
  await libraries(world);
  if (chosen.python) {
    for (const script of ['streams.py', 'bot.py']) await python(script, world);
  } else {
    console.log('  SKIPPED: discord.py and the decoders of Python, which are not here');
  }
} catch (error) {
  await scenario.step('the run goes to its end', () => Promise.reject(error));
} finally {
  await house.stop();
}
console.log(`${scenario.passed} passed, ${scenario.failed} failed`);
process.exit(scenario.failed === 0 && scenario.passed > 0 ? 0 : 1);

/** A person with a guild, and a bot in it. */
async function meet() {
  const ada = await Person.register(house.url, 'ada');
  const guild = await ada.call('POST', '/guilds', { name: 'Pressed flowers' });
  const channel = (await ada.call('GET', `/guilds/${guild.id}/channels`)).find((one) => one.type === 0);
  const application = await ada.call('POST', '/applications', { name: 'Herbarium' });
  await ada.call('POST', `/applications/${application.id}/bot`, {});
  const { token: botToken } = await ada.call('POST', `/applications/${application.id}/bot/reset`, {});
  await ada.call('POST', `/oauth2/authorize?client_id=${application.id}&scope=bot`, { guild_id: guild.id, permissions: '8', authorize: true });
  return { ada, guild, channel, botToken };
}

// A script tells its own steps and ends with "N passed, N failed", which is counted with ours.
function python(script, world) {
  const { base, ada, guild, channel, botToken, messages } = world;
  const what = JSON.stringify({ base, token: ada.token, botToken, guild: guild.id, channel: channel.id, messages });
  const child = spawn(chosen.python, [new URL(script, import.meta.url).pathname, what], { stdio: 'inherit' });
  return new Promise((done) => {
    const hard = setTimeout(() => child.kill('SIGKILL'), 180_000);
    child.once('error', (error) => scenario.step(script, () => Promise.reject(error)).then(done));
    child.once('exit', (code) => {
      clearTimeout(hard);
      if (code === 0) done();
      else scenario.step(`${script} ends well`, () => Promise.reject(new Error(`it ended with ${code}`))).then(done);
    });
  });
}
