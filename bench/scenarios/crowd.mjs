export const about = 'A guild of a million members with 200,000 connected: memory, loading, events, member lists; in process.';
export const order = 95;
export const byName = true; // a minute and a half, most of it writing the million

export function measure(house) {
  return house.program('Guildhall.Crowd');
}
