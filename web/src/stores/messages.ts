// The message windows of all channels, and loading them from the API.
import { explain } from "../api/errors";
import { messages as routes, type PageQuery } from "../api/routes";
import { isAfter } from "../wire/snowflake";
import { isHook, type Id, type Message } from "../wire/types";
import { channels, rememberUser } from "./entities";
import { EmptyLog, withPage, type MessageLog, type PageKind } from "./messageLog";
import { Table, Value, batch, useRow } from "./reactive";

export const PageLimit = 50;
const MaxChannelsInMemory = 24;

export const logs = new Table<MessageLog>();

/** The channel on screen, and whether its reader is at the latest message with the window in focus. */
export const viewport = new Value<{ channelId: Id | null; following: boolean; focused: boolean }>({
  channelId: null, following: true, focused: true,
});

/** A message to bring into view and mark, once its page is there. */
export const jump = new Value<{ channelId: Id; messageId: Id; at: number } | null>(null);

export function logOf(channelId: Id): MessageLog {
  return logs.get(channelId) ?? EmptyLog;
}

export function useLog(channelId: Id): MessageLog {
  return useRow(logs, channelId) ?? EmptyLog;
}

export function changeLog(channelId: Id, change: (log: MessageLog) => MessageLog): void {
  logs.set(channelId, change(logOf(channelId)));
}

/** Loads a part of the history into the window; a load under way is not doubled. */
export async function load(channelId: Id, kind: PageKind, messageId?: Id): Promise<void> {
  const log = logOf(channelId);
  if (log.loading === kind || (log.loading && kind !== "around" && kind !== "latest")) return;
  const query = pageQuery(log, kind, messageId);
  if (!query) return;
  changeLog(channelId, (current) => ({ ...current, loading: kind, error: null }));
  try {
    const page = await routes.page(channelId, query);
    batch(() => {
      page.forEach(rememberAuthors);
      changeLog(channelId, (current) =>
        current.loading === kind ? withPage(current, page, kind, query.limit ?? PageLimit) : current);
      forgetFarChannels(channelId);
    });
  } catch (error) {
    changeLog(channelId, (current) => ({ ...current, loading: null, error: explain(error), loaded: current.loaded }));
  }
}

function pageQuery(log: MessageLog, kind: PageKind, messageId?: Id): PageQuery | null {
  const confirmed = log.messages.filter((m) => !m.local);
  switch (kind) {
    case "latest": return { limit: PageLimit };
    case "around": return messageId ? { limit: PageLimit, around: messageId } : null;
    case "before": {
      const first = confirmed[0];
      return first && !log.atStart ? { limit: PageLimit, before: first.id } : null;
    }
    case "after": {
      const last = confirmed[confirmed.length - 1];
      return last && !log.atEnd ? { limit: PageLimit, after: last.id } : null;
    }
  }
}

/** Brings a message into view, loading the history around it when it is not in the window. */
export function jumpTo(channelId: Id, messageId: Id): void {
  if (!logOf(channelId).messages.some((m) => m.id === messageId)) void load(channelId, "around", messageId);
  jump.set({ channelId, messageId, at: Date.now() });
}

export function rememberAuthors(message: Message): void {
  if (!isHook(message)) rememberUser(message.author);
  message.mentions?.forEach(rememberUser);
  if (message.referenced_message) rememberUser(message.referenced_message.author);
}

/** After a session that could not be resumed, nothing in memory is known to be complete. */
export function markAllStale(): void {
  for (const [channelId, log] of logs.entries()) {
    if (channelId === viewport.get().channelId) logs.set(channelId, { ...log, stale: true, loading: null });
    else if (!log.messages.some((m) => m.local)) logs.delete(channelId);
    else logs.set(channelId, { ...log, stale: true, loading: null });
  }
}

/** A channel has gone on without this window of it: when its end is in memory it is loaded again. */
export function markBehind(channelId: Id, lastMessageId: Id): void {
  const log = logs.get(channelId);
  if (!log?.loaded || !log.atEnd || log.stale) return;
  const newest = log.messages.filter((m) => !m.local).at(-1);
  if (isAfter(lastMessageId, newest?.id ?? null)) logs.set(channelId, { ...log, stale: true });
}

/** A guild that nobody looks at any more tells nothing of its messages: what is in memory of it is loaded again when it is opened. */
export function markGuildStale(guildId: Id): void {
  for (const [channelId, log] of logs.entries()) {
    if (channels.get(channelId)?.guild_id !== guildId) continue;
    if (channelId === viewport.get().channelId || log.messages.some((m) => m.local)) logs.set(channelId, { ...log, stale: true, loading: null });
    else logs.delete(channelId);
  }
}

function forgetFarChannels(current: Id): void {
  const idle = logs.entries().filter(([id, log]) => id !== current && !log.messages.some((m) => m.local));
  for (const [id] of idle.slice(0, Math.max(0, idle.length - MaxChannelsInMemory))) logs.delete(id);
}
