// The people of the present call, put together from what the gateway says of them and what the connection knows.
import { call, participants, voiceSettings, voiceStatesOf, type Participant, type Quality } from "../stores/call";
import { batch } from "../stores/reactive";
import { myId } from "../stores/session";
import type { VoiceState } from "../wire/voice";
import type { Id } from "../wire/types";
import type { VideoKind } from "./protocol";

/** What the connection knows of people, by user. */
export class Known {
  readonly speaking = new Set<Id>();
  readonly loud = new Set<Id>();
  readonly videos = new Map<Id, Set<string>>();
  readonly streams = new Map<string, MediaStream>();
  readonly quality = new Map<Id, Quality>();

  forget(userId: Id): void {
    this.speaking.delete(userId);
    this.loud.delete(userId);
    this.videos.delete(userId);
    this.quality.delete(userId);
    for (const kind of ["camera", "screen"] as const) this.streams.delete(streamKey(userId, kind));
  }

  clear(): void {
    for (const kept of [this.speaking, this.loud, this.videos, this.streams, this.quality]) kept.clear();
  }
}

export const streamKey = (userId: Id, kind: VideoKind) => `${kind}:${userId}`;

/** Brings the table of participants up to date; rows that say the same stay the same. */
export function refresh(known: Known): void {
  const { channelId, guildId, phase } = call.get();
  batch(() => {
    if (!channelId || phase === "idle" || phase === "failed") return participants.clear();
    const present = new Set<Id>();
    for (const state of voiceStatesOf.of(guildId ?? channelId).values()) {
      if (state.channel_id !== channelId) continue;
      present.add(state.user_id);
      const row = participant(state, known);
      const before = participants.get(state.user_id);
      if (!before || !same(before, row)) participants.set(state.user_id, row);
    }
    for (const { userId } of participants.values()) if (!present.has(userId)) participants.delete(userId);
  });
}

function participant(state: VoiceState, known: Known): Participant {
  const userId = state.user_id;
  const settings = voiceSettings.get();
  const videos = known.videos.get(userId);
  const muted = state.self_mute || state.mute || state.suppress;
  return {
    userId,
    isSelf: userId === myId(),
    speaking: !muted && (known.speaking.has(userId) || known.loud.has(userId)),
    muted: state.self_mute || state.mute,
    serverMuted: state.mute,
    deafened: state.self_deaf || state.deaf,
    serverDeafened: state.deaf,
    suppressed: state.suppress,
    handRaisedAt: state.request_to_speak_timestamp,
    camera: state.self_video || (videos?.has("camera") ?? false),
    screen: (state.self_stream ?? false) || (videos?.has("screen") ?? false),
    cameraStream: known.streams.get(streamKey(userId, "camera")) ?? null,
    screenStream: known.streams.get(streamKey(userId, "screen")) ?? null,
    volume: settings.volumes[userId] ?? 1,
    silenced: settings.silenced.includes(userId),
    quality: known.quality.get(userId) ?? null,
  };
}

function same(one: Participant, other: Participant): boolean {
  return (Object.keys(one) as (keyof Participant)[]).every((key) => Object.is(one[key], other[key]));
}
