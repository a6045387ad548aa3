import { count, deliveryCpu, honesty } from '../harness/figures.mjs';

export const about = 'One busy channel, everybody listening.';
export const order = 30;
export const needs = ['wsload'];

export async function measure(house) {
  for (const sockets of [1_000, 10_000]) {
    const crowd = house.seed(`fanout-${sockets}`, sockets);
    await house.up(crowd.data);
    const result = await house.load([
      '-c', String(sockets), '--token-file', crowd.tokens, '--inflight', '200', ...house.sender(crowd), '--window', '8', '--senders', '8', '--pad', '200',
      '--duration', String(house.seconds), '--require-complete',
    ]);
    house.add(`deliveries of MESSAGE_CREATE to ${count(sockets)} sockets, busy channel`, `${count(result.deliveries_per_s)}/s`, deliveryCpu(result), `window 8; ${honesty(result)}`);
    await house.down();
  }
}
