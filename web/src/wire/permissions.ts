// Permission maths as the server does it, so that the client offers only what will be allowed.
import type { Channel, Guild, Id, Member, Overwrite, Role } from "./types";
import { OverwriteType } from "./types";

const bit = (n: number) => 1n << BigInt(n);

export const Permission = {
  createInvite: bit(0),
  kickMembers: bit(1),
  banMembers: bit(2),
  administrator: bit(3),
  manageChannels: bit(4),
  manageGuild: bit(5),
  addReactions: bit(6),
  viewAuditLog: bit(7),
  prioritySpeaker: bit(8),
  stream: bit(9),
  viewChannel: bit(10),
  sendMessages: bit(11),
  manageMessages: bit(13),
  embedLinks: bit(14),
  attachFiles: bit(15),
  readMessageHistory: bit(16),
  mentionEveryone: bit(17),
  useExternalEmojis: bit(18),
  connect: bit(20),
  speak: bit(21),
  muteMembers: bit(22),
  deafenMembers: bit(23),
  moveMembers: bit(24),
  useVoiceActivity: bit(25),
  changeNickname: bit(26),
  manageNicknames: bit(27),
  manageRoles: bit(28),
  manageWebhooks: bit(29),
  manageExpressions: bit(30),
  useApplicationCommands: bit(31),
  requestToSpeak: bit(32),
  moderateMembers: bit(40),
  useSoundboard: bit(42),
  setVoiceStatus: bit(48),
  pinMessages: bit(51),
  bypassSlowmode: bit(52),
} as const;

export const AllPermissions = (1n << 53n) - 1n;
const keptInTimeout = Permission.viewChannel | Permission.readMessageHistory;
const needSendMessages = Permission.mentionEveryone | Permission.attachFiles | Permission.embedLinks | bit(12);

/** Who asks: the member's roles and whether a timeout is running. */
export interface Asker {
  userId: Id;
  roleIds: readonly Id[];
  timedOutUntil?: string | null | undefined;
}

export type RoleLookup = (id: Id) => Pick<Role, "permissions"> | undefined;

export function bits(value: string | undefined): bigint {
  try {
    return BigInt(value ?? "0");
  } catch {
    return 0n;
  }
}

export function asker(member: Member | undefined, userId: Id): Asker {
  return { userId, roleIds: member?.roles ?? [], timedOutUntil: member?.communication_disabled_until };
}

export function guildPermissions(
  guild: Pick<Guild, "id" | "owner_id">, roles: RoleLookup, who: Asker, now: number = Date.now(),
): bigint {
  if (guild.owner_id === who.userId) return AllPermissions;
  let held = bits(roles(guild.id)?.permissions);
  for (const id of who.roleIds) held |= bits(roles(id)?.permissions);
  if (held & Permission.administrator) return AllPermissions;
  return isTimedOut(who, now) ? held & keptInTimeout : held;
}

export function channelPermissions(
  guild: Pick<Guild, "id" | "owner_id">, roles: RoleLookup, who: Asker,
  channel: Pick<Channel, "permission_overwrites">, now: number = Date.now(),
): bigint {
  const base = guildPermissions(guild, roles, { ...who, timedOutUntil: null }, now);
  if (base & Permission.administrator) return AllPermissions;
  const overwrites = channel.permission_overwrites ?? [];
  let held = base;

  held = apply(held, overwrites.find((o) => o.type === OverwriteType.role && o.id === guild.id));
  let allow = 0n;
  let deny = 0n;
  for (const overwrite of overwrites) {
    if (overwrite.type !== OverwriteType.role || overwrite.id === guild.id || !who.roleIds.includes(overwrite.id)) continue;
    allow |= bits(overwrite.allow);
    deny |= bits(overwrite.deny);
  }
  held = (held & ~deny) | allow;
  held = apply(held, overwrites.find((o) => o.type === OverwriteType.member && o.id === who.userId));

  if (isTimedOut(who, now)) held &= keptInTimeout;
  if (!(held & Permission.viewChannel)) return 0n;
  if (!(held & Permission.sendMessages)) held &= ~needSendMessages;
  return held;
}

function apply(held: bigint, overwrite: Overwrite | undefined): bigint {
  if (!overwrite) return held;
  return (held & ~bits(overwrite.deny)) | bits(overwrite.allow);
}

function isTimedOut(who: Asker, now: number): boolean {
  return !!who.timedOutUntil && Date.parse(who.timedOutUntil) > now;
}

/** The position of the highest role, which decides whom one may act on. The owner stands above all. */
export function rank(guild: Pick<Guild, "owner_id">, roles: (id: Id) => Role | undefined, member: Member): number {
  if (member.user.id === guild.owner_id) return Number.POSITIVE_INFINITY;
  return member.roles.reduce((highest, id) => Math.max(highest, roles(id)?.position ?? 0), 0);
}

export function has(held: bigint, permission: bigint): boolean {
  return (held & permission) === permission;
}
