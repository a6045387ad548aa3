// Ids carry their time: 42 bits of milliseconds since the epoch below, then 22 bits of worker and sequence.
import type { Id } from "./types";

export const EpochMs = 1_420_070_400_000;

/** Orders two ids by age without turning them into numbers: longer is younger, else text order decides. */
export function compareIds(a: Id, b: Id): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

export function isAfter(a: Id, b: Id | null | undefined): boolean {
  return !b || compareIds(a, b) > 0;
}

export function idAtTime(ms: number): Id {
  return String(BigInt(Math.max(0, Math.floor(ms) - EpochMs)) << 22n);
}

export function timeOfId(id: Id): number {
  try {
    return Number(BigInt(id) >> 22n) + EpochMs;
  } catch {
    return EpochMs;
  }
}

let counter = 0;

/** A nonce shaped like an id, unique within this tab even when many are made in one millisecond. */
export function newNonce(now: number = Date.now()): string {
  counter = (counter + 1) & 0x3f_ffff;
  return String((BigInt(now - EpochMs) << 22n) | BigInt(counter));
}
