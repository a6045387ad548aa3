import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { count, deliveryCpu, honesty, ms, sleep } from '../harness/figures.mjs';
import { busy, bytes } from './saturated.mjs';

export const about = 'Guildhall, nginx with nchan and ejabberd, one after the other with the same generator: saturated, then at half load.';
export const order = 33;
export const needs = ['wsload', 'nginx', 'ejabberdctl'];
export const byName = true; // ./dev bench --peers installs them and names it

const NCHAN = {
  name: 'nginx with nchan', address: '127.0.3.1', port: 27002, path: '/sub', profile: 'raw', pad: 540,
  start: (cpu) => ['run-nchan.sh', '1', cpu, '120'],
  load: ['--send-http', 'http://127.0.3.1:27002/pub', '--body', '{"content":"t={t};n={n};{pad}"}', '--senders', '16', '-r', '3000', '--inflight', '300'],
};
const EJABBERD = {
  name: 'ejabberd', address: '127.0.4.1', port: 27003, path: '/xmpp', profile: 'xmpp', pad: 440,
  start: (cpu) => ['run-ejabberd.sh', cpu, '1', '120'],
  load: [
    '--send-ws', '<message xmlns="jabber:client" type="groupchat" to="room@conference.localhost" id="m{n}"><body>t={t};n={n};{pad}</body></message>',
    '--senders', '16', '-r', '700', '--inflight', '200', '--ramp-timeout', '40',
  ],
};

export async function measure(house) {
  for (const sockets of [1_000, 10_000]) {
    const crowd = house.seed(`peers-${sockets}`, sockets);
    await house.up(crowd.data);
    tell(house, 'Guildhall', sockets, await house.load([...busy(house, crowd, sockets, 32), ...lasting(house)]));
    await house.down();
    await peer(house, NCHAN, sockets);
    // Joining a room of ejabberd takes some milliseconds each: half as many, and still half a minute.
    await peer(house, EJABBERD, sockets === 1_000 ? 1_000 : 5_000);
  }
}

function lasting(house) {
  return ['--duration', String(house.seconds), '--then', '0.5', '--then-duration', '6'];
}

function tell(house, name, sockets, result) {
  house.add(`beside others: ${name}, ${count(sockets)} sockets, saturated`, `${count(result.deliveries_per_s)}/s`, deliveryCpu(result), `window 32, ${bytes(result)}; ${honesty(result)}`);
  const half = result.then;
  house.add(
    `beside others: ${name}, ${count(sockets)} sockets, half of that`, `p50 ${ms(half.lat_us.p50)}, p99 ${ms(half.lat_us.p99)}`,
    `${half.cpu_us_per_delivery.toFixed(2)} µs a delivery`, `${count(half.deliveries_per_s)} deliveries/s`,
  );
}

async function peer(house, it, sockets) {
  const scripts = join(house.generator.folder, 'peers');
  const [script, ...args] = it.start(house.cores.server);
  const child = spawn('setsid', ['sh', join(scripts, script), ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    const pid = await listening(it);
    await sleep(2_000);
    const result = await house.load(
      ['-c', String(sockets), ...it.load, '--window', '32', '--pad', String(it.pad), '--warmup', '3', ...lasting(house)],
      { profile: it.profile, pid, url: `ws://${it.address}:${it.port}${it.path}`, lenient: true },
    );
    tell(house, it.name, result.ready, result);
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
