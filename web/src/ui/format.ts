// Dates, numbers and sizes in the reader's own language, by Intl.

const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });
const shortDate = new Intl.DateTimeFormat(undefined, { day: "2-digit", month: "2-digit", year: "numeric" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const long = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeStyle: "short" });
const seconds = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const count = new Intl.NumberFormat(undefined);

export const formatCount = (value: number) => count.format(value);
export const formatTime = (ms: number) => time.format(ms);
export const formatDay = (ms: number) => day.format(ms);
export const formatFull = (ms: number) => full.format(ms);

const dayKey = (ms: number) => {
  const date = new Date(ms);
  return date.getFullYear() * 10_000 + date.getMonth() * 100 + date.getDate();
};
export const isSameDay = (a: number, b: number) => dayKey(a) === dayKey(b);

/** "10:24" today, "Yesterday at 10:24", else the date and the time. */
export function formatWhen(ms: number, now: number = Date.now()): string {
  if (isSameDay(ms, now)) return time.format(ms);
  if (isSameDay(ms, now - 86_400_000)) return `Yesterday at ${time.format(ms)}`;
  return `${shortDate.format(ms)}, ${time.format(ms)}`;
}

/** "Today", "Yesterday", or the date, for the line between two days. */
export function formatDayLine(ms: number, now: number = Date.now()): string {
  if (isSameDay(ms, now)) return "Today";
  if (isSameDay(ms, now - 86_400_000)) return "Yesterday";
  return day.format(ms);
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000], ["month", 2_592_000], ["week", 604_800], ["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1],
];

export function formatRelative(ms: number, now: number = Date.now()): string {
  const delta = Math.round((ms - now) / 1000);
  const [unit, size] = steps.find(([, each]) => Math.abs(delta) >= each) ?? ["second", 1];
  return relative.format(Math.trunc(delta / size), unit);
}

/** The styles of <t:seconds:style> in messages. */
export function formatStamp(ms: number, style: string): string {
  switch (style) {
    case "t": return time.format(ms);
    case "T": return seconds.format(ms);
    case "d": return shortDate.format(ms);
    case "D": return day.format(ms);
    case "F": return full.format(ms);
    case "R": return formatRelative(ms);
    default: return long.format(ms);
  }
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ["KB", "MB", "GB"];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
