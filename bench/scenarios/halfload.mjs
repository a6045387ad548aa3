import { count, honesty, ms } from '../harness/figures.mjs';
import { busy } from './saturated.mjs';

export const about = 'Latency at half of what a saturated channel reaches, to 1,000 and to 10,000 sockets.';
export const order = 41;
export const needs = ['wsload'];

export async function measure(house) {
  for (const sockets of [1_000, 10_000]) {
    const crowd = house.seed(`half-${sockets}`, sockets);
    await house.up(crowd.data);
    // As with the peers: half of the closed loop with eight messages under way.
    const result = await house.load([...busy(house, crowd, sockets, 8), '--duration', String(house.seconds), '--then', '0.5', '--then-duration', String(house.seconds)]);
    const half = result.then;
    house.add(
      `half load, ${count(sockets)} sockets: POST to each receiver`,
      `p50 ${ms(half.lat_us.p50)}, p99 ${ms(half.lat_us.p99)}`,
      `${half.cpu_us_per_delivery.toFixed(2)} µs CPU a delivery`,
      `${count(half.deliveries_per_s)} deliveries/s of ${count(result.deliveries_per_s)}; ${honesty(result)}`,
    );
    await house.down();
  }
}
