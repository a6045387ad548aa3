import { mb, share, sleep } from '../harness/figures.mjs';
import { join } from 'node:path';

export const about = 'Process start to the first answer, and memory at rest.';
export const order = 10;

export async function measure(house) {
  const times = [];
  const data = join(house.folder, 'start');
  for (let run = 0; run < 5; run++) {
    times.push(await house.up(data, { pinned: false }));
    if (run < 4) await house.down();
  }
  await sleep(5000);
  const use = house.use();
  house.add('process start to serving, median of 5', `${share(times, 0.5)} ms`, `${(use.cpuMs / 1000).toFixed(2)} CPU-s since the start`, 'empty data folder first, then existing');
  house.add('memory at rest', `${mb(use.rss)} MB RSS`, '', '5 s after the start');
  await house.down();
}
