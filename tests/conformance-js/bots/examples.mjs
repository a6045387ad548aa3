// Every example as its readers start it: a process of its own, and people who use it.
// usage: node bots/examples.mjs --server "COMMAND" [--only NAME]
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Scenario, check, equal } from '../lib/scenario.mjs';
import { launch, stop } from '../lib/server.mjs';
import { User } from './person.mjs';

const { values: chosen } = parseArgs({ options: { server: { type: 'string' }, only: { type: 'string' } } });
const root = new URL('../../../examples/', import.meta.url).pathname;
const scenario = new Scenario();
const house = await launch(chosen.server);

const EXAMPLES = { 'ticket-desk': ticketDesk, 'role-menu': roleMenu, moderation, poll, 'music-queue': musicQueue };
try {
  for (const [name, use] of Object.entries(EXAMPLES)) if (!chosen.only || chosen.only === name) await tried(name, use);
} finally {
  await house.stop();
}
console.log(`${scenario.passed} passed, ${scenario.failed} failed`);
process.exit(scenario.failed === 0 && scenario.passed > 0 ? 0 : 1);

async function tried(name, use) {
  console.log(name);
  const warnings = join(tmpdir(), `guildhall-example-${process.pid}.json`);
  let bot;
  let world;
  try {
    world = await meet(name);
    bot = await scenario.step(`${name} starts`, () => started(name, { BOT_TOKEN: world.token, GUILDHALL_URL: house.url, WARNINGS_FILE: warnings }));
    world.commands = await registered(world);
    await use(world);
  } catch (error) {
    await scenario.step('the scenario goes to its end', () => Promise.reject(error));
  } finally {
    if (bot) await stop(bot);
    for (const user of [world?.ada, world?.bob]) user?.listener.close();
    rmSync(warnings, { force: true });
  }
}

function started(name, env) {
  const bot = spawn('node', [join(root, name, 'bot.js')], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((done, fail) => {
    bot.stdout.on('data', (text) => /is ready/.test(text) && done(bot));
    bot.once('exit', (code) => fail(new Error(`the bot ended with ${code}`)));
  });
}

async function meet(name) {
  const [ada, bob] = [await User.come(house.url, 'ada'), await User.come(house.url, 'bob')];
  const application = await ada.call('POST', '/applications', { name });
  await ada.call('POST', `/applications/${application.id}/bot`, {});
  const { token } = await ada.call('POST', `/applications/${application.id}/bot/reset`, {});
  const guild = await ada.call('POST', '/guilds', { name: `Home of ${name}` });
  await ada.call('POST', `/oauth2/authorize?client_id=${application.id}&scope=bot%20applications.commands`, { guild_id: guild.id, permissions: '8', authorize: true });
  const channel = (await ada.call('GET', `/guilds/${guild.id}/channels`)).find((one) => one.type === 0);
  const { code } = await ada.call('POST', `/channels/${channel.id}/invites`, {});
  await bob.call('POST', `/invites/${code}`, {});
  return { ada, bob, token, guild, channel: { ...channel, guild_id: guild.id } };
}

async function registered({ ada, guild }) {
  for (let i = 0; i < 600; i++) {
    const all = await ada.commandsIn(guild.id);
    if (all.length > 0) return Object.fromEntries(all.map((command) => [command.name, command]));
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('no commands');
}

async function ticketDesk({ ada, bob, channel, commands }) {
  await scenario.step('a person opens a ticket and closes it', async () => {
    await ada.run(channel, commands['ticket-desk']);
    const desk = await bob.sees((message) => message.content.startsWith('Do you need help?'));
    const nonce = await bob.click(channel, desk, desk.components[0].components[0]);
    const modal = await bob.listener.saw('INTERACTION_MODAL_CREATE', (d) => d.nonce === nonce);
    const written = { subject: 'My cat', details: 'It sits on the keyboard.' };
    await bob.submit(channel, modal, modal.components.map(({ id, component }) => ({ type: 18, id, component: { type: 4, id: component.id, custom_id: component.custom_id, value: written[component.custom_id] } })));
    const answer = await bob.sees((message) => message.content.startsWith('Your ticket:'));
    equal(answer.flags & 64, 64, 'for the person alone');
    const thread = /<#(\d+)>/.exec(answer.content)[1];
    const ticket = await bob.listener.saw('MESSAGE_CREATE', (message) => message.channel_id === thread && message.components.length > 0);
    await bob.click({ id: thread, guild_id: channel.guild_id }, ticket, ticket.components[0].components[0]);
    await bob.listener.saw('THREAD_UPDATE', (one) => one.id === thread && one.thread_metadata.archived && one.thread_metadata.locked);
  });
}

async function roleMenu({ ada, bob, guild, channel, commands }) {
  await scenario.step('a member takes a role and returns it', async () => {
    const role = await ada.call('POST', `/guilds/${guild.id}/roles`, { name: 'Painters' });
    const roles = await ada.call('GET', `/guilds/${guild.id}/roles`);
    const bot = roles.find((one) => one.managed);
    await ada.call('PATCH', `/guilds/${guild.id}/roles`, [{ id: bot.id, position: 2 }, { id: role.id, position: 1 }]);
    await ada.run(channel, commands['role-menu'], [{ type: 8, name: 'role-1', value: role.id }]);
    const menu = await bob.sees((message) => (message.flags & 32_768) !== 0);
    const select = menu.components[0].components[1].components[0];
    await bob.click(channel, menu, select, [role.id]);
    await bob.sees((message) => message.content === 'You are now: Painters');
    check((await ada.call('GET', `/guilds/${guild.id}/members/${bob.id}`)).roles.includes(role.id), 'has the role');
    await bob.click(channel, menu, select, []);
    await bob.sees((message) => message.content === 'You have none of these roles now.');
    check(!(await ada.call('GET', `/guilds/${guild.id}/members/${bob.id}`)).roles.includes(role.id), 'has it no more');
  });
}

async function moderation({ ada, bob, channel, commands }) {
  const who = { type: 6, name: 'user', value: bob.id };
  await scenario.step('a moderator warns, by command and by menu, and lists the warnings', async () => {
    await ada.run(channel, commands.warn, [who, { type: 3, name: 'reason', value: 'too loud' }]);
    await ada.sees((message) => message.content === `<@${bob.id}> was warned: too loud`);
    const nonce = await ada.run(channel, commands.Warn, [], { target_id: bob.id });
    const modal = await ada.listener.saw('INTERACTION_MODAL_CREATE', (d) => d.nonce === nonce);
    const [{ id, component }] = modal.components;
    await ada.submit(channel, modal, [{ type: 18, id, component: { type: 4, id: component.id, custom_id: 'reason', value: 'still too loud' } }]);
    await ada.sees((message) => message.content === `<@${bob.id}> was warned: still too loud`);
    await ada.run(channel, commands.warnings, [who]);
    await ada.sees((message) => message.content.startsWith(`${bob.name} has 2:`) && (message.flags & 64) !== 0);
  });
  await scenario.step('others may not', async () => {
    const refusal = await bob.run(channel, commands.warn, [{ ...who, value: ada.id }, { type: 3, name: 'reason', value: 'x' }]).catch((error) => error);
    equal(refusal.status, 403, 'status');
  });
  await scenario.step('a moderator times somebody out and clears messages', async () => {
    for (let i = 0; i < 3; i++) await bob.call('POST', `/channels/${channel.id}/messages`, { content: `noise ${i}` });
    await ada.run(channel, commands.timeout, [who, { type: 4, name: 'minutes', value: 5 }]);
    await ada.sees((message) => message.content === `${bob.name} may write again in 5 minutes.`);
    equal((await bob.call('POST', `/channels/${channel.id}/messages`, { content: 'more' }).catch((error) => error)).status, 403, 'the one in time-out');
    await ada.run(channel, commands.clear, [{ type: 4, name: 'count', value: 4 }]);
    await ada.sees((message) => message.content === 'Deleted 4 messages.');
  });
}

async function poll({ ada, bob, channel, commands }) {
  await scenario.step('people vote, change their minds, and the author closes', async () => {
    await ada.run(channel, commands.poll, [['question', 'Tea or coffee?'], ['answer-1', 'Tea'], ['answer-2', 'Coffee']].map(([name, value]) => ({ type: 3, name, value })));
    const message = await bob.sees((one) => one.embeds[0]?.title === 'Tea or coffee?');
    const [[tea, coffee], [close]] = message.components.map((row) => row.components);
    await ada.click(channel, message, tea);
    await bob.click(channel, message, tea);
    await bob.listener.saw('MESSAGE_UPDATE', (one) => one.id === message.id && one.embeds[0].footer.text === '2 votes');
    await bob.click(channel, message, coffee);
    await bob.listener.saw('MESSAGE_UPDATE', (one) => one.id === message.id && /\*\*1\*\* Tea\n.*\*\*1\*\* Coffee/.test(one.embeds[0].description));
    await bob.click(channel, message, close);
    await bob.sees((one) => one.content === 'Only who asked may close it.' && (one.flags & 64) !== 0);
    await ada.click(channel, message, close);
    await bob.listener.saw('MESSAGE_UPDATE', (one) => one.id === message.id && one.components.length === 0);
  });
}

async function musicQueue({ ada, channel, commands }) {
  await scenario.step('titles are found while one types, played, queued and skipped', async () => {
    const nonce = await ada.complete(channel, commands.play, [{ type: 3, name: 'title', value: 'wat', focused: true }]);
    const { choices } = await ada.listener.saw('APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE', (d) => d.nonce === nonce);
    equal(choices[0].value, 'Water Music', 'choice');
    await ada.run(channel, commands.play, [{ type: 3, name: 'title', value: 'Water Music' }]);
    await ada.sees((message) => message.content === 'Now playing: **Water Music**');
    await ada.run(channel, commands.play, [{ type: 3, name: 'title', value: 'Clair de lune' }]);
    await ada.sees((message) => message.content === '**Clair de lune** is number 1 in the queue.');
    await ada.run(channel, commands.queue);
    const queue = await ada.sees((message) => message.content.startsWith('▶ **Water Music**'));
    await ada.click(channel, queue, queue.components[0].components[0]);
    await ada.listener.saw('MESSAGE_UPDATE', (message) => message.id === queue.id && message.content.startsWith('▶ **Clair de lune**'));
    await ada.run(channel, commands.skip);
    await ada.sees((message) => message.content === 'Skipped. The queue is empty.');
  });
}
