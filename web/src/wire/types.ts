// The payloads of the public API that this client reads, with the names they have on the wire.
import type { InteractionMetadata } from "./commands";
import type { Component } from "./components";
import type { StageInstance, VoiceState } from "./voice";

export type Id = string;

export interface User {
  id: Id;
  username: string;
  global_name?: string | null;
  discriminator?: string;
  avatar?: string | null;
  banner?: string | null;
  accent_color?: number | null;
  bio?: string;
  bot?: boolean;
  system?: boolean;
  email?: string | null;
}

export interface Member {
  user: User;
  nick?: string | null;
  avatar?: string | null;
  roles: Id[];
  joined_at?: string | null;
  communication_disabled_until?: string | null;
  permissions?: string;
}

export interface Role {
  id: Id;
  name: string;
  color: number;
  hoist: boolean;
  position: number;
  permissions: string;
  managed: boolean;
  mentionable: boolean;
}

export const OverwriteType = { role: 0, member: 1 } as const;

export interface Overwrite {
  id: Id;
  type: number;
  allow: string;
  deny: string;
}

export const ChannelType = { text: 0, dm: 1, voice: 2, groupDm: 3, category: 4, announcement: 5, stage: 13 } as const;

/** A channel of a guild in which people are connected: a voice channel or a stage. */
export function isVoiceChannel(channel: Pick<Channel, "type">): boolean {
  return channel.type === ChannelType.voice || channel.type === ChannelType.stage;
}

/** A direct message or a group. */
export function isPrivateChannel(channel: Pick<Channel, "type">): boolean {
  return channel.type === ChannelType.dm || channel.type === ChannelType.groupDm;
}

export interface Channel {
  id: Id;
  type: number;
  guild_id?: Id;
  name?: string | null;
  topic?: string | null;
  position?: number;
  parent_id?: Id | null;
  nsfw?: boolean;
  rate_limit_per_user?: number;
  last_message_id?: Id | null;
  last_pin_timestamp?: string | null;
  permission_overwrites?: Overwrite[];
  /** Of voice channels: in bit/s; how many people fit, 0 for any number; what it is about just now. */
  bitrate?: number;
  user_limit?: number;
  rtc_region?: string | null;
  status?: string | null;
  voice_start_time?: number | null;
  /** Of private channels: the others; of groups also whose it is. */
  recipients?: User[];
  owner_id?: Id;
}

export interface Guild {
  id: Id;
  name: string;
  icon?: string | null;
  banner?: string | null;
  description?: string | null;
  owner_id: Id;
  member_count?: number;
  large?: boolean;
  joined_at?: string;
  unavailable?: boolean;
  emojis?: Emoji[];
  features?: string[];
  system_channel_id?: Id | null;
  roles?: Role[];
  channels?: Channel[];
  members?: Member[];
  presences?: Presence[];
  voice_states?: VoiceState[];
  stage_instances?: StageInstance[];
}

export interface Emoji {
  id: Id | null;
  name: string | null;
  animated?: boolean;
  roles?: Id[];
  available?: boolean;
}

export interface Attachment {
  id: Id;
  filename: string;
  title?: string;
  description?: string;
  content_type?: string;
  size: number;
  url: string;
  proxy_url?: string;
  width?: number | null;
  height?: number | null;
}

export interface EmbedMedia {
  url?: string;
  proxy_url?: string;
  width?: number;
  height?: number;
}

export interface Embed {
  type?: string;
  title?: string;
  description?: string;
  url?: string;
  timestamp?: string;
  color?: number;
  footer?: { text: string; icon_url?: string };
  image?: EmbedMedia;
  thumbnail?: EmbedMedia;
  video?: EmbedMedia;
  provider?: { name?: string; url?: string };
  author?: { name: string; url?: string; icon_url?: string };
  fields?: { name: string; value: string; inline?: boolean }[];
}

export interface Reaction {
  emoji: Emoji;
  count: number;
  me?: boolean;
}

/** What somebody is to us. */
export const RelationType = { friend: 1, blocked: 2, incoming: 3, outgoing: 4 } as const;
export interface Relation { id: Id; type: number; user?: User; nickname?: string | null }

export const MessageType = {
  default: 0, recipientAdd: 1, recipientRemove: 2, call: 3, nameChange: 4, iconChange: 5, pinned: 6, join: 7, reply: 19, command: 20, contextCommand: 23,
} as const;

export const MessageFlag = { ephemeral: 1 << 6, loading: 1 << 7, componentsV2: 1 << 15 } as const;

export function hasFlag(message: Pick<Message, "flags">, flag: number): boolean {
  return ((message.flags ?? 0) & flag) !== 0;
}

export interface Message {
  id: Id;
  channel_id: Id;
  guild_id?: Id;
  type: number;
  content: string;
  author: User;
  member?: Partial<Member>;
  timestamp: string;
  edited_timestamp?: string | null;
  tts?: boolean;
  pinned?: boolean;
  mention_everyone?: boolean;
  mentions?: User[];
  mention_roles?: Id[];
  attachments?: Attachment[];
  embeds?: Embed[];
  reactions?: Reaction[];
  nonce?: string | number;
  flags?: number;
  webhook_id?: Id;
  application_id?: Id;
  components?: Component[];
  interaction_metadata?: InteractionMetadata;
  interaction?: { id: Id; type: number; name: string; user: User };
  message_reference?: { message_id?: Id; channel_id?: Id; guild_id?: Id };
  referenced_message?: Message | null;
}

/** Written through a webhook that no interaction stands behind: its author is a name and a picture, not an account. */
export function isHook(message: Message): boolean {
  return !!message.webhook_id && message.webhook_id !== message.application_id && !message.interaction_metadata && !message.interaction;
}

export type Status = "online" | "idle" | "dnd" | "offline" | "invisible";

export interface Activity {
  name: string;
  type: number;
  state?: string | null;
}

export interface Presence {
  user: { id: Id } & Partial<User>;
  guild_id?: Id;
  status: Status;
  activities?: Activity[];
}

export interface Invite {
  code: string;
  guild?: Pick<Guild, "id" | "name" | "icon" | "description" | "banner">;
  channel?: { id: Id; name?: string | null; type: number } | null;
  inviter?: User;
  approximate_member_count?: number;
  approximate_presence_count?: number;
  expires_at?: string | null;
  uses?: number;
  max_uses?: number;
  max_age?: number;
  temporary?: boolean;
  created_at?: string;
}

export interface Ban {
  user: User;
  reason?: string | null;
}

export interface ReadStateEntry {
  id: Id;
  last_message_id?: Id | null;
  mention_count?: number;
}
