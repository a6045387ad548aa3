// Quality in numbers, from what the browser counts. Counters only grow; what is shown is the difference of two looks.
import type { LinkFigures, NetworkPath } from "../stores/call";

export interface Flow { lost: number; received: number; bytes: number; jitterMs: number | null; energy: number; frames: number; codec: string | null }

/** A stream that goes out. */
interface Outflow { bytes: number; codec: string | null }

export interface Look {
  at: number;
  /** Sound and pictures that arrive, by section. */
  incoming: Map<string, Flow>;
  /** What goes out, by the browser's name of the stream. */
  outgoing: Map<string, Outflow>;
  bytesSent: number;
  rttMs: number | null;
  lossUp: number | null;
  jitterUpMs: number | null;
  path: NetworkPath | null;
}

/** As much of an entry of getStats() as is read here. */
export interface Entry {
  type: string; id?: string; kind?: string; mid?: string; packetsLost?: number; packetsReceived?: number; bytesReceived?: number; bytesSent?: number;
  jitter?: number; totalAudioEnergy?: number; framesDecoded?: number; fractionLost?: number; codecId?: string; mimeType?: string;
  nominated?: boolean; state?: string; currentRoundTripTime?: number; localCandidateId?: string; remoteCandidateId?: string;
  selectedCandidatePairId?: string; candidateType?: string; protocol?: string; relayProtocol?: string;
}

export function look(report: Iterable<Entry>, at: number): Look {
  const entries = [...report];
  const byId = new Map(entries.flatMap((entry) => (entry.id === undefined ? [] : [[entry.id, entry] as const])));
  const codecOf = (entry: Entry) => codecName(byId.get(entry.codecId ?? "")?.mimeType);
  const found: Look = { at, incoming: new Map(), outgoing: new Map(), bytesSent: 0, rttMs: null, lossUp: null, jitterUpMs: null, path: null };
  for (const entry of entries) {
    if (entry.type === "inbound-rtp" && entry.mid !== undefined) {
      found.incoming.set(entry.mid, {
        lost: Math.max(0, entry.packetsLost ?? 0), received: entry.packetsReceived ?? 0, bytes: entry.bytesReceived ?? 0, codec: codecOf(entry),
        jitterMs: entry.jitter === undefined ? null : entry.jitter * 1000, energy: entry.totalAudioEnergy ?? 0, frames: entry.framesDecoded ?? 0,
      });
    } else if (entry.type === "outbound-rtp") {
      found.bytesSent += entry.bytesSent ?? 0;
      found.outgoing.set(entry.id ?? String(found.outgoing.size), { bytes: entry.bytesSent ?? 0, codec: codecOf(entry) });
    } else if (entry.type === "remote-inbound-rtp" && entry.kind === "audio") {
      found.lossUp = entry.fractionLost ?? found.lossUp;
      found.jitterUpMs = entry.jitter === undefined ? found.jitterUpMs : entry.jitter * 1000;
    }
  }
  const pair = pairInUse(entries, byId);
  if (pair?.currentRoundTripTime !== undefined) found.rttMs = pair.currentRoundTripTime * 1000;
  if (pair) found.path = pathOf(byId.get(pair.localCandidateId ?? ""), byId.get(pair.remoteCandidateId ?? ""));
  return found;
}

/** The transport names the pair it uses; Firefox does not, there it is the nominated one. */
function pairInUse(entries: readonly Entry[], byId: ReadonlyMap<string, Entry>): Entry | undefined {
  const named = entries.find((entry) => entry.type === "transport" && entry.selectedCandidatePairId)?.selectedCandidatePairId;
  return byId.get(named ?? "") ?? entries.find((entry) => entry.type === "candidate-pair" && entry.nominated && entry.state === "succeeded");
}

function pathOf(local: Entry | undefined, remote: Entry | undefined): NetworkPath | null {
  if (!local?.candidateType) return null;
  return { local: local.candidateType, remote: remote?.candidateType ?? null, protocol: local.relayProtocol ?? local.protocol ?? "udp" };
}

const names: Record<string, string> = { opus: "Opus", red: "Opus, repeated (RED)", vp8: "VP8", vp9: "VP9", h264: "H.264", h265: "H.265", av1: "AV1" };

/** "audio/opus" in the words of people; repairs and the like are no codecs. */
function codecName(mimeType: string | undefined): string | null {
  const name = mimeType?.split("/")[1]?.toLowerCase();
  return name === undefined || name === "rtx" ? null : names[name] ?? name.toUpperCase();
}

export interface FlowQuality { loss: number | null; jitterMs: number | null; kbps: number | null }

/** How one section fared between two looks. */
export function between(before: Look | null, now: Look, mid: string): FlowQuality {
  const current = now.incoming.get(mid);
  if (!current) return { loss: null, jitterMs: null, kbps: null };
  const earlier = before?.incoming.get(mid);
  if (!before || !earlier || current.bytes < earlier.bytes) return { loss: null, jitterMs: current.jitterMs, kbps: null };
  const lost = Math.max(0, current.lost - earlier.lost);
  const received = current.received - earlier.received;
  return {
    loss: shareOf(lost, received),
    jitterMs: current.jitterMs,
    kbps: rate(current.bytes - earlier.bytes, now.at - before.at),
  };
}

export function sentKbps(before: Look | null, now: Look): number | null {
  return before && now.bytesSent >= before.bytesSent ? rate(now.bytesSent - before.bytesSent, now.at - before.at) : null;
}

/** The whole connection between two looks, both ways; of codecs, those which something was carried by. */
export function figuresBetween(before: Look | null, now: Look): LinkFigures {
  let [lost, received, bytes] = [0, 0, 0];
  let jitterDownMs: number | null = null;
  const receiving = new Set<string>();
  for (const [mid, flow] of now.incoming) {
    const earlier = before?.incoming.get(mid);
    const more = flow.bytes - (earlier?.bytes ?? 0);
    if (more <= 0) continue;
    bytes += more;
    lost += Math.max(0, flow.lost - (earlier?.lost ?? 0));
    received += Math.max(0, flow.received - (earlier?.received ?? 0));
    if (flow.jitterMs !== null) jitterDownMs = Math.max(jitterDownMs ?? 0, flow.jitterMs);
    if (flow.codec) receiving.add(flow.codec);
  }
  const sending = new Set<string>();
  for (const [id, { bytes: sent, codec }] of now.outgoing) if (codec && sent > (before?.outgoing.get(id)?.bytes ?? 0)) sending.add(codec);
  return {
    rttMs: now.rttMs, lossUp: now.lossUp, lossDown: before ? shareOf(lost, received) : null, jitterUpMs: now.jitterUpMs, jitterDownMs,
    sentKbps: sentKbps(before, now), receivedKbps: before ? rate(bytes, now.at - before.at) : null,
    sending: [...sending].sort(), receiving: [...receiving].sort(), path: now.path,
  };
}

const shareOf = (lost: number, received: number): number | null => (lost + received > 0 ? lost / (lost + received) : null);
const rate = (bytes: number, ms: number): number | null => (ms > 0 ? (bytes * 8) / ms : null);
