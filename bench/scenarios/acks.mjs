export const about = 'What it costs to remember that somebody has read a channel; in process.';
export const order = 80;

export function measure(house) {
  return house.program('Guildhall.AckBench');
}
