import { count, deliveryCpu, honesty } from '../harness/figures.mjs';

export const about = 'A saturated channel: 32 messages under way at a time, to 1,000 and to 10,000 sockets; and one at a time.';
export const order = 31;
export const needs = ['wsload'];

/** Arguments of wsload for the smallest message that carries what is checked; `bytes` tells how large the dispatch was. */
export function busy(house, crowd, sockets, window) {
  return [
    '-c', String(sockets), '--token-file', crowd.tokens, '-r', '3000', '--inflight', '300', ...house.sender(crowd), '--window', String(window),
    '--senders', String(Math.min(window, 16)), '--pad', '1', '--warmup', '3', '--require-complete',
  ];
}

export function bytes(result) {
  return `${Math.round((result.payload_mb_per_s * 1e6) / result.deliveries_per_s)} bytes each`;
}

export async function measure(house) {
  for (const [sockets, window] of [[1_000, 32], [10_000, 32], [10_000, 1]]) {
    const crowd = house.seed(`saturated-${sockets}-${window}`, sockets);
    await house.up(crowd.data);
    const result = await house.load([...busy(house, crowd, sockets, window), '--duration', String(house.seconds)]);
    house.add(
      `MESSAGE_CREATE to ${count(sockets)} sockets, ${window === 1 ? 'one at a time' : `saturated, ${window} under way`}`,
      `${count(result.deliveries_per_s)}/s`, deliveryCpu(result), `${bytes(result)}; ${honesty(result)}`,
    );
    await house.down();
  }
}
