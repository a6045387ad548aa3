// Kills the server with SIGKILL in the middle of traffic, again and again, and holds it to its word:
// every acknowledged message is there, once, in the order of its writer; a repeated nonce finds its message.
// usage: node crash.mjs --server "guildhall" [--cycles 50] [--rate 500] [--seconds 2]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    server: { type: 'string' },
    cycles: { type: 'string', default: '50' },
    rate: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '2' },
  },
});
if (!options.server) {
  console.error('usage: node crash.mjs --server "guildhall" [--cycles 50] [--rate 500] [--seconds 2]');
  process.exit(2);
}

const [cycles, rate, seconds] = [options.cycles, options.rate, options.seconds].map(Number);
const writers = 32;
const folder = mkdtempSync(join(tmpdir(), 'guildhall-crash-'));
const port = await freePort();
const base = `http://127.0.0.1:${port}/api/v10`;
let agent = new Agent({ keepAlive: true, maxSockets: 128 });
let server;
let [passed, failed] = [0, 0];

try {
  await start();
  const { token } = await call('POST', '/auth/register', { username: `crash_${process.pid}`, password: 'correct horse battery' });
  const guild = await call('POST', '/guilds', { name: 'Crash test' }, token);
  const channel = (await call('GET', `/guilds/${guild.id}/channels`, undefined, token)).find((one) => one.type === 0).id;
  let verifiedUpTo = '0';
  const totals = { acknowledged: 0, retried: 0 };
  for (let cycle = 1; cycle <= cycles; cycle++) {
    const result = await runCycle(cycle, channel, token, verifiedUpTo);
    verifiedUpTo = result.last;
    totals.acknowledged += result.acknowledged;
    totals.retried += result.retried;
    if (result.problems.length === 0) passed++;
    else failed++;
    console.log(
      `cycle ${String(cycle).padStart(2)}  acknowledged ${String(result.acknowledged).padStart(5)}  in flight at the kill ${String(result.retried).padStart(3)}` +
        `  back after ${String(result.backMs).padStart(4)} ms  lost ${result.lost}  doubled ${result.doubled}  out of order ${result.disordered}` +
        (result.problems.length ? `  PROBLEM ${result.problems[0]}` : ''),
    );
  }
  console.log(`${cycles} kills: ${totals.acknowledged} messages acknowledged, ${totals.retried} repeated with their nonce`);
} finally {
  server?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

async function runCycle(cycle, channel, token, verifiedUpTo) {
  const acknowledged = new Map(); // nonce -> id
  const inFlight = new Map(); // nonce -> body
  let stopped = false;
  let sent = 0;
  const write = async (writer) => {
    for (let n = 0; !stopped; n++) {
      const due = (n * writers * 1000) / rate - (performance.now() - began) + (writer * 1000) / rate;
      if (due > 0) await sleep(due);
      if (stopped) return;
      const nonce = `${cycle}-${writer}-${n}`;
      const body = { content: `cycle ${cycle} writer ${writer} n ${n}`, nonce, enforce_nonce: true };
      inFlight.set(nonce, body);
      sent++;
      try {
        const { id } = await call('POST', `/channels/${channel}/messages`, body, token);
        acknowledged.set(nonce, id);
        inFlight.delete(nonce);
      } catch {
        return; // its message stays in flight: it is repeated after the restart
      }
    }
  };
  const began = performance.now();
  const work = Array.from({ length: writers }, (_, writer) => write(writer));
  await sleep(seconds * 1000 * (0.5 + Math.random()));
  const exited = new Promise((done) => server.once('exit', done));
  server.kill('SIGKILL');
  stopped = true;
  await exited;
  await Promise.all(work);
  agent.destroy();
  agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const down = performance.now();
  await start();
  const backMs = Math.round(performance.now() - down);
  const repeated = [...inFlight];
  for (const [nonce, body] of repeated) acknowledged.set(nonce, (await call('POST', `/channels/${channel}/messages`, body, token)).id);
  return { ...(await verify(channel, token, verifiedUpTo, acknowledged)), acknowledged: acknowledged.size, retried: repeated.length, backMs, sent };
}

async function verify(channel, token, after, acknowledged) {
  const stored = [];
  for (let from = after; ; ) {
    const page = await call('GET', `/channels/${channel}/messages?after=${from}&limit=100`, undefined, token);
    if (page.length === 0) break;
    page.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    stored.push(...page);
    from = page.at(-1).id;
  }
  const problems = [];
  const byContent = new Map();
  let [lost, doubled, disordered] = [0, 0, 0];
  for (const message of stored) {
    if (byContent.has(message.content)) {
      doubled++;
      problems.push(`twice: ${message.content}`);
    }
    byContent.set(message.content, message.id);
  }
  for (const [nonce, id] of acknowledged) {
    const [cycle, writer, n] = nonce.split('-');
    if (byContent.get(`cycle ${cycle} writer ${writer} n ${n}`) !== id) {
      lost++;
      problems.push(`not there as acknowledged: ${nonce} ${id}`);
    }
  }
  const last = new Map();
  for (const message of stored) {
    const [, writer, n] = /writer (\d+) n (\d+)/.exec(message.content).map(Number);
    if ((last.get(writer) ?? -1) >= n) {
      disordered++;
      problems.push(`out of order: ${message.content}`);
    }
    last.set(writer, n);
  }
  return { problems, lost, doubled, disordered, last: stored.at(-1)?.id ?? after };
}

async function start() {
  const [program, ...rest] = options.server.split(' ');
  server = spawn(program, [...rest, 'serve', '--data', join(folder, 'data'), '--listen', `http://127.0.0.1:${port}`, '--insecure-no-rate-limits', '--insecure-fast-passwords'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let i = 0; i < 3000; i++) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    try {
      await call('GET', '/gateway');
      return;
    } catch {
      await sleep(10);
    }
  }
  throw new Error('the server does not answer');
}

function call(method, path, body, token) {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const url = new URL(base + path);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { agent, method, host: url.hostname, port: url.port, path: url.pathname + url.search,
        headers: { ...(token && { authorization: token }), ...(payload && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }) } },
      (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (answer.statusCode >= 300) reject(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 300)}`));
          else resolve(text ? JSON.parse(text) : null);
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

function sleep(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}
