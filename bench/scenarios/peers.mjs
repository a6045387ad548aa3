import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { count, honesty, ms, sleep } from '../harness/figures.mjs';
import { busy } from './saturated.mjs';

export const about = 'Guildhall, nginx with nchan and ejabberd, one after the other with the same generator: saturated, then at half load.';
export const order = 33;
export const needs = ['wsload', 'nginx', 'ejabberdctl'];
export const byName = true; // ./dev bench --peers installs them and names it

/** `around`: bytes of a delivery beside what fills it up. */
const NCHAN = {
  name: 'nchan', address: '127.0.3.1', port: 27002, path: '/sub', profile: 'raw', around: 37,
  start: (cpu) => ['run-nchan.sh', '1', cpu, '120'],
  load: ['--send-http', 'http://127.0.3.1:27002/pub', '--body', '{"content":"t={t};n={n};{pad}"}', '--senders', '16', '-r', '3000', '--inflight', '300'],
};
const EJABBERD = {
  name: 'ejabberd', address: '127.0.4.1', port: 27003, path: '/xmpp', profile: 'xmpp', around: 218,
  start: (cpu) => ['run-ejabberd.sh', cpu, '1', '120'],
  load: [
    '--send-ws', '<message xmlns="jabber:client" type="groupchat" to="room@conference.localhost" id="m{n}"><body>t={t};n={n};{pad}</body></message>',
    '--senders', '16', '-r', '700', '--inflight', '200', '--ramp-timeout', '40',
  ],
};

/** How many sockets, and who takes part: to let 10,000 into one room takes ejabberd minutes. */
const CROWDS = [[1_000, [NCHAN, EJABBERD]], [5_000, [NCHAN, EJABBERD]], [10_000, [NCHAN]]];

export async function measure(house) {
  for (const [sockets, peers] of house.options.quick ? CROWDS.slice(0, 1) : CROWDS) {
    const crowd = house.seed(`peers-${sockets}`, sockets);
    await house.up(crowd.data);
    const ours = await house.load([...busy(house, crowd, sockets, 32), ...lasting(house)]);
    await house.down();

    // What the others send is filled up to the size of our dispatch.
    const size = Math.round(sizeOf(ours));
    const all = [['Guildhall', ours]];
    for (const it of peers) all.push([it.name, await peer(house, it, sockets, size)]);
    beside(house, sockets, all);
  }
}

function lasting(house) {
  return ['--duration', String(house.seconds), '--then', '0.5', '--then-duration', '6'];
}

function sizeOf(result) {
  return (result.payload_mb_per_s * 1e6) / result.deliveries_per_s;
}

/** Two rows with a value for each server, in the same order. */
function beside(house, sockets, all) {
  const each = (of) => all.map(([, result]) => of(result)).join(' / ');
  const cost = ([, result]) => result.srv.cpu_us_per_delivery;
  const names = all.map(([name]) => name).join(' / ');
  const times = all.slice(1).map((other) => `${(cost(other) / cost(all[0])).toFixed(1)} times in ${other[0]}`).join(', ');
  house.add(
    `${count(sockets)} sockets in one room, saturated: ${names}`, `${each((result) => count(result.deliveries_per_s))} deliveries/s`,
    `${each((result) => result.srv.cpu_us_per_delivery.toFixed(2))} µs each`,
    `${each((result) => Math.round(sizeOf(result)))} bytes, 32 messages under way; a delivery takes Guildhall's CPU ${times}; `
    + all.map(([name, result]) => `${name}: ${result.ready < sockets ? `only ${count(result.ready)} got in, ` : ''}${honesty(result)}`).join('; '),
  );
  house.add(
    `${count(sockets)} sockets in one room, half of that: ${names}`, `p99 ${each(({ then }) => ms(then.lat_us.p99))}`,
    `${each(({ then }) => then.cpu_us_per_delivery.toFixed(2))} µs each`,
    `p50 ${each(({ then }) => ms(then.lat_us.p50))} at ${each(({ then }) => count(then.deliveries_per_s))} deliveries/s`,
  );
}

async function peer(house, it, sockets, size) {
  const scripts = join(house.generator.folder, 'peers');
  const [script, ...args] = it.start(house.cores.server);
  const child = spawn('setsid', ['sh', join(scripts, script), ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    const pid = await listening(it);
    await sleep(2_000);
    return await house.load(
      ['-c', String(sockets), ...it.load, '--window', '32', '--pad', String(size - it.around), '--warmup', '3', ...lasting(house)],
      { profile: it.profile, pid, url: `ws://${it.address}:${it.port}${it.path}`, lenient: true },
    );
  } finally {
    for (const pid of pids(it)) kill(Number(pid));
    kill(child.pid);
    await new Promise((done) => (child.exitCode === null ? child.once('exit', done) : done()));
  }
}

async function listening(it) {
  for (let i = 0; i < 300; i++) {
    if (pids(it).length > 0) return pids(it).join(',');
    await sleep(100);
  }
  throw new Error(`${it.name} does not listen`);
}

function pids(it) {
  const lines = execFileSync('ss', ['-ltnpH', `src ${it.address}:${it.port}`], { encoding: 'utf8' });
  return [...new Set([...lines.matchAll(/pid=(\d+)/g)].map((match) => match[1]))];
}

function kill(pid) {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // It has ended already.
  }
}
