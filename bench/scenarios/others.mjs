import { count, honesty, ms } from '../harness/figures.mjs';

export const about = 'What a small guild feels while a message goes to 10,000 sessions of another one.';
export const order = 42;
export const needs = ['wsload'];

export async function measure(house) {
  const sockets = 10_000;
  const crowd = house.seed('others', sockets, 0, ['--aside', '10']);
  await house.up(crowd.data);
  const small = { busy: crowd.aside, tokens: `${crowd.tokens}.aside` };
  const listen = (duration, settle) => house.load([
    '-c', '10', '--token-file', small.tokens, '--settle', String(settle), ...house.sender(small), '--rate', '50', '--senders', '2', '--pad', '1',
    '--warmup', '1', '--duration', String(duration), '--require-complete',
  ]);
  const alone = await listen(house.seconds, 1);
  // Five fan-outs a second, spread out: each has the loops for itself for some tens of milliseconds.
  const fanout = house.load([
    '-c', String(sockets), '--token-file', crowd.tokens, '-r', '3000', '--inflight', '300', ...house.sender(crowd), '--rate', '5', '--senders', '2', '--pad', '1',
    '--warmup', '2', '--duration', String(house.seconds + 8), '--require-complete',
  ], { quiet: true, nice: 19 });
  const beside = await listen(house.seconds, 8);
  const result = await fanout;
  house.add('other channels, nothing else going on', `p50 ${ms(alone.lat_us.p50)}, p99 ${ms(alone.lat_us.p99)}`, '', 'POST to each of 10 receivers, 50 messages a second');
  house.add(
    `other channels while messages go to ${count(sockets)} sessions`, `p50 ${ms(beside.lat_us.p50)}, p99 ${ms(beside.lat_us.p99)}`,
    `${result.srv.cpu_us_per_delivery.toFixed(2)} µs CPU a delivery`, `five fan-outs a second; the generator of both shares one core; ${honesty(result)}`,
  );
  await house.down();
}
