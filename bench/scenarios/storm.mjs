import { count, ms } from '../harness/figures.mjs';

export const about = 'Every client of a crowd is dropped at once while messages flow: how soon all have resumed, and that nothing is lost.';
export const order = 76;
export const needs = ['wsload'];

export async function measure(house) {
  const users = house.options.quick ? 4_000 : 18_000;
  const crowd = house.seed('storm', users);
  await house.up(crowd.data);
  const began = house.use();
  const result = await house.load([
    '-c', String(users), '--token-file', crowd.tokens, '--inflight', '500', ...house.sender(crowd), '--rate', '2', '--senders', '2', '--pad', '200',
    '--resume-pct', '100', '--resume-at', '3', '--resume-delay', '0', '--resume-spread', '0', '--warmup', '1', '--duration', '15', '--require-complete',
  ]);
  const used = house.use();
  house.add(
    `${count(users)} clients dropped at once, back and resumed`,
    // Whoever was away gets in its replay what was said right after the drop, so the latest delivery of all tells when the last one was back.
    `${count(result.resumed)} of ${count(result.resume_dropped)}, the last message that anybody missed arrived ${ms(result.lat_us.max)} after it was sent`,
    `${(((used.cpuMs - began.cpuMs) * 1000) / users).toFixed(0)} µs CPU for each client, connecting and fan-out included`,
    `${count(result.replayed)} events replayed, lost ${result.lost}, doubled ${result.dup}, invalid sessions ${result.invalid_session}; a message every half second`,
  );
  await house.down();
}
