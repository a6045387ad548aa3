import { count, honesty, sleep } from '../harness/figures.mjs';

export const about = 'Garbage: what a delivery allocates, and how long collections stop a server whose 18,000 sessions are busy.';
export const order = 43;
export const needs = ['wsload'];

export async function measure(house) {
  const sockets = house.options.quick ? 4_000 : 18_000;
  const crowd = house.seed('pauses', sockets);
  await house.up(crowd.data);
  const seconds = house.seconds * 6;
  const run = house.load([
    '-c', String(sockets), '--token-file', crowd.tokens, '-r', '3000', '--inflight', '300', ...house.sender(crowd), '--rate', '10', '--senders', '4', '--pad', '200',
    '--warmup', '2', '--duration', String(seconds), '--require-complete',
  ], { quiet: true });
  // Looked at all along, since the generator does not say when all sessions have arrived and the window begins.
  const looks = [];
  let over = false;
  run.catch(() => undefined).finally(() => (over = true));
  while (!over) {
    looks.push({ at: performance.now(), ...(await read(house)) });
    await sleep(1_000);
  }

  const result = await run;
  const after = looks.at(-1);
  const begun = looks.find((look) => look.at > after.at - seconds * 750);
  const longest = [...after.pauses].filter(([bound, seen]) => seen > (begun.pauses.get(bound) ?? 0)).map(([bound]) => bound);
  const collections = after.collections - begun.collections;
  // Everything that was allocated counts, that of requests, the store, heartbeats and the figures themselves among it.
  const perDelivery = (after.allocated - begun.allocated) / ((result.deliveries_per_s * (after.at - begun.at)) / 1_000);
  house.add(
    `collections while ${count(sockets)} sessions are busy`,
    collections === 0 ? 'none' : `${collections}, the longest took at most ${(Math.max(...longest) * 1000).toFixed(1)} ms`,
    `${result.srv.cpu_us_per_delivery.toFixed(2)} µs CPU a delivery`,
    `ten messages a second to all of them; ${perDelivery.toFixed(1)} bytes allocated for each delivery, with those of requests, store and heartbeats; ${honesty(result)}`,
  );
  await house.down();
}

/** Collections by length (in seconds, up to the bound and above the one before), how many there were, and bytes allocated. */
async function read(house) {
  const text = await (await fetch(`${house.origin()}/metrics`)).text();
  const pauses = new Map();
  let [below, collections, allocated] = [0, 0, 0];
  for (const line of text.split('\n')) {
    const bucket = /^guildhall_gc_pause_duration_seconds_bucket\{.*le="([^"]+)".*\} (\d+)/.exec(line);
    if (bucket) {
      const bound = bucket[1] === '+Inf' ? Infinity : Number(bucket[1]);
      pauses.set(bound, Number(bucket[2]) - below);
      below = Number(bucket[2]);
    }

    const counted = /^guildhall_gc_pause_duration_seconds_count\S* (\d+)/.exec(line);
    if (counted) collections = Number(counted[1]);
    const bytes = /^dotnet_gc_heap_total_allocated\S* (\d+)/.exec(line);
    if (bytes) allocated = Number(bytes[1]);
  }

  return { pauses, collections, allocated };
}
