import { expect, it } from "vitest";
import { music, speechAt, tuneAnswer, tuneOffer } from "./sdp";

const lines = (...all: string[]) => all.join("\r\n") + "\r\n";
const audio = (mid: string, direction: string, ...more: string[]) => lines("m=audio 9 UDP/TLS/RTP/SAVPF 111", `a=mid:${mid}`, `a=${direction}`, "a=rtpmap:111 opus/48000/2", ...more);
const head = lines("v=0", "s=-", "t=0 0");

it("says that sections which receive take stereo, and leaves the others alone", () => {
  const sends = audio("0", "sendonly", "a=fmtp:111 minptime=10;useinbandfec=1");
  const receives = audio("4", "recvonly", "a=fmtp:111 minptime=10;useinbandfec=1");
  const tuned = tuneOffer(head + sends + receives);
  expect(tuned.startsWith(head + sends)).toBe(true);
  expect(tuned).toContain("a=fmtp:111 minptime=10;useinbandfec=1;stereo=1;sprop-stereo=0\r\n");
});

it("asks the own encoder for speech or music through the answer", () => {
  const answer = head + audio("0", "recvonly", "a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1") + audio("3", "recvonly");
  const spoken = tuneAnswer(answer, new Map([["0", speechAt(40_000)]]));
  expect(spoken).toMatch(/a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1;stereo=0;maxaveragebitrate=40000\r\n/u);
  const played = tuneAnswer(answer, new Map([["0", speechAt(40_000)], ["3", music]]));
  expect(played).toMatch(/a=rtpmap:111 opus\/48000\/2\r\na=fmtp:111 minptime=10;useinbandfec=1;usedtx=0;stereo=1;maxaveragebitrate=256000\r\n$/u);
});

it("leaves sections without Opus and videos as they are", () => {
  const other = head + lines("m=video 9 UDP/TLS/RTP/SAVPF 96", "a=mid:1", "a=recvonly", "a=rtpmap:96 VP8/90000") + lines("m=audio 9 UDP/TLS/RTP/SAVPF 0", "a=mid:0", "a=recvonly");
  expect(tuneOffer(other)).toBe(other);
  expect(tuneAnswer(other, new Map([["0", speechAt(40_000)], ["1", music]]))).toBe(other);
});

it("sends speech with its repeats where they were agreed, and music without", () => {
  const answer = head + audio("0", "recvonly", "a=rtpmap:63 red/48000/2", "a=fmtp:63 111/111").replace("SAVPF 111", "SAVPF 63 111");
  expect(tuneAnswer(answer, new Map([["0", speechAt(64_000)]]))).toContain("m=audio 9 UDP/TLS/RTP/SAVPF 63 111\r\n");
  expect(tuneAnswer(answer, new Map([["0", music]]))).toContain("m=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\n");
});
