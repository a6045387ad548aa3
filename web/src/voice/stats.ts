// Quality in numbers, from what the browser counts. Counters only grow; what is shown is the difference of two looks.

export interface Flow { lost: number; received: number; bytes: number; jitterMs: number | null; energy: number; frames: number }

export interface Look {
  at: number;
  /** Sound and pictures that arrive, by section. */
  incoming: Map<string, Flow>;
  bytesSent: number;
  rttMs: number | null;
  lossUp: number | null;
  jitterUpMs: number | null;
}

/** As much of an entry of getStats() as is read here. */
interface Entry {
  type: string; kind?: string; mid?: string; packetsLost?: number; packetsReceived?: number; bytesReceived?: number; bytesSent?: number;
  jitter?: number; totalAudioEnergy?: number; framesDecoded?: number; fractionLost?: number; roundTripTime?: number;
  nominated?: boolean; state?: string; currentRoundTripTime?: number;
}

export function look(report: Iterable<Entry>, at: number): Look {
  const found: Look = { at, incoming: new Map(), bytesSent: 0, rttMs: null, lossUp: null, jitterUpMs: null };
  for (const entry of report) {
    if (entry.type === "inbound-rtp" && entry.mid !== undefined) {
      found.incoming.set(entry.mid, {
        lost: Math.max(0, entry.packetsLost ?? 0), received: entry.packetsReceived ?? 0, bytes: entry.bytesReceived ?? 0,
        jitterMs: entry.jitter === undefined ? null : entry.jitter * 1000, energy: entry.totalAudioEnergy ?? 0, frames: entry.framesDecoded ?? 0,
      });
    } else if (entry.type === "outbound-rtp") found.bytesSent += entry.bytesSent ?? 0;
    else if (entry.type === "remote-inbound-rtp" && entry.kind === "audio") {
      found.lossUp = entry.fractionLost ?? found.lossUp;
      found.jitterUpMs = entry.jitter === undefined ? found.jitterUpMs : entry.jitter * 1000;
    } else if (entry.type === "candidate-pair" && entry.nominated && entry.state === "succeeded" && entry.currentRoundTripTime !== undefined) {
      found.rttMs = entry.currentRoundTripTime * 1000;
    }
  }
  return found;
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
    loss: lost + received > 0 ? lost / (lost + received) : null,
    jitterMs: current.jitterMs,
    kbps: rate(current.bytes - earlier.bytes, now.at - before.at),
  };
}

export function sentKbps(before: Look | null, now: Look): number | null {
  return before && now.bytesSent >= before.bytesSent ? rate(now.bytesSent - before.bytesSent, now.at - before.at) : null;
}

const rate = (bytes: number, ms: number): number | null => (ms > 0 ? (bytes * 8) / ms : null);
