// Member lists of guilds too large to be known whole: the rows that the server has shown, by their place in the list.
import type { Id, Member, Presence } from "../wire/types";
import { Table } from "./reactive";

export interface ListGroup { id: string; count: number }
export type ListItem = { group: ListGroup } | { member: Member & { presence?: Presence } };
export type ListOp =
  | { op: "SYNC"; range: [number, number]; items: ListItem[] }
  | { op: "INSERT" | "UPDATE"; index: number; item: ListItem }
  | { op: "DELETE"; index: number }
  | { op: "INVALIDATE"; range: [number, number] };

export interface ListUpdate {
  guild_id: Id;
  id: string;
  member_count: number;
  online_count: number;
  groups: ListGroup[];
  ops: ListOp[];
}

/** A row is a heading or a user; places that were not asked for are empty. */
export type ListRow = { group: string } | { userId: Id };

export interface MemberListRows {
  groups: readonly ListGroup[];
  online: number;
  rows: readonly (ListRow | undefined)[];
}

/** By guild, then by the list's own name: channels that the same people see share one. */
export const memberLists = new Table<Readonly<Record<string, MemberListRows>>>();

export function lengthOf(groups: readonly ListGroup[]): number {
  return groups.reduce((sum, group) => sum + (group.count > 0 ? group.count + 1 : 0), 0);
}

/** What the list is after an update. Operations are applied in their order, each to what the one before has left. */
export function applyListUpdate(list: MemberListRows | undefined, update: ListUpdate): MemberListRows {
  const rows = [...(list?.rows ?? [])];
  for (const op of update.ops) {
    switch (op.op) {
      case "SYNC":
        op.items.forEach((item, index) => { rows[op.range[0] + index] = rowOf(item); });
        break;
      case "INSERT": pad(rows, op.index); rows.splice(op.index, 0, rowOf(op.item)); break;
      case "UPDATE": rows[op.index] = rowOf(op.item); break;
      case "DELETE": rows.splice(op.index, 1); break;
      case "INVALIDATE":
        for (let index = op.range[0]; index <= op.range[1] && index < rows.length; index++) rows[index] = undefined;
        break;
    }
  }
  pad(rows, lengthOf(update.groups));
  rows.length = lengthOf(update.groups);
  return { groups: update.groups, online: update.online_count, rows };
}

/** The windows of a hundred rows that cover what is on screen, with the first one, which holds who comes and goes. */
export function rangesFor(first: number, last: number): [number, number][] {
  const from = Math.floor(Math.max(0, first) / 100);
  const to = Math.min(Math.floor(Math.max(first, last) / 100), from + 2);
  const windows = new Set([0, ...Array.from({ length: to - from + 1 }, (_, step) => from + step)]);
  return [...windows].sort((a, b) => a - b).map((window) => [window * 100, window * 100 + 99]);
}

// A sparse array has holes that are skipped when it is walked.
function pad(rows: (ListRow | undefined)[], length: number): void {
  while (rows.length < length) rows.push(undefined);
}

function rowOf(item: ListItem): ListRow {
  return "group" in item ? { group: item.group.id } : { userId: item.member.user.id };
}
