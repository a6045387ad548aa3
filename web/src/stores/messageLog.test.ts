import { describe, expect, it } from "vitest";
import type { Message } from "../wire/types";
import { EmptyLog, WindowSize, toLogMessage, withChanged, withLocal, withNew, withPage, withReaction, without, type LogMessage, type MessageLog } from "./messageLog";

const message = (id: number, more: Partial<Message> = {}): Message => ({
  id: String(1000 + id), channel_id: "1", type: 0, content: `m${id}`, timestamp: "2026-01-01T00:00:00Z", author: { id: "9", username: "ada" }, ...more,
});
const page = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => message(from + i)).reverse();
const ids = (log: MessageLog) => log.messages.map((m) => Number(m.id) - 1000);
const local = (nonce: string): LogMessage => ({ ...message(0), id: nonce, key: nonce, nonce, local: { state: "sending", files: [] } });

describe("a window on the history of a channel", () => {
  it("holds the latest page oldest first", () => {
    const log = withPage(EmptyLog, page(51, 100), "latest", 50);
    expect(ids(log)).toEqual(Array.from({ length: 50 }, (_, i) => 51 + i));
    expect(log).toMatchObject({ loaded: true, atStart: false, atEnd: true });
  });

  it("knows the beginning when a page is not full", () => {
    expect(withPage(EmptyLog, page(1, 10), "latest", 50).atStart).toBe(true);
  });

  it("grows at the top, and each message is there once", () => {
    const log = withPage(withPage(EmptyLog, page(51, 100), "latest", 50), page(40, 60), "before", 50);
    expect(ids(log)).toEqual(Array.from({ length: 61 }, (_, i) => 40 + i));
  });

  it("lets go of the newest when it grows too far up, and of the oldest when it grows down", () => {
    let log = withPage(EmptyLog, page(951, 1000), "latest", 50);
    for (let to = 950; log.messages.length + 50 <= WindowSize; to -= 50) log = withPage(log, page(to - 49, to), "before", 50);
    log = withPage(log, page(501, 550), "before", 50);
    expect(log.messages.length).toBeLessThanOrEqual(WindowSize);
    expect(log.atEnd).toBe(false);
    const first = ids(log)[0];
    const down = withPage(withPage(log, page(801, 850), "after", 50), page(851, 1000), "after", 150);
    expect(ids(down)[0]).toBeGreaterThan(first ?? 0);
    expect(down.atStart).toBe(false);
  });

  it("appends what is new at the end, and leaves it out elsewhere", () => {
    const end = withPage(EmptyLog, page(1, 50), "latest", 50);
    expect(ids(withNew(end, message(51))).at(-1)).toBe(51);
    const past = withPage(EmptyLog, page(1, 50), "around", 50);
    expect(withNew(past, message(99))).toBe(past);
  });

  it("keeps what somebody is reading when the window is full", () => {
    const full: MessageLog = { ...EmptyLog, loaded: true, messages: page(1, WindowSize).map(toLogMessage).reverse() };
    const reading = withNew(full, message(WindowSize + 1), false);
    expect(reading.messages).toBe(full.messages);
    expect(reading.atEnd).toBe(false);
  });

  it("sorts a late message to its place", () => {
    const log = withNew(withPage(EmptyLog, [message(1), message(3)], "latest", 50), message(2));
    expect(ids(log)).toEqual([1, 2, 3]);
  });

  it("confirms a sent message in place, whichever comes first, answer or dispatch", () => {
    const sent = withLocal(withPage(EmptyLog, page(1, 3), "latest", 50), local("777"));
    const confirmed = withNew(sent, message(4, { nonce: "777" }));
    expect(confirmed.messages.at(-1)).toMatchObject({ id: "1004", key: "777" });
    expect(confirmed.messages.at(-1)?.local).toBeUndefined();
    expect(withNew(confirmed, message(4, { nonce: "777" }))).toBe(confirmed);
  });

  it("keeps unsent messages below everything, and through a reload", () => {
    const sent = withLocal(withPage(EmptyLog, page(1, 3), "latest", 50), local("777"));
    const later = withNew(sent, message(5));
    expect(later.messages.map((m) => m.key)).toEqual(["1001", "1002", "1003", "1005", "777"]);
    expect(withPage(later, page(1, 5), "latest", 50).messages.at(-1)?.key).toBe("777");
  });

  it("forgets deleted messages, also as what was answered", () => {
    const answer = message(2, { referenced_message: message(1) });
    const log = without(withPage(EmptyLog, [message(1), answer], "latest", 50), new Set(["1001"]));
    expect(ids(log)).toEqual([2]);
    expect(log.messages[0]?.referenced_message).toBeNull();
  });

  it("leaves the log as it is when nothing changes", () => {
    const log = withPage(EmptyLog, page(1, 3), "latest", 50);
    expect(without(log, new Set(["5"]))).toBe(log);
    expect(withChanged(log, "404", (m) => ({ ...m, content: "" }))).toBe(log);
  });
});

describe("reactions", () => {
  const thumbs = { id: null, name: "👍" };
  it("count up and down, and go at zero", () => {
    const once = withReaction(toLogMessage(message(1)), thumbs, false, 1);
    const twice = withReaction(once, thumbs, true, 1);
    expect(twice.reactions).toEqual([{ emoji: thumbs, count: 2, me: true }]);
    expect(withReaction(withReaction(twice, thumbs, true, -1), thumbs, false, -1).reactions).toEqual([]);
  });
  it("count mine once, though I see it before and after the server says so", () => {
    const mine = withReaction(toLogMessage(message(1)), thumbs, true, 1);
    expect(withReaction(mine, thumbs, true, 1)).toBe(mine);
  });
  it("tell custom emoji apart by id", () => {
    const one = withReaction(toLogMessage(message(1)), { id: "5", name: "party" }, false, 1);
    expect(withReaction(one, { id: "6", name: "party" }, false, 1).reactions).toHaveLength(2);
  });
});
