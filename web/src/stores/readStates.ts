// What has been read where. The server keeps it; where it does not, this device does.
import { ApiError } from "../api/errors";
import { messages as routes } from "../api/routes";
import { compareIds, idAtTime, isAfter } from "../wire/snowflake";
import { ChannelType, type Channel, type Id, type Message, type ReadStateEntry } from "../wire/types";
import { channels, guilds, membersOf } from "./entities";
import { Table } from "./reactive";
import { myId } from "./session";
import { storage } from "./storage";

export interface ReadState {
  lastRead: Id | null;
  mentions: number;
}

const Key = "guildhall.read";
const AckDelayMs = 600;
export const readStates = new Table<ReadState>();

let keptHere = false;
const waiting = new Map<Id, { messageId: Id; timer: ReturnType<typeof setTimeout> }>();

/** Takes the server's read states, or falls back on this device's when it sends none. */
export function loadReadStates(entries: readonly ReadStateEntry[] | undefined): void {
  keptHere = entries === undefined;
  const kept = storage.get<Record<Id, Id>>(Key, {});
  const rows: [Id, ReadState][] = entries
    ? entries.map((entry) => [entry.id, { lastRead: entry.last_message_id ?? null, mentions: entry.mention_count ?? 0 }])
    : Object.entries(kept).map(([id, lastRead]) => [id, { lastRead, mentions: 0 }]);
  readStates.replaceAll(rows);
}

/** Where reading stopped; a channel never opened counts as read up to the moment of joining. */
export function lastReadOf(channel: Channel): Id {
  const known = readStates.get(channel.id)?.lastRead;
  if (known) return known;
  const joined = channel.guild_id ? guilds.get(channel.guild_id)?.joined_at : undefined;
  const floor = joined ? idAtTime(Date.parse(joined)) : idAtTime(Date.now());
  return compareIds(channel.id, floor) > 0 ? channel.id : floor;
}

export function isUnread(channel: Channel): boolean {
  if (channel.type === ChannelType.category || !channel.last_message_id) return false;
  return isAfter(channel.last_message_id, lastReadOf(channel));
}

export function mentionsIn(channelId: Id): number {
  return readStates.get(channelId)?.mentions ?? 0;
}

export function mentionsMe(message: Message): boolean {
  const id = myId();
  if (message.author.id === id) return false;
  if (message.mention_everyone || message.mentions?.some((user) => user.id === id)) return true;
  const guildId = message.guild_id ?? channels.get(message.channel_id)?.guild_id;
  const mine = guildId ? membersOf.of(guildId).get(id)?.roles ?? [] : [];
  return message.mention_roles?.some((role) => mine.includes(role)) ?? false;
}

export function countMention(channelId: Id): void {
  readStates.update(channelId, (row) => ({ lastRead: row?.lastRead ?? null, mentions: (row?.mentions ?? 0) + 1 }));
}

/** Marks read on this screen at once, and tells the server a moment later, once per channel. */
export function markRead(channelId: Id, messageId: Id): void {
  const channel = channels.get(channelId);
  const before = channel ? lastReadOf(channel) : null;
  if (!isAfter(messageId, before) && mentionsIn(channelId) === 0) return;
  applyAck(channelId, messageId);
  const earlier = waiting.get(channelId);
  if (earlier) clearTimeout(earlier.timer);
  waiting.set(channelId, { messageId, timer: setTimeout(() => void sendAck(channelId), AckDelayMs) });
}

export function applyAck(channelId: Id, messageId: Id, mentions = 0): void {
  readStates.set(channelId, { lastRead: messageId, mentions });
  if (keptHere) keep();
}

/** Our own message: everything before it has been seen. */
export function readByWriting(message: Message): void {
  applyAck(message.channel_id, message.id);
}

async function sendAck(channelId: Id): Promise<void> {
  const ack = waiting.get(channelId);
  waiting.delete(channelId);
  if (!ack || keptHere) return;
  try {
    await routes.ack(channelId, ack.messageId);
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 405)) {
      keptHere = true;
      keep();
    }
  }
}

function keep(): void {
  storage.set(Key, Object.fromEntries(readStates.entries().map(([id, row]) => [id, row.lastRead])));
}
