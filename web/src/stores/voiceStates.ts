// Who is in which voice channel, as the gateway tells it: for every guild, and for calls of private channels.
import type { PrivateCall, StageInstance, VoiceEffect, VoiceState } from "../wire/voice";
import type { Id } from "../wire/types";
import { membersOf, rememberUser } from "./entities";
import { Table, Tables, Value, useDerived, useRow } from "./reactive";

/** Voice states by guild and user; those of a private call stand under its channel's id instead of a guild's. */
export const voiceStatesOf = new Tables<VoiceState>();

/** Calls of private channels by channel id, while they last. */
export const privateCalls = new Table<PrivateCall>();

/** Stages that are live, by channel id. */
export const stageInstances = new Table<StageInstance>();

/** What a voice channel says it is about, by channel id; absent means nothing. */
export const voiceStatuses = new Table<string>();

/** When the first person came into a voice channel that is not empty, in milliseconds since 1970, by channel id. */
export const voiceStartTimes = new Table<number>();

export interface ShownEffect extends VoiceEffect { key: number; at: number }

/** Emoji and sounds that were thrown into channels lately; the last few only. */
export const effects = new Value<readonly ShownEffect[]>([]);

const MaxEffects = 30;
let effectKey = 0;

/** Takes in one voice state; a null channel means that the person has left. */
export function takeVoiceState(state: VoiceState, owner: Id): void {
  const table = voiceStatesOf.of(owner);
  const { member, ...row } = state;
  if (member?.user) {
    rememberUser(member.user);
    if (state.guild_id) membersOf.of(state.guild_id).set(member.user.id, member);
  }
  if (row.channel_id === null) table.delete(row.user_id);
  else table.set(row.user_id, row);
}

/** A private channel's call changed or the person went elsewhere: a person is in one call only. */
export function takePrivateState(state: VoiceState): void {
  for (const call of privateCalls.values()) {
    if (call.channel_id !== state.channel_id) voiceStatesOf.of(call.channel_id).delete(state.user_id);
  }
  if (state.channel_id) takeVoiceState(state, state.channel_id);
}

export function takeEffect(effect: VoiceEffect, now = Date.now()): void {
  effects.update((shown) => [...shown.slice(1 - MaxEffects), { ...effect, key: ++effectKey, at: now }]);
}

export function forgetVoice(): void {
  voiceStatesOf.clear();
  for (const table of [privateCalls, stageInstances, voiceStatuses, voiceStartTimes]) table.clear();
  effects.set([]);
}

/** The people of one channel, those longest known first. */
export function peopleIn(owner: Id, channelId: Id): VoiceState[] {
  return voiceStatesOf.of(owner).values().filter((state) => state.channel_id === channelId);
}

/** The people of a voice channel; `owner` is its guild, or the channel itself for a private call. */
export function useVoicePeople(owner: Id, channelId: Id): VoiceState[] {
  const table = voiceStatesOf.of(owner);
  return useDerived([table], () => peopleIn(owner, channelId), [owner, channelId]);
}

export const useVoiceState = (owner: Id | null | undefined, userId: Id | null | undefined) => useRow(voiceStatesOf.of(owner ?? ""), userId);
export const useStage = (channelId: Id | null | undefined) => useRow(stageInstances, channelId);
export const usePrivateCall = (channelId: Id | null | undefined) => useRow(privateCalls, channelId);
