// How figures are written: units, shares of a sorted list, thousands.

/** The value below which a part of the list lies; 0 for an empty list. */
export function share(list, part) {
  if (list.length === 0) return 0;
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

/** Microseconds as milliseconds. */
export function ms(us) {
  return `${(us / 1000).toFixed(us < 100_000 ? 2 : 0)} ms`;
}

/** Bytes as megabytes. */
export function mb(bytes) {
  return Math.round(bytes / 2 ** 20);
}

/** A whole number with separators. */
export function count(number) {
  return Math.round(number).toLocaleString('en');
}

export function sleep(time) {
  return new Promise((done) => setTimeout(done, time));
}

/** "1,002,000 per server CPU-second (0.99 µs each); server 97 %, load 80 %, others 3 % of a core": the CPU column of a fan-out. */
export function deliveryCpu(result) {
  const each = result.srv.cpu_us_per_delivery;
  return `${count(1e6 / each)} per server CPU-second (${each.toFixed(2)} µs each)`;
}

/** Who used the cores meanwhile, and whether anything went missing: the end of a fan-out's note. */
export function honesty(result) {
  const others = Math.max(0, result.other_cpu_pct ?? 0);
  const cores = `cores: server ${result.srv.cpu_pct.toFixed(0)} %, load ${result.gen_cpu_pct.toFixed(0)} %, others ${others.toFixed(0)} %${others > 15 ? ' (noisy: take it again)' : ''}`;
  return `lost ${result.lost}, doubled ${result.dup}, gaps of s ${result.s_gap ?? 0}; ${cores}`;
}
