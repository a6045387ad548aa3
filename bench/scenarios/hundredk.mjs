import { idle } from './memory.mjs';

export const about = 'A hundred thousand sessions in one process: memory, and what their heartbeats cost.';
export const order = 22;
export const needs = ['wsload'];
export const byName = true; // it wants private descriptors, and half of the machine's memory for the kernel's sockets
const SESSIONS = 100_000;

export async function measure(house) {
  const crowd = house.seed('hundredk', SESSIONS);
  await house.up(crowd.data, { args: ['--gateway-transport', 'loops', '--gateway-private-descriptors', '--gateway-loops', '7'] });
  await idle(house, crowd, { name: 'memory per idle session, 100,000 in one process', sessions: SESSIONS, ramp: 4_000, hold: 110 });
  await house.down();
}
