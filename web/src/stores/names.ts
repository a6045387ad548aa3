// What people and roles are called and coloured in a guild.
import type { Channel, Id, Member, Role, User } from "../wire/types";
import { membersOf, rolesOf, users } from "./entities";
import { useComputed } from "./reactive";

export function userName(user: Pick<User, "username" | "global_name">): string {
  return user.global_name || user.username;
}

export function displayName(user: User, member?: Pick<Member, "nick"> | null): string {
  return member?.nick || userName(user);
}

/** What a channel is called; a direct message is called as those who are in it. */
export function channelName(channel: Pick<Channel, "name" | "recipients">): string {
  if (channel.name) return channel.name;
  return channel.recipients?.map(userName).join(", ") || "Direct message";
}

export function nameIn(guildId: Id | null | undefined, userId: Id): string | null {
  const user = users.get(userId);
  if (!user) return null;
  return displayName(user, guildId ? membersOf.of(guildId).get(userId) : null);
}

export function colorOf(guildId: Id | null | undefined, roleIds: readonly Id[] | undefined): string | null {
  if (!guildId || !roleIds) return null;
  const roles = rolesOf.of(guildId);
  let best: Role | undefined;
  for (const id of roleIds) {
    const role = roles.get(id);
    if (role && role.color !== 0 && (!best || role.position > best.position)) best = role;
  }
  return best ? cssColor(best.color) : null;
}

export function cssColor(color: number): string {
  return `#${color.toString(16).padStart(6, "0")}`;
}

export function useNameIn(guildId: Id | null | undefined, userId: Id): string | null {
  return useComputed([users, membersOf.of(guildId ?? "")], () => nameIn(guildId, userId));
}

export function useColorIn(guildId: Id | null | undefined, userId: Id): string | null {
  const members = membersOf.of(guildId ?? "");
  return useComputed([members, rolesOf.of(guildId ?? "")], () => colorOf(guildId, members.get(userId)?.roles));
}
