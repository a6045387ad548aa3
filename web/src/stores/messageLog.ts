// The messages of one channel that are in memory: a window on its history, oldest first.
// Pure functions from log to log, so that every way a window can move is easy to test.
import { compareIds } from "../wire/snowflake";
import { MessageFlag, hasFlag, type Id, type Message, type Reaction, type Emoji } from "../wire/types";

/** A message as this client holds it. */
export interface LogMessage extends Message {
  /** Stays the same when the server confirms a message that we showed before it was sent. */
  key: string;
  local?: LocalSend;
}

export interface LocalSend {
  state: "sending" | "failed";
  error?: string;
  /** Fraction of the attachments that has left, 0 to 1. */
  progress?: number;
  files: readonly File[];
}

export interface MessageLog {
  messages: readonly LogMessage[];
  loaded: boolean;
  /** The first message of the channel is in the window. */
  atStart: boolean;
  /** The latest message of the channel is in the window, so new ones are appended. */
  atEnd: boolean;
  loading: "before" | "after" | "latest" | "around" | null;
  error: string | null;
  /** The connection was lost for good since this was loaded: load again before trusting it. */
  stale: boolean;
}

export const EmptyLog: MessageLog = {
  messages: [], loaded: false, atStart: false, atEnd: true, loading: null, error: null, stale: false,
};

/** How many messages stay in memory for a channel; past it, the far end of the window is let go. */
export const WindowSize = 400;
const KeepWhenTrimmed = 300;

export type PageKind = "latest" | "before" | "after" | "around";

export function toLogMessage(message: Message): LogMessage {
  return { ...message, key: message.id };
}

/** Puts a page (in any order) into the window. `limit` is what was asked for; less means an end was reached. */
export function withPage(log: MessageLog, page: readonly Message[], kind: PageKind, limit: number): MessageLog {
  const fetched = page.map(toLogMessage).sort((a, b) => compareIds(a.id, b.id));
  const settled = { ...log, loaded: true, loading: null, error: null, stale: false };
  const full = page.length >= limit;
  if (kind === "latest") {
    return { ...settled, messages: [...mergeSorted(ephemeral(log, fetched), fetched), ...pending(log)], atStart: !full, atEnd: true };
  }
  if (kind === "around") {
    return { ...settled, messages: fetched, atStart: false, atEnd: false };
  }
  const merged = mergeSorted(log.messages.filter((m) => !m.local), fetched);
  const messages = [...merged, ...pending(log)];
  if (kind === "before") return trimNewest({ ...settled, messages, atStart: !full });
  return trimOldest({ ...settled, messages, atEnd: !full });
}

/**
 * A new message arrived. Outside the end of history it is left out: paging down will find it.
 * `following` says that the reader is at the end; a reader further up keeps what they are reading.
 */
export function withNew(log: MessageLog, message: Message, following = true): MessageLog {
  const nonce = message.nonce === undefined ? null : String(message.nonce);
  const index = nonce === null ? -1 : log.messages.findIndex((m) => m.local && m.nonce === nonce);
  if (log.messages.some((m) => m.id === message.id && !m.local)) {
    return index < 0 ? log : { ...log, messages: log.messages.filter((_, i) => i !== index) };
  }
  if (index >= 0) {
    const key = log.messages[index]?.key ?? message.id;
    const rest = log.messages.filter((_, i) => i !== index);
    return { ...log, messages: insertSorted(rest, { ...message, key }) };
  }
  if (!log.atEnd || !log.loaded) return log;
  if (!following && log.messages.length >= WindowSize) return { ...log, atEnd: false };
  return trimOldest({ ...log, messages: insertSorted(log.messages, toLogMessage(message)) });
}

export function withLocal(log: MessageLog, message: LogMessage): MessageLog {
  return { ...log, messages: [...log.messages.filter((m) => m.key !== message.key), message] };
}

export function withChanged(log: MessageLog, id: Id, change: (message: LogMessage) => LogMessage): MessageLog {
  const index = log.messages.findIndex((m) => m.id === id);
  const current = log.messages[index];
  if (!current) return log;
  const next = change(current);
  return next === current ? log : { ...log, messages: log.messages.with(index, next) };
}

export function without(log: MessageLog, ids: ReadonlySet<Id>): MessageLog {
  const messages = log.messages
    .filter((m) => !ids.has(m.id))
    .map((m) => m.referenced_message && ids.has(m.referenced_message.id) ? { ...m, referenced_message: null } : m);
  return messages.length === log.messages.length && messages.every((m, i) => m === log.messages[i])
    ? log : { ...log, messages };
}

export function sameEmoji(a: Emoji, b: Emoji): boolean {
  return a.id || b.id ? a.id === b.id : a.name === b.name;
}

export function withReaction(message: LogMessage, emoji: Emoji, mine: boolean, by: 1 | -1): LogMessage {
  const reactions = message.reactions ?? [];
  const current = reactions.find((reaction) => sameEmoji(reaction.emoji, emoji));
  if (mine && current && !!current.me === (by === 1)) return message;
  const count = (current?.count ?? 0) + by;
  if (count <= 0) return { ...message, reactions: reactions.filter((r) => r !== current) };
  const next: Reaction = { emoji: current?.emoji ?? emoji, count, me: mine ? by === 1 : current?.me ?? false };
  return {
    ...message,
    reactions: current ? reactions.map((r) => (r === current ? next : r)) : [...reactions, next],
  };
}

/** The server keeps no message that only one person sees: those of the time of the page stay until they are dismissed. */
function ephemeral(log: MessageLog, page: readonly LogMessage[]): LogMessage[] {
  const oldest = page[0];
  return log.messages.filter((m) => !m.local && hasFlag(m, MessageFlag.ephemeral) && (!oldest || compareIds(m.id, oldest.id) > 0));
}

function pending(log: MessageLog): LogMessage[] {
  return log.messages.filter((m) => m.local);
}

/** Local messages stay last, in the order in which they were written. */
function insertSorted(messages: readonly LogMessage[], message: LogMessage): LogMessage[] {
  let at = messages.length;
  while (at > 0) {
    const previous = messages[at - 1];
    if (!previous || (!previous.local && compareIds(previous.id, message.id) < 0)) break;
    at--;
  }
  return [...messages.slice(0, at), message, ...messages.slice(at)];
}

function mergeSorted(a: readonly LogMessage[], b: readonly LogMessage[]): LogMessage[] {
  const byId = new Map<Id, LogMessage>();
  for (const message of a) byId.set(message.id, message);
  for (const message of b) byId.set(message.id, { ...message, key: byId.get(message.id)?.key ?? message.key });
  return [...byId.values()].sort((x, y) => compareIds(x.id, y.id));
}

function trimOldest(log: MessageLog): MessageLog {
  if (log.messages.length <= WindowSize) return log;
  return { ...log, messages: log.messages.slice(-KeepWhenTrimmed), atStart: false };
}

function trimNewest(log: MessageLog): MessageLog {
  if (log.messages.length <= WindowSize) return log;
  return { ...log, messages: [...log.messages.slice(0, KeepWhenTrimmed).filter((m) => !m.local), ...pending(log)], atEnd: false };
}
