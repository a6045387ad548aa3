import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { count, sleep } from '../harness/figures.mjs';

const Posts = 200;

export const about = 'Pages of fifty messages: the newest one again and again, the same while many write there, and random ones from a long history.';
export const order = 50;
export const needs = ['wrk'];

export async function measure(house) {
  const crowd = house.seed('history', 200, 200_000);
  await house.up(crowd.data);
  await house.quiet();
  const token = readFileSync(crowd.tokens, 'utf8').split('\n')[0];
  const url = `${house.base()}/channels/${crowd.history}/messages?limit=50`;
  for (const [name, script] of [['newest page, warm', null], ['random page of 200,000 messages', randomPages(house, crowd)]]) {
    const wrk = (time) => execFileSync(
      'taskset',
      ['-c', house.cores.load, 'wrk', '-t1', '-c32', `-d${time}s`, '--latency', '-H', `Authorization: ${token}`, ...(script ? ['-s', script] : []), url],
      { encoding: 'utf8' },
    );
    wrk(3);
    const before = house.use();
    const began = performance.now();
    const output = wrk(house.seconds);
    const cpu = house.use().cpuMs - before.cpuMs;
    const wall = (performance.now() - began) / 1000;
    const total = Number(/(\d+) requests in/.exec(output)[1]);
    if (/Non-2xx/.test(output)) throw new Error(output);
    house.add(
      `history pages of 50: ${name}`,
      `${count(Number(/Requests\/sec:\s+([\d.]+)/.exec(output)[1]))}/s`,
      `${((cpu * 1000) / total).toFixed(0)} µs CPU each (${(cpu / 10 / wall).toFixed(0)} % of a core)`,
      `p99 ${/99%\s+(\S+)/.exec(output)?.[1]}`,
    );
  }
  await busy(house, `${house.base()}/channels/${crowd.history}/messages`, token);
  await house.down();
}

// Every post makes the page another one: what reading it costs beside the posts, which are measured alone first.
async function busy(house, url, token) {
  const alone = await during(house, url, token, () => sleep(house.seconds * 1000));
  const read = await during(house, url, token, async () =>
    (await promisify(execFile)('taskset', ['-c', house.cores.load, 'wrk', '-t1', '-c8', `-d${house.seconds}s`, '--latency', '-H', `Authorization: ${token}`, `${url}?limit=50`])).stdout);
  const total = Number(/(\d+) requests in/.exec(read.output)[1]);
  if (/Non-2xx/.test(read.output)) throw new Error(read.output);
  const each = ((read.cpuMs - (alone.cpuMs / alone.posted) * read.posted) * 1000) / total;
  house.add(
    `history pages of 50: newest page, ${Posts} messages a second arrive`,
    `${count(Number(/Requests\/sec:\s+([\d.]+)/.exec(read.output)[1]))}/s`,
    `${each.toFixed(0)} µs CPU each beside the posts`,
    `p99 ${/99%\s+(\S+)/.exec(read.output)?.[1]}; ${Math.round(read.posted / read.seconds)} posts a second meanwhile`,
  );
}

async function during(house, url, token, work) {
  let isOver = false;
  let posted = 0;
  const began = performance.now();
  const before = house.use();
  const post = () => fetch(url, { method: 'POST', headers: { authorization: token, 'content-type': 'application/json' }, body: JSON.stringify({ content: `message ${posted} `.repeat(8) }) });
  const posting = (async () => {
    while (!isOver) {
      const due = Math.floor(((performance.now() - began) / 1000) * Posts) - posted;
      const answers = await Promise.all(Array.from({ length: Math.max(0, Math.min(due, 32)) }, post));
      for (const answer of answers) await answer.arrayBuffer();
      posted += answers.length;
      await sleep(5);
    }
  })();
  const output = await work();
  const [cpuMs, seconds] = [house.use().cpuMs - before.cpuMs, (performance.now() - began) / 1000];
  isOver = true;
  await posting;
  return { output, posted, seconds, cpuMs };
}

function randomPages(house, crowd) {
  const script = join(house.folder, 'pages.lua');
  // Anchors between the first and the last id, made here: numbers of this size are beyond Lua's.
  const first = BigInt(crowd.history) >> 22n;
  const anchors = Array.from({ length: 5000 }, () => `"${(first + BigInt(Math.floor(Math.random() * crowd.spanMs))) << 22n}"`);
  writeFileSync(script, `local anchors = {${anchors.join(',')}}
math.randomseed(42)
request = function()
  return wrk.format("GET", "/api/v10/channels/${crowd.history}/messages?limit=50&before=" .. anchors[math.random(#anchors)])
end
`);
  return script;
}
