import { count } from '../harness/figures.mjs';

export const about = 'The same messages to 1,000 sockets plain and as each compressed stream that the server offers: CPU and bytes.';
export const order = 35;
export const needs = ['wsload'];
const SOCKETS = 1_000;
const RATE = 100;

export async function measure(house) {
  const crowd = house.seed('compressed', SOCKETS);
  await house.up(crowd.data);
  const identify = JSON.stringify({ op: 2, d: { token: '{token}', intents: 33281, properties: { os: 'linux', browser: 'bench', device: 'bench' } } });
  let plain;
  for (const [name, query] of [['warm-up', ''], ['plain', ''], ['zlib-stream', '&compress=zlib-stream'], ['zstd-stream', '&compress=zstd-stream']]) {
    // The generator does not look into compressed streams: it counts frames, and the rate is given.
    const result = await house.load(
      [
        '-c', String(SOCKETS), '--token-file', crowd.tokens, '-r', '500', '--inflight', '100', '--first', identify, '--settle', '3', ...house.sender(crowd),
        '--rate', String(RATE), '--senders', '8', '--pad', '100', '--warmup', '2', '--duration', String(house.seconds), '--drain', '1',
      ],
      { profile: 'raw', url: `ws://127.0.0.1:${house.port}/?v=10&encoding=json${query}`, quiet: true },
    );
    if (name === 'warm-up') continue;
    const expected = result.sent * SOCKETS;
    if (result.msgs_total < expected) throw new Error(`${name}: ${result.msgs_total} frames of ${expected}`);
    const each = (result.srv.cpu_pct / 100) * 1e6 / (result.sends_per_s * SOCKETS);
    plain ??= { each, bytes: result.rx_bytes };
    house.add(
      `fan-out to ${count(SOCKETS)} sockets, ${name}`,
      `${count(result.sends_per_s * SOCKETS)}/s offered`,
      `${each.toFixed(2)} µs CPU a delivery, ${(each / plain.each).toFixed(2)} times plain`,
      `${(result.rx_bytes / 2 ** 20).toFixed(0)} MB received, ${(plain.bytes / result.rx_bytes).toFixed(1)} times smaller than plain`,
    );
  }
  await house.down();
}
