// The last hour as columns, and what is read off them.
import type { Figures } from "../../api/operator";

export interface Hour {
  next: number;
  times: readonly number[];
  series: Readonly<Record<string, readonly (number | null)[]>>;
}

export const noHour: Hour = { next: 0, times: [], series: {} };
const MostMoments = 720;

/** The hour with what came since; a server that has started again begins anew. */
export function joined(hour: Hour, news: Figures): Hour {
  if (news.next < hour.next) return { next: 0, times: [], series: {} };
  if (news.times.length === 0) return hour;
  const times = [...hour.times, ...news.times].slice(-MostMoments);
  const series: Record<string, readonly (number | null)[]> = {};
  for (const [name, values] of Object.entries(news.series)) {
    const before = hour.series[name] ?? Array<null>(hour.times.length).fill(null);
    series[name] = [...before, ...values].slice(-MostMoments);
  }
  return { next: news.next, times, series };
}

/** The newest value of a line that is one, looking back a minute at most. */
export function latest(hour: Hour, name: string, lookBack = 12): number | null {
  const values = hour.series[name] ?? [];
  for (let i = values.length - 1; i >= 0 && i >= values.length - lookBack; i--) {
    const value = values[i];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

/** The part of an hour that lies in the last minutes. */
export function within(hour: Hour, minutes: number): Hour {
  const from = (hour.times.at(-1) ?? 0) - minutes * 60_000;
  const at = hour.times.findIndex((time) => time >= from);
  if (at <= 0) return hour;
  return { next: hour.next, times: hour.times.slice(at), series: Object.fromEntries(Object.entries(hour.series).map(([name, values]) => [name, values.slice(at)])) };
}

/** 0.53, 12.4, 1,240, 1.2 M: at most three figures that matter. */
export function short(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 999_950) return `${trimmed(value / 1e6, 2)} M`;
  if (size >= 99_950) return `${trimmed(value / 1e3, 0)} k`;
  if (size >= 100) return Math.round(value).toLocaleString("en");
  return trimmed(value, size >= 10 ? 1 : 2);
}

function trimmed(value: number, digits: number): string {
  return Number(value.toFixed(digits)).toString();
}
