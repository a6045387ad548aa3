// Routes of voice: states, stages, private calls, the soundboard.
import type { Id, Member } from "../wire/types";
import type { SoundboardSound, StageInstance, StageSpeaker } from "../wire/voice";
import { api } from "./client";

export const voice = {
  patchSelf: (guild: Id, body: StageSpeaker & { channel_id?: Id }) => api.patch<undefined>(`/guilds/${guild}/voice-states/@me`, body),
  patchState: (guild: Id, user: Id, body: { channel_id?: Id; suppress?: boolean }) => api.patch<undefined>(`/guilds/${guild}/voice-states/${user}`, body),
  patchMember: (guild: Id, user: Id, body: { mute?: boolean; deaf?: boolean; channel_id?: Id | null }) => api.patch<Member>(`/guilds/${guild}/members/${user}`, body),
  setStatus: (channel: Id, status: string | null) => api.put<undefined>(`/channels/${channel}/voice-status`, { status }),
  effect: (channel: Id, emoji: { id: Id | null; name: string | null }) =>
    api.post<undefined>(`/channels/${channel}/voice-channel-effects`, { animation_type: 1, animation_id: 0, emoji_id: emoji.id, emoji_name: emoji.name }),
};

export const stages = {
  create: (body: { channel_id: Id; topic: string; send_start_notification?: boolean }) => api.post<StageInstance>("/stage-instances", { privacy_level: 2, ...body }),
  patch: (channel: Id, body: { topic: string }) => api.patch<StageInstance>(`/stage-instances/${channel}`, body),
  delete: (channel: Id) => api.delete<undefined>(`/stage-instances/${channel}`),
};

export const privateCalls = {
  get: (channel: Id) => api.get<{ ringable: boolean }>(`/channels/${channel}/call`),
  ring: (channel: Id, recipients?: Id[]) => api.post<undefined>(`/channels/${channel}/call/ring`, { recipients: recipients ?? null }),
  stopRinging: (channel: Id, recipients?: Id[]) => api.post<undefined>(`/channels/${channel}/call/stop-ringing`, { recipients: recipients ?? null }),
};

export const soundboard = {
  defaults: () => api.get<SoundboardSound[]>("/soundboard-default-sounds"),
  ofGuild: async (guild: Id) => (await api.get<{ items: SoundboardSound[] }>(`/guilds/${guild}/soundboard-sounds`)).items,
  play: (channel: Id, sound: Id, sourceGuild?: Id) =>
    api.post<undefined>(`/channels/${channel}/send-soundboard-sound`, { sound_id: sound, ...(sourceGuild ? { source_guild_id: sourceGuild } : {}) }),
};
