import { ms } from '../harness/figures.mjs';

export const about = 'POST to durable to the first receiver, at 500 messages a second.';
export const order = 40;
export const needs = ['wsload'];

export async function measure(house) {
  const crowd = house.seed('latency', 10);
  await house.up(crowd.data);
  const result = await house.load([
    '-c', '1', '--token-file', crowd.tokens, ...house.sender(crowd), '--rate', '500', '--senders', '8', '--pad', '200', '--warmup', '5',
    '--duration', String(house.seconds), '--require-complete',
  ]);
  house.add(
    'POST to durable (fsync) to first receiver, 500/s',
    `p50 ${ms(result.lat_us.p50)}, p99 ${ms(result.lat_us.p99)}`,
    `${result.srv.cpu_us_per_delivery.toFixed(0)} µs CPU a message`,
    `POST answered p50 ${ms(result.post_us.p50)}, p99 ${ms(result.post_us.p99)}`,
  );
  await house.down();
}
