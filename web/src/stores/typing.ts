// Who is writing where. An entry lives ten seconds, or until that person's message comes.
import type { Id } from "../wire/types";
import { Table } from "./reactive";

const LivesMs = 10_000;

export const typing = new Table<ReadonlyMap<Id, number>>();

export function startedTyping(channelId: Id, userId: Id, now: number = Date.now()): void {
  typing.set(channelId, new Map([...live(channelId, now), [userId, now + LivesMs]]));
  setTimeout(() => expire(channelId), LivesMs + 50);
}

export function stoppedTyping(channelId: Id, userId: Id): void {
  const row = typing.get(channelId);
  if (!row?.has(userId)) return;
  const next = new Map(row);
  next.delete(userId);
  typing.set(channelId, next);
}

function expire(channelId: Id, now: number = Date.now()): void {
  const row = typing.get(channelId);
  if (!row) return;
  const left = live(channelId, now);
  if (left.length !== row.size) typing.set(channelId, new Map(left));
}

function live(channelId: Id, now: number): [Id, number][] {
  return [...(typing.get(channelId) ?? [])].filter(([, until]) => until > now);
}
