// What the numbers of a connection mean.
import type { Quality } from "../../stores/call";

export type Grade = "good" | "fair" | "poor" | "unknown";

const FairLoss = 0.02;
const PoorLoss = 0.08;
const FairRttMs = 180;
const PoorRttMs = 400;
const FairJitterMs = 40;
const PoorJitterMs = 100;

/** The worst of what is known decides. */
export function gradeOf(quality: Quality | null | undefined): Grade {
  if (!quality) return "unknown";
  const loss = Math.max(quality.lossUp ?? -1, quality.lossDown ?? -1);
  const values: [number, number, number][] = [
    [loss, FairLoss, PoorLoss], [quality.rttMs ?? -1, FairRttMs, PoorRttMs], [quality.jitterMs ?? -1, FairJitterMs, PoorJitterMs],
  ];
  const known = values.filter(([value]) => value >= 0);
  if (known.length === 0) return "unknown";
  if (known.some(([value, , poor]) => value >= poor)) return "poor";
  return known.some(([value, fair]) => value >= fair) ? "fair" : "good";
}

export const gradeText: Record<Grade, string> = { good: "Good connection", fair: "Fair connection", poor: "Poor connection", unknown: "Measuring the connection" };

export const percent = (share: number | null) => share === null ? "–" : `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
export const milliseconds = (value: number | null) => value === null ? "–" : `${Math.round(value)} ms`;
export const bitrate = (kbps: number | null) => kbps === null ? "–" : kbps >= 1000 ? `${(kbps / 1000).toFixed(1)} Mbit/s` : `${Math.round(kbps)} kbit/s`;
