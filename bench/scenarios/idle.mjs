import { spawn } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { mb, sleep } from '../harness/figures.mjs';
import { idle } from './memory.mjs';

export const about = 'Memory of idle sessions on the shard loops, on Kestrel, and with TLS.';
export const order = 21;
export const needs = ['wsload'];

export async function measure(house) {
  for (const transport of ['loops', 'kestrel']) {
    const crowd = house.seed(`idle-${transport}`, 10_000);
    await house.up(crowd.data, { args: ['--gateway-transport', transport] });
    await idle(house, crowd, { name: `memory per idle session, 10,000 on ${transport}`, sessions: 10_000 });
    await house.down();
  }
  await tls(house, { sessions: 2_000 });
}

// The generator speaks no TLS: a program of Node does, with fewer sessions.
export async function tls(house, { sessions, rest = 100 }) {
  const crowd = house.seed('idle-tls', sessions);
  const [key, certificate] = [join(house.folder, 'tls.key'), join(house.folder, 'tls.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  const trusted = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  await house.up(crowd.data, { scheme: 'https', args: ['--tls-certificate', certificate, '--tls-key', key] });
  if (trusted === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  const hold = (count) => {
    const child = spawn('taskset', ['-c', house.cores.load, process.execPath, join(import.meta.dirname, '../harness/tls-sessions.mjs'), String(house.port), crowd.tokens, String(count)], { stdio: ['pipe', 'pipe', 'inherit'] });
    return new Promise((done, failed) => {
      child.stdout.once('data', () => done(child));
      child.once('exit', (code) => failed(new Error(`the TLS sessions ended with ${code}`)));
    });
  };
  const end = (child) => new Promise((done) => child.removeAllListeners('exit').once('exit', done) && child.kill());
  await end(await hold(200));
  await sleep(12_000);
  const before = house.use();
  const child = await hold(sessions);
  await sleep(rest * 1000);
  const after = house.use();
  await end(child);
  house.add(
    `memory per idle session, ${sessions.toLocaleString('en')} with TLS on Kestrel`,
    `${((after.rss - before.rss) / 1024 / sessions).toFixed(1)} KB RSS`, '', `whole server ${mb(after.rss)} MB, ${mb(before.rss)} MB before them`,
  );
  await house.down();
}
