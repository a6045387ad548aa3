// Every route this client calls, typed.
import type { Command, CommandIndex, InteractionBody, OptionValue } from "../wire/commands";
import type {
  Ban, Channel, Guild, Id, Invite, Member, Message, Overwrite, Role, User,
} from "../wire/types";
import { api } from "./client";
import { postMultipart } from "./upload";

export interface Credentials { token: string; user_id: Id }

export const auth = {
  register: (body: { username: string; password: string; global_name?: string | null; invite?: string }) =>
    api.post<Credentials>("/auth/register", body),
  login: (login: string, password: string) => api.post<Credentials>("/auth/login", { login, password }),
  logout: () => api.post<undefined>("/auth/logout", {}),
};

export const me = {
  get: () => api.get<User>("/users/@me"),
  patch: (body: { username?: string; global_name?: string | null; avatar?: string | null; bio?: string; password?: string; new_password?: string }) =>
    api.patch<User & { token?: string }>("/users/@me", body),
  openDirect: (user: Id) => api.post<Channel>("/users/@me/channels", { recipient_id: user }),
  createGroup: (recipients: readonly Id[]) => api.post<Channel>("/users/@me/channels", { recipients }),
  leaveGuild: (guild: Id) => api.delete<undefined>(`/users/@me/guilds/${guild}`),
};

export const friends = {
  /** By the name somebody logs in with. */
  ask: (username: string) => api.post<undefined>("/users/@me/relationships", { username }),
  /** Asks, or accepts what was asked. */
  befriend: (user: Id) => api.put<undefined>(`/users/@me/relationships/${user}`, {}),
  /** Ends a friendship, declines a request or takes one back. */
  remove: (user: Id) => api.delete<undefined>(`/users/@me/relationships/${user}`),
};

export const groups = {
  /** In a direct message it makes a group, which is answered. */
  add: (channel: Id, user: Id) => api.put<Channel | undefined>(`/channels/${channel}/recipients/${user}`, {}),
  remove: (channel: Id, user: Id) => api.delete<undefined>(`/channels/${channel}/recipients/${user}`),
  /** Null takes the name away: it is then called as those in it. */
  rename: (channel: Id, name: string | null) => api.patch<Channel>(`/channels/${channel}`, { name }),
  leave: (channel: Id) => api.delete<undefined>(`/channels/${channel}`),
};

export const users = {
  profile: (user: Id, guild: Id | null) =>
    api.get<{ user: User; user_profile?: { bio?: string; banner?: string | null } }>(`/users/${user}/profile`, guild ? { guild_id: guild } : undefined),
};

export interface PageQuery { limit?: number; before?: Id; after?: Id; around?: Id }

export interface MessageBody {
  content?: string;
  nonce?: string;
  enforce_nonce?: boolean;
  message_reference?: { message_id: Id; channel_id?: Id; fail_if_not_exists?: boolean };
  allowed_mentions?: { parse?: string[]; replied_user?: boolean };
  attachments?: { id: number | Id; filename?: string; description?: string }[];
}

export const messages = {
  page: (channel: Id, query: PageQuery, signal?: AbortSignal) =>
    api.get<Message[]>(`/channels/${channel}/messages`, { ...query }, signal),
  create: (channel: Id, body: MessageBody) => api.post<Message>(`/channels/${channel}/messages`, body),
  edit: (channel: Id, message: Id, body: { content: string }) =>
    api.patch<Message>(`/channels/${channel}/messages/${message}`, body),
  delete: (channel: Id, message: Id) => api.delete<undefined>(`/channels/${channel}/messages/${message}`),
  ack: (channel: Id, message: Id) =>
    api.post<unknown>(`/channels/${channel}/messages/${message}/ack`, { token: null }),
  react: (channel: Id, message: Id, emoji: string) =>
    api.put<undefined>(`/channels/${channel}/messages/${message}/reactions/${emoji}/@me`),
  unreact: (channel: Id, message: Id, emoji: string) =>
    api.delete<undefined>(`/channels/${channel}/messages/${message}/reactions/${emoji}/@me`),
  reactors: (channel: Id, message: Id, emoji: string) =>
    api.get<User[]>(`/channels/${channel}/messages/${message}/reactions/${emoji}`, { limit: 25 }),
  pins: (channel: Id) => api.get<Message[]>(`/channels/${channel}/pins`),
  pin: (channel: Id, message: Id) => api.put<undefined>(`/channels/${channel}/pins/${message}`),
  unpin: (channel: Id, message: Id) => api.delete<undefined>(`/channels/${channel}/pins/${message}`),
};

export interface ChannelBody {
  name?: string;
  type?: number;
  topic?: string | null;
  parent_id?: Id | null;
  position?: number;
  rate_limit_per_user?: number;
  user_limit?: number;
  bitrate?: number;
  permission_overwrites?: Overwrite[];
}

export const channels = {
  create: (guild: Id, body: ChannelBody) => api.post<Channel>(`/guilds/${guild}/channels`, body),
  patch: (channel: Id, body: ChannelBody) => api.patch<Channel>(`/channels/${channel}`, body),
  delete: (channel: Id) => api.delete<Channel>(`/channels/${channel}`),
  reorder: (guild: Id, body: { id: Id; position?: number; parent_id?: Id | null }[]) =>
    api.patch<undefined>(`/guilds/${guild}/channels`, body),
  typing: (channel: Id) => api.post<undefined>(`/channels/${channel}/typing`),
  putOverwrite: (channel: Id, overwrite: Overwrite) =>
    api.put<undefined>(`/channels/${channel}/permissions/${overwrite.id}`,
      { type: overwrite.type, allow: overwrite.allow, deny: overwrite.deny }),
  deleteOverwrite: (channel: Id, id: Id) => api.delete<undefined>(`/channels/${channel}/permissions/${id}`),
  invite: (channel: Id, body: { max_age?: number; max_uses?: number; temporary?: boolean; unique?: boolean }) =>
    api.post<Invite>(`/channels/${channel}/invites`, body),
};

export const guilds = {
  create: (body: { name: string; icon?: string }) => api.post<Guild>("/guilds", body),
  patch: (guild: Id, body: { name?: string; icon?: string | null; description?: string | null; system_channel_id?: Id | null }) =>
    api.patch<Guild>(`/guilds/${guild}`, body),
  delete: (guild: Id) => api.delete<undefined>(`/guilds/${guild}`),
  invites: (guild: Id) => api.get<Invite[]>(`/guilds/${guild}/invites`),
  bans: (guild: Id) => api.get<Ban[]>(`/guilds/${guild}/bans`),
  ban: (guild: Id, user: Id, body: { delete_message_seconds?: number }) =>
    api.put<undefined>(`/guilds/${guild}/bans/${user}`, body),
  unban: (guild: Id, user: Id) => api.delete<undefined>(`/guilds/${guild}/bans/${user}`),
  kick: (guild: Id, user: Id) => api.delete<undefined>(`/guilds/${guild}/members/${user}`),
  member: (guild: Id, user: Id) => api.get<Member>(`/guilds/${guild}/members/${user}`),
  members: (guild: Id, query: { limit: number; after?: Id }) => api.get<Member[]>(`/guilds/${guild}/members`, query),
  patchMember: (guild: Id, user: Id, body: { nick?: string | null; roles?: Id[]; communication_disabled_until?: string | null }) =>
    api.patch<Member>(`/guilds/${guild}/members/${user}`, body),
  patchSelf: (guild: Id, body: { nick?: string | null }) => api.patch<Member>(`/guilds/${guild}/members/@me`, body),
  addRole: (guild: Id, user: Id, role: Id) => api.put<undefined>(`/guilds/${guild}/members/${user}/roles/${role}`),
  removeRole: (guild: Id, user: Id, role: Id) => api.delete<undefined>(`/guilds/${guild}/members/${user}/roles/${role}`),
};

export type RoleBody = Partial<Pick<Role, "name" | "color" | "hoist" | "mentionable" | "permissions">>;

export const roles = {
  create: (guild: Id, body: RoleBody) => api.post<Role>(`/guilds/${guild}/roles`, body),
  patch: (guild: Id, role: Id, body: RoleBody) => api.patch<Role>(`/guilds/${guild}/roles/${role}`, body),
  delete: (guild: Id, role: Id) => api.delete<undefined>(`/guilds/${guild}/roles/${role}`),
  reorder: (guild: Id, body: { id: Id; position: number }[]) => api.patch<Role[]>(`/guilds/${guild}/roles`, body),
};

export const invites = {
  get: (code: string) => api.get<Invite>(`/invites/${encodeURIComponent(code)}`, { with_counts: true }),
  accept: (code: string) => api.post<Invite>(`/invites/${encodeURIComponent(code)}`, {}),
  revoke: (code: string) => api.delete<Invite>(`/invites/${encodeURIComponent(code)}`),
};

export const interactions = {
  index: (channel: Id) => api.get<CommandIndex>(`/channels/${channel}/application-command-index`),
  /** What was entered for the command that a message answers. */
  data: (channel: Id, message: Id) =>
    api.get<{ id: Id; name: string; application_command?: Command; options?: OptionValue[] }>(`/channels/${channel}/messages/${message}/interaction-data`),
  create: (body: InteractionBody, files: readonly File[]) => files.length === 0
    ? api.post<undefined>("/interactions", body)
    : postMultipart<undefined>("/interactions", { payload: body, files, onProgress: () => undefined, signal: new AbortController().signal }),
};
