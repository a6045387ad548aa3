// What the message list shows, line by line: messages, grouped under their author, and the lines between days.
import { isSameDay } from "../../ui/format";
import { isAfter, timeOfId } from "../../wire/snowflake";
import { MessageFlag, MessageType, hasFlag, type Id } from "../../wire/types";
import type { LogMessage, MessageLog } from "../../stores/messageLog";

export type Row =
  | { kind: "beginning"; key: string }
  | { kind: "skeleton"; key: string }
  | { kind: "divider"; key: string; day: number | null; isNew: boolean }
  | { kind: "message"; key: string; message: LogMessage; grouped: boolean };

const GroupWithinMs = 7 * 60_000;

export const sentAt = (message: LogMessage): number => Date.parse(message.timestamp) || timeOfId(message.id);

/** `newAfter` is where reading stopped when the channel was opened: the line before what is new. */
export function buildRows(log: MessageLog, newAfter: Id | null, myId: Id): Row[] {
  const rows: Row[] = [];
  if (log.loaded) rows.push(log.atStart ? { kind: "beginning", key: "beginning" } : { kind: "skeleton", key: "older" });
  let previous: LogMessage | null = null;
  let newShown = false;
  for (const message of log.messages) {
    const at = sentAt(message);
    const dayChanged = !previous || !isSameDay(sentAt(previous), at);
    const startsNew = !newShown && newAfter !== null && !message.local && message.author.id !== myId
      && isAfter(message.id, newAfter) && (previous !== null || log.atStart);
    if (dayChanged || startsNew) {
      rows.push({ kind: "divider", key: `line-${message.key}`, day: dayChanged ? at : null, isNew: startsNew });
    }
    if (newAfter !== null && !message.local && isAfter(message.id, newAfter)) newShown = true;
    rows.push({
      kind: "message", key: message.key, message,
      grouped: !dayChanged && !startsNew && previous !== null && continues(previous, message),
    });
    previous = message;
  }
  if (log.loaded && !log.atEnd) rows.push({ kind: "skeleton", key: "newer" });
  return rows;
}

/** Whether a message belongs under the name of the one before it. */
export function continues(previous: LogMessage, message: LogMessage): boolean {
  return previous.author.id === message.author.id
    && previous.author.username === message.author.username
    && message.type === MessageType.default
    && !message.interaction_metadata
    && hasFlag(previous, MessageFlag.ephemeral) === hasFlag(message, MessageFlag.ephemeral)
    && (previous.type === MessageType.default || previous.type === MessageType.reply)
    && sentAt(message) - sentAt(previous) < GroupWithinMs;
}

/** The first message after an id: where to look when the message itself is gone. */
export function rowAfter(rows: readonly Row[], messageId: Id): number {
  return rows.findIndex((row) => row.kind === "message" && !row.message.local && isAfter(row.message.id, messageId));
}

export function rowOf(rows: readonly Row[], messageId: Id): number {
  return rows.findIndex((row) => row.kind === "message" && row.message.id === messageId);
}
