import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { count, ms, sleep } from '../harness/figures.mjs';

export const about = 'Ten times as many callers as saturate the server: what is still answered, and how soon all is well again.';
export const order = 75;
export const needs = ['wrk', 'wsload'];

const run = promisify(execFile);
const enough = 256; // from here on more callers at a time get no more done

export async function measure(house) {
  const crowd = house.seed('overload', 1_000);
  await house.up(crowd.data);
  const script = writers(house, crowd);
  await post(house, crowd, script, enough, 5);
  const capacity = await post(house, crowd, script, enough, house.seconds);
  const before = house.use();
  const over = await post(house, crowd, script, enough * 10, house.seconds);
  const { rss } = house.use();
  house.add('POST messages, as many callers as it can serve', `${count(capacity.served)}/s`, `${capacity.cpuUs.toFixed(0)} µs CPU each`, `${enough} callers, ${capacity.refused} turned away, p99 ${capacity.p99}`);
  house.add(
    'ten times as many, who come back at once',
    `${count(over.served)}/s, ${((over.served / capacity.served) * 100).toFixed(0)} % of capacity`,
    `${over.cpuUs.toFixed(0)} µs CPU each`,
    `${count(over.refused)} answers of 429, p99 ${over.p99}; memory ${Math.round(before.rss / 1e6)} to ${Math.round(rss / 1e6)} MB`,
  );

  await sleep(1_000);
  const after = await house.load(['-c', '1', '--token-file', crowd.tokens, ...house.sender(crowd), '--rate', '100', '--senders', '8', '--pad', '200', '--duration', String(house.seconds), '--require-complete']);
  house.add('one second later, 100 messages a second to the first receiver', `p50 ${ms(after.lat_us.p50)}, p99 ${ms(after.lat_us.p99)}`, `${after.srv.cpu_us_per_delivery.toFixed(0)} µs CPU a message`);
  await house.down();
}

/** Callers who send their next message as soon as they have an answer, whatever it is. */
async function post(house, crowd, script, callers, seconds) {
  const began = house.use();
  const { stdout } = await run('taskset', [
    '-c', house.cores.load, 'wrk', '-t1', `-c${callers}`, `-d${seconds}s`, '--latency', '--timeout', '10s', '-s', script, `${house.base()}/channels/${crowd.busy}/messages`,
  ]);
  const cpu = house.use().cpuMs - began.cpuMs;
  const total = Number(/(\d+) requests in/.exec(stdout)[1]);
  const took = Number(/requests in ([\d.]+)s/.exec(stdout)?.[1] ?? seconds);
  const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0);
  const errors = /Socket errors: (.*)/.exec(stdout)?.[1];
  if (errors && /(connect|read|write) [1-9]/.test(errors)) throw new Error(errors);
  const served = (total - refused) / took;
  return { served, refused, cpuUs: (cpu * 1000) / Math.max(1, total - refused), p99: /99%\s+(\S+)/.exec(stdout)?.[1] };
}

function writers(house, crowd) {
  const script = join(house.folder, 'writers.lua');
  const tokens = readFileSync(crowd.tokens, 'utf8').trim().split('\n');
  writeFileSync(script, `local tokens = {${tokens.map((token) => `"${token}"`).join(',')}}
local n = 0
request = function()
  n = n + 1
  return wrk.format("POST", nil, { ["Content-Type"] = "application/json", ["Authorization"] = tokens[n % #tokens + 1] }, '{"content":"one of many, number ' .. n .. '"}')
end
`);
  return script;
}
