// The same scenarios with every bot library, each unmodified, against a server on an empty data folder.
// usage: node bots/run.mjs --server "COMMAND" [--only LIBRARY]
import { parseArgs } from 'node:util';
import { Scenario, check } from '../lib/scenario.mjs';
import { launch } from '../lib/server.mjs';
import * as discordjs from './discordjs.mjs';
import * as eris from './eris.mjs';
import * as oceanic from './oceanic.mjs';
import { User } from './person.mjs';
import { run } from './scenarios.mjs';

const { values: chosen } = parseArgs({ options: { server: { type: 'string' }, only: { type: 'string' } } });
const libraries = [discordjs, eris, oceanic].filter((library) => !chosen.only || library.name === chosen.only);
const scenario = new Scenario();
const house = await launch(chosen.server, ['--link-hosts', '127.0.0.1']);
try {
  for (const library of libraries) await runWith(library);
} finally {
  await house.stop();
}
console.log(`${scenario.passed} passed, ${scenario.failed} failed`);
process.exit(scenario.failed === 0 && scenario.passed > 0 ? 0 : 1);

async function runWith(library) {
  console.log(library.name);
  const world = { scenario, base: house.url };
  let bot;
  try {
    Object.assign(world, await meet());
    bot = await scenario.step(`${library.name} starts`, () => library.start({ base: house.url, token: world.token, shards: 2 }));
    if (bot) await run({ ...world, bot });
    for (const { error } of bot?.seen.filter((one) => one.error) ?? []) await scenario.step('the library meets no error', () => Promise.reject(error));
  } catch (error) {
    await scenario.step('the scenario goes to its end', () => Promise.reject(error));
  } finally {
    await bot?.stop();
    for (const user of [world.ada, world.bob]) user?.listener.close();
  }
}

// Two people, an application, and two guilds that fall on different shards.
async function meet() {
  const [ada, bob] = [await User.come(house.url, 'ada'), await User.come(house.url, 'bob')];
  const made = await ada.call('POST', '/applications', { name: 'Engine' });
  await ada.call('POST', `/applications/${made.id}/bot`, {});
  const { token } = await ada.call('POST', `/applications/${made.id}/bot/reset`, {});
  const guilds = [];
  for (let i = 0; i < 40 && guilds.length < 2; i++) {
    const guild = await ada.call('POST', '/guilds', { name: `Guild ${i}` });
    if (guilds.every((other) => shardOf(other) !== shardOf(guild))) guilds.push(guild);
    else await ada.call('POST', `/guilds/${guild.id}/delete`, {}).catch(() => ada.call('DELETE', `/guilds/${guild.id}`));
  }

  check(guilds.length === 2, 'a guild for each shard');
  for (const guild of guilds) {
    guild.owner = ada;
    guild.channel = (await ada.call('GET', `/guilds/${guild.id}/channels`)).find((channel) => channel.type === 0);
    guild.channel.guild_id = guild.id;
    guild.role = await ada.call('POST', `/guilds/${guild.id}/roles`, { name: 'Readers' });
    const { code } = await ada.call('POST', `/channels/${guild.channel.id}/invites`, {});
    await bob.call('POST', `/invites/${code}`, {});
    await ada.call('POST', `/oauth2/authorize?client_id=${made.id}&scope=bot%20applications.commands`, { guild_id: guild.id, permissions: '8', authorize: true });
  }

  const application = (await ada.call('GET', '/applications')).find((one) => one.id === made.id);
  return { ada, bob, token, guilds, application };
}

function shardOf(guild) {
  return (BigInt(guild.id) >> 22n) % 2n;
}
