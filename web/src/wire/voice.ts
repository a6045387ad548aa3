// Voice payloads of the public API, with the names they have on the wire.
import type { Emoji, Id, Member } from "./types";

export interface VoiceState {
  guild_id?: Id | null;
  channel_id: Id | null;
  user_id: Id;
  member?: Member;
  session_id: string;
  deaf: boolean;
  mute: boolean;
  self_deaf: boolean;
  self_mute: boolean;
  self_stream?: boolean;
  self_video: boolean;
  suppress: boolean;
  request_to_speak_timestamp: string | null;
}

export interface VoiceServer {
  token: string;
  guild_id?: Id | null;
  channel_id?: Id;
  /** host[:port]; null while the call is being moved. */
  endpoint: string | null;
}

export interface StageInstance {
  id: Id;
  guild_id: Id;
  channel_id: Id;
  topic: string;
  privacy_level: number;
  guild_scheduled_event_id?: Id | null;
}

/** A call of a private channel, whether or not one takes part. */
export interface PrivateCall {
  channel_id: Id;
  message_id?: Id;
  region?: string;
  ringing: readonly Id[];
}

export interface VoiceEffect {
  channel_id: Id;
  guild_id: Id;
  user_id: Id;
  emoji?: Emoji | null;
  animation_type?: number | null;
  animation_id?: number;
  sound_id?: Id | number;
  sound_volume?: number;
}

export interface SoundboardSound {
  name: string;
  sound_id: Id;
  volume: number;
  emoji_id: Id | null;
  emoji_name: string | null;
  guild_id?: Id;
  available: boolean;
}

export interface StageSpeaker { suppress?: boolean; request_to_speak_timestamp?: string | null }
