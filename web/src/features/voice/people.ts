// What the call screens say about people: names, states in words, whether one may join.
import { permissionsInChannel } from "../../stores/access";
import { channels, guilds, membersOf, rolesOf, users } from "../../stores/entities";
import { nameIn } from "../../stores/names";
import { useComputed } from "../../stores/reactive";
import { me } from "../../stores/session";
import { peopleIn, voiceStatesOf, type Participant } from "../../stores/call";
import { Permission, has } from "../../wire/permissions";
import type { Channel, Id } from "../../wire/types";
import type { VoiceState } from "../../wire/voice";

/** Under what the voice states of a channel are kept: its guild, or itself when it is private. */
export const ownerOf = (channel: Pick<Channel, "id" | "guild_id">): Id => channel.guild_id ?? channel.id;

export function usePersonName(guildId: Id | null | undefined, userId: Id): string {
  return useComputed([users, membersOf.of(guildId ?? "")], () => nameIn(guildId, userId)) ?? "Someone";
}

export interface Marks {
  muted: boolean;
  serverMuted: boolean;
  deafened: boolean;
  serverDeafened: boolean;
  camera: boolean;
  screen: boolean;
}

export function marksOfState(state: VoiceState): Marks {
  return {
    muted: state.self_mute || state.mute, serverMuted: state.mute, deafened: state.self_deaf || state.deaf, serverDeafened: state.deaf,
    camera: state.self_video, screen: state.self_stream ?? false,
  };
}

export const marksOf = (person: Participant): Marks => person;

/** The state of a person in words, for screen readers. */
export function spoken(name: string, marks: Marks, speaking = false): string {
  const deaf = marks.serverDeafened ? "deafened by a moderator" : marks.deafened ? "deafened" : "";
  const mute = marks.serverMuted ? "muted by a moderator" : marks.muted ? "muted" : "";
  return [name, deaf || mute, marks.camera && "camera on", marks.screen && "sharing a screen", speaking && "speaking"].filter(Boolean).join(", ");
}

export type Entry = "open" | "full" | "forbidden";

/** Whether I may come in: CONNECT, and room for one more unless I may move people. */
export function entryOf(channel: Channel): Entry {
  if (!channel.guild_id) return "open";
  const held = permissionsInChannel(channel);
  if (!has(held, Permission.connect) || !has(held, Permission.viewChannel)) return "forbidden";
  const limit = channel.user_limit ?? 0;
  const full = limit > 0 && peopleIn(channel.guild_id, channel.id).length >= limit;
  return full && !has(held, Permission.moveMembers) ? "full" : "open";
}

export function useEntry(channelId: Id): Entry {
  const guildId = channels.get(channelId)?.guild_id ?? "";
  return useComputed([channels, guilds, rolesOf.of(guildId), membersOf.of(guildId), voiceStatesOf.of(guildId), me], () => {
    const channel = channels.get(channelId);
    return channel ? entryOf(channel) : "forbidden";
  });
}

/** "4:07" or "1:02:33". */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
