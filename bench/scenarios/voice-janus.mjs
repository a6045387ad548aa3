import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { count, sleep } from '../harness/figures.mjs';
import { freePort } from '../harness/house.mjs';
import { addStep, best } from '../harness/voice.mjs';

export const about = 'The same WebRTC load on Janus 1.x (videoroom), with its default threads and with one event loop; ratios to Guildhall in the same run.';
export const order = 62;
export const needs = ['janus'];

const STEP = 3;
const RATES = [20_000, 40_000, 60_000, 80_000, 100_000, 120_000];

export async function measure(house) {
  for (const [name, more] of [['default', ''], ['event_loops=1', 'event_loops = 1']]) {
    for (const listeners of [50, 100]) {
      const janus = await start(house, more);
      const steps = await house.voice(
        ['janus', '--server', `http://127.0.0.1:${janus.port}/janus`, '--pid', janus.child.pid, '--speakers', 4, '--listeners', listeners, '--rates', RATES.join(','), '--seconds', STEP],
        { each: (step) => addStep(house, `Janus (${name}): ${listeners} listeners, ${count(step.offered)}/s offered`, step) },
      );
      janus.child.kill('SIGKILL');
      compare(house, name, listeners, best(steps));
    }
  }
}

function compare(house, name, listeners, theirs) {
  const ours = house.voiceBest?.[listeners];
  if (ours === undefined) return;
  house.add(
    `Guildhall to Janus (${name}), ${listeners} listeners`,
    theirs > 0 ? `${(ours / theirs).toFixed(1)} times` : 'Janus lost packets at every rate',
    '',
    `highest rate without loss and with p50 below 10 ms: ${count(ours)}/s and ${count(theirs)}/s, each on one core`,
  );
}

/** Janus with a folder of its own, on the server's core: videoroom and HTTP alone, ICE-lite as Guildhall is. */
async function start(house, more) {
  const port = await freePort();
  const folder = join(house.folder, `janus-${port}`);
  mkdirSync(folder);
  const home = '/usr/lib/x86_64-linux-gnu/janus';
  const others = (part, kept) => readdirSync(join(home, part)).filter((file) => file.endsWith('.so') && !file.includes(kept)).join(',');
  writeFileSync(join(folder, 'janus.jcfg'), `
    general: { configs_folder = "${folder}" plugins_folder = "${home}/plugins" transports_folder = "${home}/transports" debug_level = 1 admin_secret = "bench" ${more} }
    nat: { ice_lite = true }
    media: { ipv6 = false }
    plugins: { disable = "${others('plugins', 'videoroom')}" }
    transports: { disable = "${others('transports', 'http')}" }
    events: { broadcast = false }
  `);
  writeFileSync(join(folder, 'janus.transport.http.jcfg'), `
    general: { json = "compact" base_path = "/janus" http = true port = ${port} ip = "127.0.0.1" }
    admin: { admin_http = false }
  `);
  const child = spawn('taskset', ['-c', house.cores.server, 'janus', '-F', folder], { stdio: 'ignore' });
  process.once('exit', () => child.kill('SIGKILL'));
  for (let i = 0; i < 200; i++) {
    try {
      if ((await fetch(`http://127.0.0.1:${port}/janus/info`)).ok) return { child, port };
    } catch {
      await sleep(50);
    }
  }
  throw new Error('Janus does not answer');
}
