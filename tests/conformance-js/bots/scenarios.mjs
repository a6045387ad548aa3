// What every bot library has to be able to do here, told once: the bots are the same, each in the words of its library.
import { createServer } from 'node:http';
import { verifyKey } from 'discord-interactions';
import { check, equal } from '../lib/scenario.mjs';
import { COMMANDS } from './commands.mjs';

export async function run(world) {
  for (const part of [logIn, resume, register, options, autocomplete, answers, modals, components, contextMenus, privately, overHttp]) await part(world);
}

async function logIn({ scenario, bot, guilds }) {
  await scenario.step('logs in with two shards, each with its own guild', async () => {
    // eris and oceanic.js call themselves ready when no guild has come for two seconds, which a busy machine may take.
    await until(() => bot.guilds().length >= guilds.length, 'guilds');
    equal(bot.guilds().length, guilds.length, 'guilds');
    for (const guild of guilds) equal(bot.guilds().find((one) => one.id === guild.id)?.shard, Number((BigInt(guild.id) >> 22n) % 2n), `shard of ${guild.id}`);
    equal(new Set(bot.guilds().map((guild) => guild.shard)).size, 2, 'shards with a guild');
  });
  await scenario.step('hears each guild on its shard alone', async () => {
    for (const guild of guilds) await guild.owner.call('POST', `/channels/${guild.channel.id}/messages`, { content: `to ${guild.id}` });
    for (const guild of guilds) {
      const heard = await until(() => bot.seen.find((one) => one.content === `to ${guild.id}`), 'the message');
      equal(heard.shard, Number((BigInt(guild.id) >> 22n) % 2n), 'shard');
    }
  });
}

async function resume({ scenario, bot, guilds }) {
  await scenario.step('resumes after an outage and misses nothing', async () => {
    const [guild] = guilds;
    const shard = Number((BigInt(guild.id) >> 22n) % 2n);
    const before = bot.resumes();
    await bot.cut(shard);
    for (let i = 0; i < 5; i++) await guild.owner.call('POST', `/channels/${guild.channel.id}/messages`, { content: `meanwhile ${i}` });
    await until(() => bot.resumes() > before, 'a resume');
    const heard = await until(() => {
      const all = bot.seen.map((one) => one.content).filter((content) => content?.startsWith('meanwhile'));
      return all.length >= 5 && all;
    }, 'the messages of the outage');
    equal(heard.join(), [0, 1, 2, 3, 4].map((i) => `meanwhile ${i}`).join(), 'once each, in order');
  });
}

async function register(world) {
  const { scenario, bot, guilds, ada } = world;
  await scenario.step('registers commands everywhere, and one more in a guild', async () => {
    await bot.register(COMMANDS);
    await bot.registerIn(guilds[0].id, [{ type: 1, name: 'here', description: 'In this guild alone' }]);
    const index = await until(async () => {
      const all = await ada.commandsIn(guilds[0].id);
      return all.length > COMMANDS.length && all;
    }, 'the commands in the index');
    equal(index.length, COMMANDS.length + 1, 'commands');
    world.commands = Object.fromEntries(index.map((command) => [command.name, command]));
    equal((await ada.commandsIn(guilds[1].id)).some((command) => command.name === 'here'), false, 'in the other guild');
  });
  await scenario.step('a command of one guild is run there and not elsewhere', async () => {
    await ada.run(guilds[0].channel, world.commands.here);
    await ada.sees((message) => message.content === 'here in context 0');
    await refusedWith(ada.run(guilds[1].channel, world.commands.here));
  });
}

async function options({ scenario, ada, bob, guilds: [{ channel, role }], commands }) {
  const given = [
    ['text', 3, 'words'], ['whole', 4, 7], ['flag', 5, true], ['person', 6, bob.id], ['place', 7, channel.id], ['role', 8, role.id], ['anyone', 9, role.id], ['number', 10, 2.5], ['file', 11, 0], ['size', 3, 'm'],
  ].map(([name, type, value]) => ({ name, type, value }));
  const attachments = { attachments: [{ id: '0', filename: 'a.txt' }] };
  const files = [{ name: 'a.txt', text: 'a file' }];
  await scenario.step('gets an option of every type', async () => {
    await ada.run(channel, commands.everything, given, attachments, files);
    await ada.sees((message) => message.content === `words 7 true ${bob.name} ${bob.id} ${channel.name} ${role.name} ${role.name} 2.5 a.txt m`);
  });
  await scenario.step('never hears of values that the command does not allow', async () => {
    for (const wrong of [{ name: 'whole', type: 4, value: 11 }, { name: 'text', type: 3, value: 'x' }, { name: 'size', type: 3, value: 'x' }, { name: 'flag', type: 5, value: 'yes' }])
      await refusedWith(ada.run(channel, commands.everything, given.map((option) => (option.name === wrong.name ? wrong : option)), attachments, files), 400);
    await refusedWith(ada.run(channel, commands.everything, given.slice(1), attachments, files), 400);
    const nobody = given.map((option) => (option.name === 'person' ? { ...option, value: '1' } : option));
    await refusedWith(ada.run(channel, commands.everything, nobody, attachments, files));
  });
  await scenario.step('gets subcommands, alone and in groups', async () => {
    await ada.run(channel, commands.tree, [{ type: 1, name: 'root', options: [] }]);
    await ada.sees((message) => message.content === 'tree/root');
    await ada.run(channel, commands.tree, [{ type: 2, name: 'branch', options: [{ type: 1, name: 'leaf', options: [{ type: 3, name: 'word', value: 'green' }] }] }]);
    await ada.sees((message) => message.content === 'tree/branch/leaf/green');
  });
  await scenario.step('is not asked by those who may not use a command', () => refusedWith(bob.run(channel, commands.guarded), 403));
}

async function autocomplete({ scenario, ada, guilds: [{ channel }], commands }) {
  await scenario.step('offers choices while one types, and gets the chosen one', async () => {
    const nonce = await ada.complete(channel, commands.auto, [{ type: 3, name: 'pick', value: 'app', focused: true }]);
    const { choices } = await ada.listener.saw('APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE', (d) => d.nonce === nonce);
    equal(choices.map((choice) => choice.value).join(), 'app-one,app-two', 'choices');
    await ada.run(channel, commands.auto, [{ type: 3, name: 'pick', value: 'app-two' }]);
    await ada.sees((message) => message.content === 'chose app-two');
  });
}

async function answers({ scenario, ada, bob, bot, guilds: [{ channel }], commands }) {
  await scenario.step('defers, edits, follows up, edits and deletes follow-ups', async () => {
    const nonce = await ada.run(channel, commands.slow);
    const thinking = await ada.listener.saw('MESSAGE_CREATE', (message) => (message.flags & 128) !== 0);
    await ada.listener.saw('INTERACTION_SUCCESS', (d) => d.nonce === nonce);
    equal(thinking.type, 20, 'type');
    equal(thinking.author.id, bot.id, 'author');
    equal(thinking.interaction_metadata.user.id, ada.id, 'who asked');
    const first = await ada.listener.saw('MESSAGE_UPDATE', (message) => message.id === thinking.id && message.content === 'first');
    equal(first.flags & 128, 0, 'the flag that it thinks');
    await ada.sees((message) => message.content === 'second, edited');
    const third = await ada.sees((message) => message.content === 'third');
    await ada.listener.saw('MESSAGE_DELETE', (message) => message.id === third.id);
  });
  await scenario.step('answers one person alone', async () => {
    await ada.run(channel, commands.secret);
    const secret = await ada.sees((message) => message.content === 'only you');
    equal(secret.flags & 64, 64, 'ephemeral');
    await ada.sees((message) => message.content === 'and this' && (message.flags & 64) !== 0);
    await bob.call('POST', `/channels/${channel.id}/messages`, { content: 'what did it say?' });
    await bob.sees((message) => message.content === 'what did it say?');
    check(!(await bob.listener.saw('MESSAGE_CREATE', (message) => message.content === 'only you', 50).catch(() => undefined)), 'nobody else hears of it');
    const history = await bob.call('GET', `/channels/${channel.id}/messages?limit=50`);
    check(!history.some((message) => message.content === 'only you'), 'nobody else reads it');
  });
}

async function modals({ scenario, ada, bob, guilds: [{ channel }], commands }) {
  await scenario.step('shows a form and gets what was written', async () => {
    const nonce = await ada.run(channel, commands.form);
    const modal = await ada.listener.saw('INTERACTION_MODAL_CREATE', (d) => d.nonce === nonce);
    equal(modal.custom_id, 'form', 'which');
    const written = (custom_id, value) => ({ type: 1, components: [{ type: 4, custom_id, value }] });
    await refusedWith(ada.submit(channel, modal, [written('title', 'x'), written('body', '')]), 400);
    await ada.submit(channel, modal, [written('title', 'A title'), written('body', 'a body')]);
    await ada.sees((message) => message.content === 'wrote A title / a body');
  });
  await scenario.step('shows a form of selects, radio buttons and checkboxes', async () => {
    const nonce = await ada.run(channel, commands.richform);
    const modal = await ada.listener.saw('INTERACTION_MODAL_CREATE', (d) => d.nonce === nonce);
    const filled = modal.components.map((part) => {
      if (part.type === 10) return { type: 10, id: part.id };
      const { type, custom_id, id } = part.component;
      const value = { colour: { values: ['green'] }, somebody: { values: [bob.id] }, size: { value: 'large' }, extras: { values: ['salt', 'pepper'] } }[custom_id];
      return { type: 18, id: part.id, component: { type, id, custom_id, ...value } };
    });
    await ada.submit(channel, modal, filled);
    await ada.sees((message) => message.content === `filled in green ${bob.name} large salt+pepper`);
  });
}

async function components({ scenario, ada, bob, guilds: [{ channel, role }], commands }) {
  await ada.run(channel, commands.panel);
  const panel = await scenario.step('shows buttons and selects', () => ada.sees((message) => message.content === 'panel'));
  const second = await scenario.step('and more of them in a follow-up', () => ada.sees((message) => message.content === 'panel 2'));
  if (!panel || !second) return;
  const parts = [...panel.components, ...second.components].flatMap((row) => row.components);
  const part = (id) => parts.find((one) => one.custom_id === id);
  await scenario.step('hears of a pressed button and changes its message', async () => {
    await bob.click(channel, panel, part('press'));
    await ada.listener.saw('MESSAGE_UPDATE', (message) => message.id === panel.id && message.content === `pressed by ${bob.name}`);
    await bob.click(channel, panel, part('later'));
    await ada.listener.saw('MESSAGE_UPDATE', (message) => message.id === panel.id && message.content === 'pressed later');
  });
  await scenario.step('hears of every kind of select', async () => {
    const chosen = { words: [['r', 'b'], 'r b'], people: [[bob.id], bob.name], roles: [[role.id], role.name], places: [[channel.id], channel.name] };
    for (const [id, [values, shown]] of Object.entries(chosen)) {
      await ada.click(channel, panel, part(id), values);
      await ada.sees((message) => message.content === `${id}: ${shown}`);
    }

    await ada.click(channel, second, part('anyone'), [bob.id, role.id]);
    await ada.sees((message) => message.content === `anyone: ${bob.name} ${role.name}`);
  });
  await scenario.step('never hears of what cannot be clicked', async () => {
    await refusedWith(ada.click(channel, panel, part('off')), 400);
    await refusedWith(ada.click(channel, panel, { type: 2, custom_id: 'none' }), 400);
    await refusedWith(ada.click(channel, panel, part('words'), ['x']), 400);
    await refusedWith(ada.click(channel, panel, part('words'), ['r', 'g', 'b']), 400);
  });
  await scenario.step('shows components of the second version', async () => {
    await ada.run(channel, commands.layout);
    const layout = await ada.sees((message) => (message.flags & 32_768) !== 0);
    equal(layout.components.map((one) => one.type).join(), '10,9,9,12,14,13,17', 'kinds');
    check(layout.components[5].file.url.startsWith('http'), 'the file has an address');
    await ada.click(channel, layout, layout.components[1].accessory);
    await ada.sees((message) => message.content === 'section: pressed');
    await ada.click(channel, layout, layout.components[6].components[1].components[0]);
    await ada.sees((message) => message.content === 'inside: pressed');
  });
}

async function contextMenus({ scenario, ada, bob, guilds: [{ channel }], commands }) {
  await scenario.step('is asked about a person', async () => {
    await ada.run(channel, commands.Greet, [], { target_id: bob.id });
    await ada.sees((message) => message.content === `hello ${bob.name}` && message.type === 23);
  });
  await scenario.step('is asked about a message', async () => {
    const message = await bob.call('POST', `/channels/${channel.id}/messages`, { content: 'worth quoting' });
    await ada.run(channel, commands.Quote, [], { target_id: message.id });
    await ada.sees((answer) => answer.content === '> worth quoting');
  });
}

async function privately({ scenario, ada, bot, commands }) {
  await scenario.step('is asked in private', async () => {
    const dm = await ada.call('POST', '/users/@me/channels', { recipients: [bot.id] });
    await ada.run({ id: dm.id }, commands.anywhere);
    await ada.sees((message) => message.channel_id === dm.id && message.content === 'anywhere in context 1');
  });
}

async function overHttp({ scenario, ada, bot, application, guilds: [{ channel }], commands }) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const isSigned = await verifyKey(body, request.headers['x-signature-ed25519'], request.headers['x-signature-timestamp'], application.verify_key);
    if (!isSigned) return response.writeHead(401).end('bad request signature');
    const interaction = JSON.parse(body);
    asked.push(interaction);
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ type: interaction.type === 1 ? 1 : 5 }));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  try {
    await scenario.step('takes interactions over signed HTTP', async () => {
      const set = await ada.call('PATCH', `/applications/${application.id}`, { interactions_endpoint_url: `http://127.0.0.1:${server.address().port}/interactions` });
      check(set.interactions_endpoint_url, 'the endpoint');
      equal(asked[0]?.type, 1, 'a ping when it was set');
      await ada.run(channel, commands.anywhere);
      const interaction = await until(() => asked.find((one) => one.type === 2), 'the interaction');
      // The server has the answer when people see that the bot is thinking; before that there is nothing to edit.
      await ada.sees((message) => message.interaction_metadata?.id === interaction.id);
      await bot.editOriginal(application.id, interaction.token, 'answered over HTTP');
      await ada.sees((message) => message.content === 'answered over HTTP');
    });
  } finally {
    await ada.call('PATCH', `/applications/${application.id}`, { interactions_endpoint_url: null }).catch(() => undefined);
    server.close();
  }
}

async function refusedWith(promise, status) {
  const error = await promise.then(
    () => undefined,
    (refusal) => refusal,
  );
  check(error, 'expected a refusal, but it succeeded');
  if (status) equal(error.status, status, 'status');
}

async function until(fits, what, ms = 45_000) {
  for (const end = Date.now() + ms; Date.now() < end; await new Promise((done) => setTimeout(done, 20))) {
    const found = await fits();
    if (found) return found;
  }
  throw new Error(`no ${what} within ${ms} ms`);
}
