import { expect, it } from "vitest";
import { between, look, sentKbps } from "./stats";

const inbound = (mid: string, received: number, lost: number, bytes: number) => ({ type: "inbound-rtp", kind: "audio", mid, packetsReceived: received, packetsLost: lost, bytesReceived: bytes, jitter: 0.012 });

it("turns counters into shares and rates", () => {
  const before = look([inbound("4", 100, 0, 10_000), { type: "outbound-rtp", bytesSent: 1_000 }], 0);
  const now = look([inbound("4", 195, 5, 22_500), { type: "outbound-rtp", bytesSent: 9_000 }, { type: "remote-inbound-rtp", kind: "audio", fractionLost: 0.25, jitter: 0.003 },
    { type: "candidate-pair", nominated: true, state: "succeeded", currentRoundTripTime: 0.04 }, { type: "candidate-pair", state: "failed", currentRoundTripTime: 9 }], 2_000);
  expect(between(before, now, "4")).toEqual({ loss: 0.05, jitterMs: 12, kbps: 50 });
  expect(sentKbps(before, now)).toBe(32);
  expect(now).toMatchObject({ lossUp: 0.25, jitterUpMs: 3, rttMs: 40 });
});

it("says nothing where nothing is known: the first look, an empty section, counters that began again", () => {
  const now = look([inbound("4", 10, 0, 1_000)], 1_000);
  expect(between(null, now, "4")).toEqual({ loss: null, jitterMs: 12, kbps: null });
  expect(between(now, now, "9")).toEqual({ loss: null, jitterMs: null, kbps: null });
  expect(between(look([inbound("4", 900, 0, 90_000)], 0), now, "4").kbps).toBeNull();
  expect(between(now, look([inbound("4", 10, 0, 1_000)], 2_000), "4").loss).toBeNull();
});
