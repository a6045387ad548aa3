import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export const about = 'A guild of a million members, 200,000 of them connected as sessions of one server: memory, and events to the last connection.';
export const order = 96;
export const byName = true; // three minutes: one to write the million and to connect, one to be quiet in

export async function measure(house) {
  const data = join(house.folder, 'million');
  mkdirSync(data, { recursive: true });
  const members = house.options.quick ? '100000' : '1000000';
  await house.program('Guildhall.Million', ['seed', data, members], { pinned: false });
  // In this process the clients are: it has both cores, as a server and its generator would.
  await house.program('Guildhall.Million', ['run', data, members], { pinned: false });
  rmSync(data, { recursive: true, force: true });
}
