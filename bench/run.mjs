// Measures the whole server on this machine and writes bench/RESULTS.md: wall time and CPU for every figure.
// usage: node bench/run.mjs --server "guildhall" --swarm "swarm" [--wsload DIR] [--only NAME,...] [--quick]
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { interactions } from './interactions.mjs';
import { search } from './search.mjs';

const { values: options } = parseArgs({
  options: {
    server: { type: 'string' },
    swarm: { type: 'string' },
    wsload: { type: 'string', default: '../shared/tools/wsload' },
    work: { type: 'string', default: '.dev/bench' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: true },
  },
});
if (!options.server || !options.swarm) {
  console.error('usage: node bench/run.mjs --server "guildhall" --swarm "swarm" [--wsload DIR] [--only start,memory,fanout,latency,history,search,interactions] [--quick]');
  process.exit(2);
}

const cores = cpus().length;
const [serverCore, loadCore] = cores > 1 ? ['0', '1'] : ['0', '0'];
const seconds = options.quick ? 4 : 10;
const folder = mkdtempSync(join(tmpdir(), 'guildhall-bench-'));
const rows = [];
const wanted = options.only?.split(',');
const wsload = prepareWsload();
const house = { folder, options, up, down, add, use: () => procUse(server.pid), base: () => `http://127.0.0.1:${port}/api/v10` };
let server;
let port;

try {
  for (const [name, measure] of Object.entries({ start, memory, fanout, latency, history, search: () => search(house), interactions: () => interactions(house) })) {
    if (wanted && !wanted.includes(name)) continue;
    if (missing(name)) {
      console.log(`\n# ${name}: left out, ${missing(name)} is not here`);
      continue;
    }
    console.log(`\n# ${name}`);
    await measure();
  }
} finally {
  server?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
report();

/** Process start to the first answer, and memory at rest. */
async function start() {
  const times = [];
  const data = join(folder, 'start');
  for (let run = 0; run < 5; run++) {
    times.push(await up(data, false));
    if (run < 4) await down();
  }
  await sleep(5000);
  const use = procUse(server.pid);
  add('process start to serving, median of 5', `${median(times)} ms`, `${(use.cpuMs / 1000).toFixed(2)} CPU-s since the start`, 'empty data folder first, then existing');
  add('memory at rest', `${mb(use.rss)} MB RSS`, '', '5 s after the start');
  await down();
}

/** Ten thousand identified sessions that do nothing. The house is warm first: code compiled, the guild in memory. */
async function memory() {
  const crowd = seed('memory', 10_000, 0);
  await up(crowd.data, true);
  load(['-c', '500', '--token-file', crowd.tokens, '--inflight', '50', '--duration', '2', '--graceful']);
  await sleep(15_000);
  const before = procUse(server.pid);
  const run = loadAside(['-c', '10000', '--token-file', crowd.tokens, '-r', '1500', '--inflight', '200', '--duration', '75']);
  await sleep(70_000);
  const idle = procUse(server.pid);
  await sleep(10_000);
  const after = procUse(server.pid);
  const result = await run;
  if (result.ready !== 10_000) throw new Error(`only ${result.ready} sessions were ready`);
  add(
    'memory per idle identified session, 10,000 sessions',
    `${((after.rss - before.rss) / 1024 / 10_000).toFixed(1)} KB RSS`,
    `${((after.cpuMs - idle.cpuMs) / 100).toFixed(1)} % of a core, heartbeats included`,
    `whole server ${mb(after.rss)} MB, ${mb(before.rss)} MB before them`,
  );
  await down();
}

/** One busy channel, everybody listening. */
async function fanout() {
  for (const sockets of [1_000, 10_000]) {
    const crowd = seed(`fanout-${sockets}`, sockets, 0);
    await up(crowd.data, true);
    const result = load(
      ['-c', String(sockets), '--token-file', crowd.tokens, '--inflight', '200', ...sender(crowd), '--window', '8', '--senders', '8', '--pad', '200', '--duration', String(seconds), '--require-complete'],
    );
    add(
      `deliveries of MESSAGE_CREATE to ${sockets.toLocaleString('en')} sockets, busy channel`,
      `${Math.round(result.deliveries_per_s).toLocaleString('en')}/s`,
      `${(1e6 / result.srv.cpu_us_per_delivery).toLocaleString('en', { maximumFractionDigits: 0 })} per server CPU-second (${result.srv.cpu_us_per_delivery.toFixed(2)} µs each)`,
      `window 8; lost ${result.lost}, doubled ${result.dup}, gaps of s ${result.s_gap}`,
    );
    await down();
  }
}

/** POST to durable to the first receiver, at a steady rate. */
async function latency() {
  const crowd = seed('latency', 10, 0);
  await up(crowd.data, true);
  const result = load(['-c', '1', '--token-file', crowd.tokens, ...sender(crowd), '--rate', '500', '--senders', '8', '--pad', '200', '--warmup', '5', '--duration', String(seconds), '--require-complete']);
  add(
    'POST to durable (fsync) to first receiver, 500/s',
    `p50 ${ms(result.lat_us.p50)}, p99 ${ms(result.lat_us.p99)}`,
    `${result.srv.cpu_us_per_delivery.toFixed(0)} µs CPU a message`,
    `POST answered p50 ${ms(result.post_us.p50)}, p99 ${ms(result.post_us.p99)}`,
  );
  await down();
}

/** Pages of fifty: the newest one again and again, and random ones from a long history. */
async function history() {
  const crowd = seed('history', 200, 200_000);
  await up(crowd.data, true);
  await quiet();
  const token = readFileSync(crowd.tokens, 'utf8').split('\n')[0];
  const path = `/api/v10/channels/${crowd.history}/messages?limit=50`;
  for (const [name, script] of [['newest page, warm', null], ['random page of 200,000 messages', randomPages(crowd)]]) {
    const wrk = (time) =>
      execFileSync(
        'taskset',
        ['-c', loadCore, 'wrk', '-t1', '-c32', `-d${time}s`, '--latency', '-H', `Authorization: ${token}`, ...(script ? ['-s', script] : []), `http://127.0.0.1:${port}${path}`],
        { encoding: 'utf8' },
      );
    wrk(3);
    const before = procUse(server.pid);
    const began = performance.now();
    const output = wrk(seconds);
    const cpu = procUse(server.pid).cpuMs - before.cpuMs;
    const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(output)[1]);
    const total = Number(/(\d+) requests in/.exec(output)[1]);
    if (/Non-2xx/.test(output)) throw new Error(output);
    const wall = (performance.now() - began) / 1000;
    add(`history pages of 50: ${name}`, `${Math.round(perSecond).toLocaleString('en')}/s`, `${((cpu * 1000) / total).toFixed(0)} µs CPU each (${(cpu / 10 / wall).toFixed(0)} % of a core)`, /99%\s+(\S+)/.exec(output) ? `p99 ${/99%\s+(\S+)/.exec(output)[1]}` : '');
  }
  await down();
}

function randomPages(crowd) {
  const script = join(folder, 'pages.lua');
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

function seed(name, users, messages) {
  const data = join(folder, name);
  mkdirSync(data, { recursive: true });
  const tokens = join(folder, `${name}.tokens`);
  const [program, ...rest] = options.swarm.split(' ');
  const began = Date.now();
  const out = execFileSync(program, [...rest, 'seed', '--data', data, '--users', String(users), '--messages', String(messages), '--tokens', tokens], { encoding: 'utf8' });
  return { ...JSON.parse(out), data, tokens, spanMs: Math.max(1, Date.now() - began) };
}

function sender(crowd) {
  return [
    '--send-http', `http://127.0.0.1:${port}/api/v10/channels/${crowd.busy}/messages`,
    '--send-header', 'Content-Type: application/json', '--send-header', 'Authorization: {token}', '--send-token-file', crowd.tokens,
    '--body', '{"content":"t={t};n={n};{pad}"}',
  ];
}

/** The program that a figure needs and that this machine lacks. */
function missing(name) {
  if (['memory', 'fanout', 'latency'].includes(name) && !wsload) return 'wsload (a gateway load generator; --wsload DIR)';
  if (name === 'history' && tryRun('which', ['wrk']) === '?') return 'wrk';
  return undefined;
}

async function loadAside(args) {
  const json = join(folder, 'aside.json');
  const child = spawn('taskset', ['-c', loadCore, wsload, '--profile', 'discord', ...args, '--pid', String(server.pid), '--json', json, '--quiet', `ws://127.0.0.1:${port}/`], { stdio: 'ignore' });
  await new Promise((done) => child.once('exit', done));
  return JSON.parse(readFileSync(json, 'utf8').trim().split('\n').at(-1));
}

function load(args) {
  const json = join(folder, 'wsload.json');
  rmSync(json, { force: true });
  const all = ['-c', loadCore, wsload, '--profile', 'discord', ...args, '--pid', String(server.pid), '--json', json, `ws://127.0.0.1:${port}/`];
  console.log(`  wsload ${args.join(' ').slice(0, 160)}`);
  try {
    execFileSync('taskset', all, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000 });
  } finally {
    if (existsSync(json)) console.log(`  ${readFileSync(json, 'utf8').slice(0, 1200)}`);
  }
  return JSON.parse(readFileSync(json, 'utf8').trim().split('\n').at(-1));
}


async function up(data, pinned) {
  port = await freePort();
  const [program, ...rest] = options.server.split(' ');
  const args = [...rest, 'serve', '--data', data, '--listen', `http://127.0.0.1:${port}`, '--insecure-no-rate-limits', '--insecure-fast-passwords'];
  const began = performance.now();
  server = pinned
    ? spawn('taskset', ['-c', serverCore, program, ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
    : spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  for (let i = 0; i < 6000; i++) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    try {
      if ((await fetch(`http://127.0.0.1:${port}/api/v10/gateway`)).ok) return Math.round(performance.now() - began);
    } catch {
      await sleep(5);
    }
  }
  throw new Error('the server does not answer');
}

/** Waits until the server has done what its first start on the data gives it to do, such as filling the search index. */
async function quiet() {
  for (let i = 0, calm = 0; i < 300 && calm < 3; i++) {
    const before = procUse(server.pid).cpuMs;
    await sleep(1000);
    calm = procUse(server.pid).cpuMs - before < 30 ? calm + 1 : 0;
  }
}

async function down() {
  const child = server;
  server = undefined;
  const gone = new Promise((done) => child.once('exit', done));
  const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
  child.kill('SIGINT');
  await gone;
  clearTimeout(hard);
}

function procUse(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
  return { rss, cpuMs: (Number(fields[11]) + Number(fields[12])) * 10 };
}

function prepareWsload() {
  if (!existsSync(join(options.wsload, 'wsload.c'))) {
    return undefined;
  }
  const target = join(options.work, 'wsload');
  if (!existsSync(join(target, 'wsload'))) {
    mkdirSync(target, { recursive: true });
    cpSync(options.wsload, target, { recursive: true });
    execFileSync('chmod', ['-R', 'u+w', target]);
    execFileSync('make', ['-s', '-C', target, 'wsload']);
  }
  return join(target, 'wsload');
}

function report() {
  const model = cpus()[0]?.model.trim() ?? 'unknown';
  const kernel = execFileSync('uname', ['-sr'], { encoding: 'utf8' }).trim();
  const runtime = tryRun('dotnet', ['--version']);
  const table = ['| figure | measured | CPU | note |', '| --- | --- | --- | --- |', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
  console.log(`\n${table}\n`);
  if (!options.write || wanted) return;
  const section = `## ${new Date().toISOString().slice(0, 10)}\n\n${model}, ${cores} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${kernel}, .NET SDK ${runtime}. Server pinned to one core, load generator to the other, loopback.\n\n${table}\n`;
  const file = 'bench/RESULTS.md';
  const old = existsSync(file) ? readFileSync(file, 'utf8') : '# Measured\n\nWhole server, whole product; newest first. `./dev bench` measures again on your machine.\n';
  const at = old.indexOf('\n## ');
  writeFileSync(file, at < 0 ? `${old}\n${section}` : `${old.slice(0, at + 1)}${section}\n${old.slice(at + 1)}`);
}

function tryRun(program, args) {
  try {
    return execFileSync(program, args, { encoding: 'utf8' }).trim();
  } catch {
    return '?';
  }
}

function add(...row) {
  rows.push(row);
  console.log(`  ${row.join('  |  ')}`);
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function mb(bytes) {
  return Math.round(bytes / 2 ** 20);
}

function ms(us) {
  return `${(us / 1000).toFixed(2)} ms`;
}

function sleep(time) {
  return new Promise((done) => setTimeout(done, time));
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}
