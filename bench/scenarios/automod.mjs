export const about = 'A hundred rules of a thousand keywords each, on prose and on the worst text; in process.';
export const order = 90;

export function measure(house) {
  return house.program('Guildhall.RuleBench');
}
