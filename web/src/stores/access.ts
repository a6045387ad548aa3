// What I may do, as hooks and plain questions.
import { AllPermissions, asker, channelPermissions, guildPermissions, has, rank } from "../wire/permissions";
import type { Channel, Id, Member } from "../wire/types";
import { channels, guilds, membersOf, rolesOf } from "./entities";
import { useComputed } from "./reactive";
import { me, myId } from "./session";

export function permissionsInGuild(guildId: Id, userId: Id = myId()): bigint {
  const guild = guilds.get(guildId);
  if (!guild) return 0n;
  const roles = rolesOf.of(guildId);
  return guildPermissions(guild, (id) => roles.get(id), asker(membersOf.of(guildId).get(userId), userId));
}

export function permissionsInChannel(channel: Channel, userId: Id = myId()): bigint {
  const guildId = channel.guild_id;
  const guild = guildId ? guilds.get(guildId) : undefined;
  if (!guildId) return AllPermissions;
  if (!guild) return 0n;
  const roles = rolesOf.of(guildId);
  return channelPermissions(guild, (id) => roles.get(id), asker(membersOf.of(guildId).get(userId), userId), channel);
}

export function useMayInGuild(guildId: Id, permission: bigint): boolean {
  return useComputed([guilds, rolesOf.of(guildId), membersOf.of(guildId), me], () => has(permissionsInGuild(guildId), permission));
}

export function useMayInChannel(channelId: Id, permission: bigint): boolean {
  const guildId = channels.get(channelId)?.guild_id ?? "";
  return useComputed([guilds, channels, rolesOf.of(guildId), membersOf.of(guildId), me], () => {
    const channel = channels.get(channelId);
    return !!channel && has(permissionsInChannel(channel), permission);
  });
}

/** Whether I stand above a member: needed to kick, ban, time out or rename. */
export function outranks(guildId: Id, target: Member): boolean {
  const guild = guilds.get(guildId);
  const self = membersOf.of(guildId).get(myId());
  if (!guild || !self || target.user.id === self.user.id) return false;
  const roles = rolesOf.of(guildId);
  const lookup = (id: Id) => roles.get(id);
  return rank(guild, lookup, self) > rank(guild, lookup, target);
}

export function myRank(guildId: Id): number {
  const guild = guilds.get(guildId);
  const self = membersOf.of(guildId).get(myId());
  if (guild?.owner_id === myId()) return Number.POSITIVE_INFINITY;
  if (!guild || !self) return 0;
  const roles = rolesOf.of(guildId);
  return rank(guild, (id) => roles.get(id), self);
}
