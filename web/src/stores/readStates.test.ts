import { beforeEach, describe, expect, it, vi } from "vitest";
import { channels, guilds, membersOf } from "./entities";
import { isUnread, lastReadOf, loadReadStates, markRead, mentionsIn, mentionsMe, applyAck, countMention } from "./readStates";
import { me } from "./session";
import { idAtTime } from "../wire/snowflake";
import type { Message } from "../wire/types";

const ack = vi.hoisted(() => vi.fn(() => Promise.resolve({})));
vi.mock("../api/routes", () => ({ messages: { ack } }));

const joined = Date.UTC(2026, 0, 10);
const before = idAtTime(joined - 60_000);
const after = idAtTime(joined + 60_000);

beforeEach(() => {
  vi.useFakeTimers();
  ack.mockClear();
  me.set({ id: "7", username: "me" });
  guilds.set("1", { id: "1", name: "g", owner_id: "9", joined_at: new Date(joined).toISOString() });
  channels.set("5", { id: "5", type: 0, guild_id: "1", last_message_id: after });
  loadReadStates([]);
});

describe("read states", () => {
  it("count what was written before joining as read", () => {
    channels.set("5", { id: "5", type: 0, guild_id: "1", last_message_id: before });
    expect(isUnread(channels.get("5") ?? { id: "", type: 0 })).toBe(false);
  });
  it("show what came after, until it is read", () => {
    const channel = channels.get("5") ?? { id: "", type: 0 };
    expect(isUnread(channel)).toBe(true);
    markRead("5", after);
    expect(isUnread(channel)).toBe(false);
    expect(lastReadOf(channel)).toBe(after);
  });
  it("tell the server once for a burst", () => {
    for (let step = 0; step < 20; step++) markRead("5", String(BigInt(after) + BigInt(step)));
    vi.runAllTimers();
    expect(ack).toHaveBeenCalledTimes(1);
    expect(ack).toHaveBeenCalledWith("5", String(BigInt(after) + 19n));
  });
  it("follow what another of my devices has read, and forget mentions with it", () => {
    countMention("5");
    expect(mentionsIn("5")).toBe(1);
    applyAck("5", after);
    expect(mentionsIn("5")).toBe(0);
  });
  it("know when I am meant: by name, by role, by everyone, never by myself", () => {
    membersOf.of("1").set("7", { user: { id: "7", username: "me" }, roles: ["r"] });
    const message: Message = { id: "1", channel_id: "5", guild_id: "1", type: 0, content: "", timestamp: "", author: { id: "8", username: "x" } };
    expect(mentionsMe(message)).toBe(false);
    expect(mentionsMe({ ...message, mentions: [{ id: "7", username: "me" }] })).toBe(true);
    expect(mentionsMe({ ...message, mention_roles: ["r"] })).toBe(true);
    expect(mentionsMe({ ...message, mention_everyone: true })).toBe(true);
    expect(mentionsMe({ ...message, mention_everyone: true, author: { id: "7", username: "me" } })).toBe(false);
  });
});
