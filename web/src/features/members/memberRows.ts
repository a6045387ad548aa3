// The member list: hoisted roles first, then who is online, then the rest, each by name.
import { displayName } from "../../stores/names";
import type { Id, Member, Presence, Role } from "../../wire/types";

export type MemberRow =
  | { kind: "heading"; key: string; title: string; count: number }
  | { kind: "member"; key: string; member: Member; online: boolean };

export interface MemberSource {
  members: readonly Member[];
  roles: readonly Role[];
  presenceOf: (id: Id) => Presence | undefined;
  maySee: (member: Member) => boolean;
}

export function isOnline(presence: Presence | undefined): boolean {
  return presence !== undefined && presence.status !== "offline" && presence.status !== "invisible";
}

export function memberRows({ members, roles, presenceOf, maySee }: MemberSource): MemberRow[] {
  const hoisted = roles.filter((role) => role.hoist).sort((a, b) => b.position - a.position);
  const groups = new Map<Id, Member[]>(hoisted.map((role) => [role.id, []]));
  const online: Member[] = [];
  const offline: Member[] = [];
  for (const member of members) {
    if (!maySee(member)) continue;
    if (!isOnline(presenceOf(member.user.id))) {
      offline.push(member);
      continue;
    }
    const role = hoisted.find((one) => member.roles.includes(one.id));
    (role ? groups.get(role.id) ?? online : online).push(member);
  }
  const rows: MemberRow[] = [];
  for (const role of hoisted) append(rows, role.id, role.name, groups.get(role.id) ?? [], true);
  append(rows, "online", "Online", online, true);
  append(rows, "offline", "Offline", offline, false);
  return rows;
}

function append(rows: MemberRow[], key: string, title: string, members: Member[], online: boolean): void {
  if (members.length === 0) return;
  rows.push({ kind: "heading", key, title, count: members.length });
  const named = members.map((member) => ({ member, name: displayName(member.user, member).toLowerCase() }));
  named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  for (const { member } of named) rows.push({ kind: "member", key: member.user.id, member, online });
}
