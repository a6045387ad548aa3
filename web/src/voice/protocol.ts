// Opcodes, close codes and payloads of the voice gateway, as far as a browser needs them.
import type { Id } from "../wire/types";

export const VoiceOp = {
  identify: 0,
  selectProtocol: 1,
  ready: 2,
  heartbeat: 3,
  sessionDescription: 4,
  speaking: 5,
  heartbeatAck: 6,
  resume: 7,
  hello: 8,
  resumed: 9,
  clientsConnect: 11,
  video: 12,
  clientDisconnect: 13,
  mediaSinkWants: 15,
  /** Guildhall's own: what each receiving section carries now. */
  slots: 100,
  /** Guildhall's own: how everybody's packets fare. */
  quality: 101,
} as const;

export type MediaKind = "audio" | "camera" | "screen" | "screen_audio";
export type VideoKind = "camera" | "screen";

export interface VoiceReady {
  ssrc: number;
  ip: string;
  port: number;
  /** Relays for networks that let no UDP through. */
  ice_servers?: RTCIceServer[];
}

export interface SessionDescription { sdp: string; audio_codec?: string; video_codec?: string; dave_protocol_version?: number }
export interface Speaking { user_id: Id; ssrc: number; speaking: number }
export interface Slot { mid: string; kind: MediaKind; user_id: Id | null }
export interface StreamFlag { kind: Exclude<MediaKind, "audio">; active: boolean }
export interface MemberQuality { user_id: Id; loss_up: number | null; loss_down: number | null; jitter_ms: number | null; rtt_ms: number | null }
export interface Want { user_id: Id; kind: VideoKind; height: number }

/** What is to be done about a close code of the voice gateway. */
export type AfterClose =
  | "resume"   // the session lives, the connection does not
  | "renew"    // the session is gone: ask the main gateway for another
  | "wait"     // put out or moved: the main gateway says which
  | "end";     // the call is over

export function afterClose(code: number): AfterClose {
  switch (code) {
    case 4014: return "wait";
    case 4021: case 4022: return "end";
    case 4015: return "resume";
    default: return code >= 4000 && code < 5000 ? "renew" : "resume";
  }
}
