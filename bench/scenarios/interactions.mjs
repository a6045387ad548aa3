// Interactions from the person's POST to the answer at the person's socket: what a command costs beside a message, and how many a second.
import { mkdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { share as part } from '../harness/figures.mjs';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export const about = 'Commands and completions, answered by a bot over the gateway: one after the other, then as many at once as the server takes.';
export const order = 70;

export async function measure(house) {
  const data = join(house.folder, 'interactions');
  mkdirSync(data, { recursive: true });
  await house.up(data);
  const world = await prepare(house);
  const alone = house.options.quick ? 300 : 2_000;
  const many = house.options.quick ? 3_000 : 30_000;
  for (let i = 0; i < alone; i++) await world.roundTrip(i % 2 === 0);
  const told = await timed(house, alone, () => world.message());
  house.add('message: POST to its own socket', `p50 ${share(told.times, 0.5)} ms, p99 ${share(told.times, 0.99)} ms`, `${told.cpu} µs CPU each`, 'what a command is held against');
  for (const [name, isMessage] of [['command, answered with a message', true], ['option completed', false]]) {
    const one = await timed(house, alone, () => world.roundTrip(isMessage));
    house.add(`interaction: ${name}`, `p50 ${share(one.times, 0.5)} ms, p99 ${share(one.times, 0.99)} ms`, `${one.cpu} µs CPU each`, 'one after the other; the bot on the same machine');
    const crowd = await timed(house, many, () => world.roundTrip(isMessage), 64);
    house.add(`interactions: ${name}, 64 at once`, `${Math.round(many / crowd.seconds).toLocaleString('en')}/s`, `${crowd.cpu} µs CPU each`, `p99 ${share(crowd.times, 0.99)} ms; server and load on a core each`);
  }
  world.close();
  await house.down();
}

async function timed(house, count, work, together = 1) {
  const times = [];
  const before = house.use();
  const began = performance.now();
  let left = count;
  await Promise.all(Array.from({ length: together }, async () => {
    while (left-- > 0) {
      const started = performance.now();
      await work();
      times.push(performance.now() - started);
    }
  }));
  const seconds = (performance.now() - began) / 1000;
  return { times, seconds, cpu: Math.round(((house.use().cpuMs - before.cpuMs) * 1000) / count) };
}

async function prepare(house) {
  const api = (method, path, body, token) => call(house, method, path, body, token);
  const { token: ada, user_id: id } = await api('POST', '/auth/register', { username: 'ada', password: 'correct horse battery' });
  const guild = await api('POST', '/guilds', { name: 'Bench' }, ada);
  const channel = (await api('GET', `/guilds/${guild.id}/channels`, undefined, ada)).find((one) => one.type === 0).id;
  const application = (await api('POST', '/applications', { name: 'Engine' }, ada)).id;
  const { token: bot } = await api('POST', `/applications/${application}/bot/reset`, {}, ada);
  await api('POST', `/oauth2/authorize?client_id=${application}&scope=bot%20applications.commands`, { guild_id: guild.id, permissions: '0', authorize: true }, ada);
  const command = (await api('POST', `/applications/${application}/commands`, {
    name: 'weave', description: 'Weaves', options: [{ type: 3, name: 'pattern', description: 'Which', required: true, autocomplete: true }],
  }, `Bot ${bot}`)).id;

  const waiting = new Map();
  const settle = (key) => {
    waiting.get(key)?.();
    waiting.delete(key);
  };
  const person = await session(house, ada, (name, d) => {
    if (name === 'MESSAGE_CREATE') settle(d.content);
    else if (name === 'APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE') settle(d.nonce);
  });
  const engine = await session(house, bot, (name, d) => {
    if (name !== 'INTERACTION_CREATE') return;
    const said = d.data.options[0].value;
    const answer = d.type === 2 ? { type: 4, data: { content: said } } : { type: 8, data: { choices: [{ name: said, value: said }] } };
    void api('POST', `/interactions/${d.id}/${d.token}/callback`, answer);
  });
  let number = 0;
  return {
    message() {
      const key = `m${number++}`;
      return Promise.all([seen(key), api('POST', `/channels/${channel}/messages`, { content: key }, ada)]);
    },
    roundTrip(isMessage) {
      const key = `k${number++}`;
      const option = isMessage ? { type: 3, name: 'pattern', value: key } : { type: 3, name: 'pattern', value: key, focused: true };
      const body = {
        type: isMessage ? 2 : 4, application_id: application, guild_id: guild.id, channel_id: channel, session_id: 'bench', nonce: key,
        data: { id: command, name: 'weave', type: 1, options: [option] },
      };
      return Promise.all([seen(key), api('POST', '/interactions', body, ada)]);
    },
    close() {
      person.close();
      engine.close();
    },
    id,
  };

  function seen(key) {
    return new Promise((done) => waiting.set(key, done));
  }
}

function session(house, token, hear) {
  const url = new URL(house.base());
  const socket = new WebSocket(`ws://${url.host}/?v=10&encoding=json`);
  return new Promise((ready, failed) => {
    const patience = setTimeout(() => failed(new Error('no guild came')), 30_000);
    socket.onmessage = ({ data }) => {
      const { op, t, d } = JSON.parse(data);
      if (op === 10) {
        socket.send(JSON.stringify({ op: 2, d: { token, intents: (1 << 0) | (1 << 9) | (1 << 15), properties: { os: 'linux', browser: 'bench', device: 'bench' } } }));
        setInterval(() => socket.readyState === 1 && socket.send('{"op":1,"d":null}'), d.heartbeat_interval).unref();
      } else if (t === 'GUILD_CREATE') {
        clearTimeout(patience);
        ready(socket);
      } else if (op === 0) {
        hear(t, d);
      }
    };
    socket.onerror = failed;
  });
}

function call(house, method, path, body, token) {
  const url = new URL(house.base() + path);
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = { ...(token && { authorization: token }), ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }) };
  return new Promise((done, failed) => {
    const sent = request(url, { method, headers, agent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        const all = Buffer.concat(parts).toString();
        if (answer.statusCode >= 300) failed(new Error(`${method} ${path}: ${answer.statusCode} ${all.slice(0, 300)}`));
        else done(all === '' ? null : JSON.parse(all));
      });
    });
    sent.on('error', failed);
    sent.end(text);
  });
}

function share(times, of) {
  return part(times, of).toFixed(2);
}
