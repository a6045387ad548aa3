import { expect, it } from "vitest";
import { between, figuresBetween, look, sentKbps } from "./stats";

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

it("names the codecs that carry something, and the way packets take", () => {
  const codecs = [{ type: "codec", id: "C1", mimeType: "audio/red" }, { type: "codec", id: "C2", mimeType: "video/VP8" }, { type: "codec", id: "C3", mimeType: "audio/opus" }];
  const outbound = (id: string, codecId: string, bytesSent: number) => ({ type: "outbound-rtp", id, codecId, bytesSent });
  const net = [
    { type: "transport", id: "T", selectedCandidatePairId: "P2" }, { type: "candidate-pair", id: "P1", nominated: true, state: "succeeded", currentRoundTripTime: 9 },
    { type: "candidate-pair", id: "P2", nominated: true, state: "succeeded", currentRoundTripTime: 0.021, localCandidateId: "L", remoteCandidateId: "R" },
    { type: "local-candidate", id: "L", candidateType: "relay", protocol: "udp", relayProtocol: "tcp" }, { type: "remote-candidate", id: "R", candidateType: "host", protocol: "udp" },
  ];
  const at = (ms: number, sent: number, camera: number, received: number, lost: number) => look([
    ...codecs, ...net, outbound("O1", "C1", sent), outbound("O2", "C2", camera), { ...inbound("4", received, lost, received * 100), codecId: "C3" }, inbound("5", 3, 0, 300)], ms);
  const now = figuresBetween(at(0, 1_000, 500, 100, 0), at(1_000, 5_000, 500, 190, 10));
  expect(now).toEqual({
    rttMs: 21, lossUp: null, lossDown: 0.1, jitterUpMs: null, jitterDownMs: 12, sentKbps: 32, receivedKbps: 72,
    sending: ["Opus, repeated (RED)"], receiving: ["Opus"], path: { local: "relay", remote: "host", protocol: "tcp" },
  });
});

it("shows nothing at the first look but what is true at once", () => {
  const first = figuresBetween(null, look([inbound("4", 10, 5, 1_000), { type: "candidate-pair", nominated: true, state: "succeeded", currentRoundTripTime: 0.04 }], 0));
  expect(first).toMatchObject({ rttMs: 40, lossDown: null, sentKbps: null, receivedKbps: null, path: null });
});
