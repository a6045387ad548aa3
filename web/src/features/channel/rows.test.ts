import { describe, expect, it } from "vitest";
import { EmptyLog, toLogMessage, type MessageLog } from "../../stores/messageLog";
import type { Message } from "../../wire/types";
import { buildRows } from "./rows";

const at = (minutes: number, author: string, more: Partial<Message> = {}): Message => ({
  id: String(10_000 + minutes), channel_id: "1", type: 0, content: "", author: { id: author, username: author },
  timestamp: new Date(Date.UTC(2026, 5, 1, 12, 0) + minutes * 60_000).toISOString(), ...more,
});
const log = (...messages: Message[]): MessageLog => ({ ...EmptyLog, loaded: true, atStart: true, messages: messages.map(toLogMessage) });
const shape = (of: MessageLog, newAfter: string | null = null) => buildRows(of, newAfter, "me").map((row) =>
  row.kind === "message" ? (row.grouped ? "+" : "M") : row.kind === "divider" ? `${row.day === null ? "" : "day"}${row.isNew ? "new" : ""}` : row.kind);

describe("the rows of a channel", () => {
  it("group what one person says within minutes", () => {
    expect(shape(log(at(0, "a"), at(1, "a"), at(2, "b"), at(3, "b"), at(30, "b")))).toEqual(["beginning", "day", "M", "+", "M", "+", "M"]);
  });
  it("start anew with an answer", () => {
    expect(shape(log(at(0, "a"), at(1, "a", { type: 19 }), at(2, "a")))).toEqual(["beginning", "day", "M", "M", "+"]);
  });
  it("draw a line between days", () => {
    expect(shape(log(at(0, "a"), at(60 * 24, "a")))).toEqual(["beginning", "day", "M", "day", "M"]);
  });
  it("draw one line before what is new, and none before my own", () => {
    expect(shape(log(at(0, "a"), at(1, "a"), at(2, "a")), "10000")).toEqual(["beginning", "day", "M", "new", "M", "+"]);
    expect(shape(log(at(0, "a"), at(1, "me")), "10000")).toEqual(["beginning", "day", "M", "M"]);
  });
  it("promise more where history goes on", () => {
    expect(shape({ ...log(at(0, "a")), atStart: false, atEnd: false })).toEqual(["skeleton", "day", "M", "skeleton"]);
  });
});
