// The normalised picture of everything this session may see. Rows are immutable, tables change in place.
import type { Channel, Emoji, Guild, Id, Invite, Member, Presence, Role, User } from "../wire/types";
import { Table, Tables, Value, useDerived, useRow } from "./reactive";

export type GuildRow = Omit<Guild, "roles" | "channels" | "members" | "presences" | "emojis">;

/** Channels, also findable by guild: the rail asks for them on every message. */
class ChannelTable extends Table<Channel> {
  readonly #byGuild = new Map<Id, Set<Id>>();

  override set(id: Id, channel: Channel): void {
    const guildId = channel.guild_id ?? "";
    const ids = this.#byGuild.get(guildId) ?? new Set();
    this.#byGuild.set(guildId, ids.add(id));
    super.set(id, channel);
  }

  override delete(id: Id): void {
    this.#byGuild.get(this.get(id)?.guild_id ?? "")?.delete(id);
    super.delete(id);
  }

  override clear(): void {
    this.#byGuild.clear();
    super.clear();
  }

  inGuild(guildId: Id): Channel[] {
    return [...(this.#byGuild.get(guildId) ?? [])].flatMap((id) => this.get(id) ?? []);
  }
}

export const users = new Table<User>();
export const guilds = new Table<GuildRow>();
export const channels = new ChannelTable();
export const rolesOf = new Tables<Role>();
export const membersOf = new Tables<Member>();
export const emojisOf = new Tables<Emoji>();
export const presences = new Table<Presence>();
export const invitePreviews = new Table<Invite>();

/** Guilds announced by READY whose GUILD_CREATE has not come yet. */
export const awaitedGuilds = new Value<ReadonlySet<Id>>(new Set());

export function forgetEverything(): void {
  for (const table of [users, guilds, channels, presences]) table.clear();
  for (const tables of [rolesOf, membersOf, emojisOf]) tables.clear();
  awaitedGuilds.set(new Set());
}

export function rememberUser(user: User): void {
  const known = users.get(user.id);
  if (known && known.username === user.username && known.global_name === user.global_name
    && known.avatar === user.avatar && (user.bio === undefined || known.bio === user.bio)) return;
  users.set(user.id, { ...known, ...user });
}

export function channelsIn(guildId: Id): Channel[] {
  return channels.inGuild(guildId);
}

export function dropGuild(guildId: Id): void {
  guilds.delete(guildId);
  for (const channel of channelsIn(guildId)) channels.delete(channel.id);
  rolesOf.drop(guildId);
  membersOf.drop(guildId);
  emojisOf.drop(guildId);
}

export const useUser = (id: Id | null | undefined) => useRow(users, id);
export const useGuild = (id: Id | null | undefined) => useRow(guilds, id);
export const useChannel = (id: Id | null | undefined) => useRow(channels, id);
export const useMember = (guildId: Id | null | undefined, userId: Id | null | undefined) =>
  useRow(membersOf.of(guildId ?? ""), userId);

export function useRoles(guildId: Id): Role[] {
  const table = rolesOf.of(guildId);
  return useDerived([table], () => sortRoles(table.values()), []);
}

/** Highest first, as people read them. */
export function sortRoles(roles: Role[]): Role[] {
  return roles.sort((a, b) => b.position - a.position || (a.id < b.id ? -1 : 1));
}
