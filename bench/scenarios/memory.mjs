import { mb, sleep } from '../harness/figures.mjs';

export const about = 'Ten thousand identified sessions that do nothing but heartbeat.';
export const order = 20;
export const needs = ['wsload'];
const SESSIONS = 10_000;

export async function measure(house) {
  const crowd = house.seed('memory', SESSIONS);
  await house.up(crowd.data);
  await idle(house, crowd, { name: `memory per idle identified session, ${SESSIONS.toLocaleString('en')} sessions`, sessions: SESSIONS });
  await house.down();
}

/** Memory that sessions add to a warm house, and what their heartbeats cost; about two minutes: whom nobody needs leaves memory after half a minute. */
export async function idle(house, crowd, { name, sessions, ramp = 2_000, hold = 100, more = '' }) {
  // Warm first: code compiled, the guild in memory.
  await house.load(['-c', '500', '--token-file', crowd.tokens, '--inflight', '50', '--duration', '1', '--graceful'], { quiet: true });
  await sleep(12_000);
  const before = house.use();
  const arrival = Math.ceil(sessions / ramp);
  let ended = false;
  const run = house.load(['-c', String(sessions), '--token-file', crowd.tokens, '-r', String(ramp), '--inflight', '300', '--duration', String(arrival + hold)], { quiet: true });
  run.catch(() => undefined).finally(() => (ended = true));
  await sleep((arrival + hold - 14) * 1000);
  const idle = house.use();
  await sleep(10_000);
  if (ended) await run;
  const after = house.use();
  const result = await run;
  if (result.ready !== sessions) throw new Error(`only ${result.ready} sessions were ready`);
  house.add(
    name,
    `${((after.rss - before.rss) / 1024 / sessions).toFixed(2)} KB RSS`,
    `${((after.cpuMs - idle.cpuMs) / 100).toFixed(1)} % of a core, heartbeats included`,
    `whole server ${mb(after.rss)} MB, ${mb(before.rss)} MB before them${more}`,
  );
  return { before, after, result };
}
