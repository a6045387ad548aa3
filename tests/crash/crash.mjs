// Kills the server with SIGKILL in the middle of traffic, again and again, and holds it to its word:
// every acknowledged message is there, once, in the order of its writer; a repeated nonce finds its message.
// usage: node crash.mjs --server "guildhall" [--cycles 50] [--rate 500] [--seconds 2]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { House, sleep } from './house.mjs';

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
const house = await House.on(options.server, join(folder, 'data'));
const call = (...request) => house.call(...request);
let [passed, failed] = [0, 0];

try {
  await house.start();
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
  await house.kill();
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
  const killed = house.kill();
  stopped = true;
  await killed;
  await Promise.all(work);
  const down = performance.now();
  await house.start();
  const backMs = Math.round(performance.now() - down);
  const repeated = [...inFlight];
  for (const [nonce, body] of repeated) acknowledged.set(nonce, (await call('POST', `/channels/${channel}/messages`, body, token)).id);
  return { ...(await verify(channel, token, verifiedUpTo, acknowledged)), acknowledged: acknowledged.size, retried: repeated.length, backMs, sent };
}

async function verify(channel, token, after, acknowledged) {
  const stored = await house.history(channel, token, after);
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
