// Searches in a guild of a million messages: one after the other over HTTP, a mix of what people look for.
import { mkdirSync, statSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { share as part } from '../harness/figures.mjs';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

export const about = 'Searches among a million messages, by somebody who may read every channel and by somebody who may read three of a hundred.';
export const order = 60;

export async function measure(house) {
  const messages = house.options.quick ? 100_000 : 1_000_000;
  const data = join(house.folder, 'search');
  mkdirSync(data, { recursive: true });
  const began = Date.now();
  const world = JSON.parse(house.swarm('seed-search', '--data', data, '--messages', String(messages)));
  const size = Math.round(statSync(join(data, 'search.db')).size / 2 ** 20);
  console.log(`  ${messages} messages written and indexed in ${((Date.now() - began) / 1000).toFixed(0)} s; the index has ${size} MB`);
  await house.up(data);
  const name = `search among ${messages.toLocaleString('en')} messages`;
  for (const [who, token] of [['all of 100 channels readable', world.owner], ['3 of 100 channels readable', world.member]]) {
    const random = seeded(7);
    const count = house.options.quick ? 500 : 3_000;
    for (let i = 0; i < count / 5; i++) await find(house, world, token, query(world, random).text);
    const before = house.use();
    const times = [];
    const byKind = new Map();
    let hits = 0;
    for (let i = 0; i < count; i++) {
      const { kind, text } = query(world, random);
      const started = performance.now();
      const found = await find(house, world, token, text);
      const took = performance.now() - started;
      times.push(took);
      byKind.set(kind, [...(byKind.get(kind) ?? []), took]);
      hits += found.messages.length;
    }
    const cpu = (house.use().cpuMs - before.cpuMs) * 1000 / count;
    for (const [kind, list] of byKind) console.log(`    ${kind.padEnd(28)} p50 ${share(list, 0.5)}  p99 ${share(list, 0.99)} ms`);
    house.add(`${name}: ${who}`, `p50 ${share(times, 0.5)} ms, p99 ${share(times, 0.99)} ms`, `${cpu.toFixed(0)} µs CPU each`, `${(hits / count).toFixed(1)} hits a page, HTTP included; index ${size} MB`);
  }
  house.add('sent to findable', `worst of 20: ${Math.max(...(await freshness(house, world))).toFixed(0)} ms`, '', 'asked again and again until found');
  await house.down();
}

// Each kind as often as the others.
function query(world, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const at = () => ((BigInt(world.first) >> 22n) + BigInt(Math.floor(random() * world.messages)) * BigInt(world.spacing_ms)) << 22n;
  const kinds = {
    'rare word': () => `content=${pick(world.rare)}`,
    'middle word': () => `content=${pick(world.middle)}`,
    'common word': () => `content=${pick(world.common)}`,
    'common and middle word': () => `content=${pick(world.common)}%20${pick(world.middle)}`,
    'two common words': () => `content=${pick(world.common)}%20${pick(world.common)}`,
    'author': () => `author_id=${pick(world.authors)}`,
    'author and common word': () => `author_id=${pick(world.authors)}&content=${pick(world.common)}`,
    'has link': () => 'has=link',
    'has image and middle word': () => `has=image&content=${pick(world.middle)}`,
    'without link, common word': () => `has=-link&content=${pick(world.common)}`,
    'channel and common word': () => `channel_id=${pick(world.channels)}&content=${pick(world.common)}`,
    'before, common word': () => `max_id=${at()}&content=${pick(world.common)}`,
    'after, oldest first': () => `min_id=${at()}&sort_order=asc&content=${pick(world.middle)}`,
    'mentions': () => `mentions=${pick(world.authors)}`,
    'pinned': () => 'pinned=true',
    'page 21 of a common word': () => `offset=500&content=${pick(world.common)}`,
  };
  const kind = pick(Object.keys(kinds));
  return { kind, text: kinds[kind]() };
}

// How long after the answer to its sending a message is found.
async function freshness(house, world) {
  const times = [];
  for (let i = 0; i < 20; i++) {
    const word = `fresh${i}x${process.pid}`;
    await call(`${house.base()}/channels/${world.channels[0]}/messages`, world.owner, JSON.stringify({ content: word }));
    const sent = performance.now();
    while ((await find(house, world, world.owner, `content=${word}`)).total_results === 0) if (performance.now() - sent > 30_000) throw new Error('never found');
    times.push(performance.now() - sent);
  }
  return times;
}

function find(house, world, token, text) {
  return call(`${house.base()}/guilds/${world.guild}/messages/search?${text}`, token);
}

function call(url, token, body) {
  const headers = { Authorization: token, ...(body ? { 'Content-Type': 'application/json' } : {}) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method: body ? 'POST' : 'GET', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => (text += part));
      answer.on('end', () => (answer.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(`${answer.statusCode} ${url}: ${text}`))));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function share(list, of) {
  return part(list, of).toFixed(2);
}

// The same searches in every run.
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
