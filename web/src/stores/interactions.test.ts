import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { applicationCommandAutocompleteResponse } from "../gateway/handlers/applicationCommandAutocompleteResponse";
import { interactionCreate } from "../gateway/handlers/interactionCreate";
import { interactionFailure } from "../gateway/handlers/interactionFailure";
import { interactionModalCreate } from "../gateway/handlers/interactionModalCreate";
import { interactionSuccess } from "../gateway/handlers/interactionSuccess";
import { messageCreate } from "../gateway/handlers/messageCreate";
import type { Message } from "../wire/types";
import { channels } from "./entities";
import { forget, interact, pending, runCommand, shownModal, suggestions } from "./interactions";
import { EmptyLog, withPage } from "./messageLog";
import { logOf, logs } from "./messages";
import { me } from "./session";

const ada = { id: "7", username: "ada" };
const bot = { id: "90", username: "bot", bot: true };
const run = () => {
  runCommand({ applicationId: "90", channelId: "20", data: {} }, { name: "tide", type: 1, bot });
  return pending.values()[0]?.nonce ?? "";
};
const answer = (id: string, more: Partial<Message> = {}): Message => ({
  id: "1000", channel_id: "20", type: 20, content: "High water", timestamp: "2026-01-01T00:00:00Z", author: bot, webhook_id: "90", application_id: "90",
  interaction_metadata: { id, type: 2, user: ada, name: "tide" }, ...more,
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(null, { status: 204 })));
  me.set(ada);
  channels.set("20", { id: "20", type: 0, guild_id: "10", name: "general", last_message_id: "900" });
  logs.set("20", withPage(EmptyLog, [], "latest", 50));
  shownModal.set(null);
  for (const row of pending.values()) forget(row.nonce);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a command on its way", () => {
  it("is shown at once, and gives way to its answer whichever word comes first", () => {
    for (const order of ["message first", "success first"]) {
      logs.set("20", withPage(EmptyLog, [], "latest", 50));
      const nonce = run();
      expect(logOf("20").messages).toMatchObject([{ local: { state: "sending" }, interaction_metadata: { name: "tide" } }]);
      interactionCreate({ id: "555", nonce });
      const steps = [() => messageCreate(answer("555")), () => interactionSuccess({ id: "555", nonce })];
      for (const step of order === "message first" ? steps : steps.reverse()) step();
      expect(logOf("20").messages).toMatchObject([{ id: "1000", content: "High water" }]);
      expect(pending.size).toBe(0);
    }
  });
  it("that fails stays, with a reason", () => {
    const nonce = run();
    interactionFailure({ id: "555", nonce, reason_code: 2 });
    expect(logOf("20").messages[0]?.local).toMatchObject({ state: "failed", error: "The application did not respond." });
    messageCreate(answer("999"));
    expect(logOf("20").messages).toHaveLength(2);
  });
  it("is given up when the server says nothing at all", () => {
    run();
    vi.advanceTimersByTime(14_000);
    expect(pending.values()[0]?.state).toBe("waiting");
    vi.advanceTimersByTime(2_000);
    expect(pending.values()[0]?.state).toBe("failed");
  });
  it("tells what the server refuses, in its words", async () => {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify({ code: 50001, message: "Missing Access" }), { status: 403 })));
    run();
    await vi.advanceTimersByTimeAsync(1);
    expect(logOf("20").messages[0]?.local?.error).toBe("Missing Access");
  });
});

describe("what only I see", () => {
  it("counts as nothing unread, and survives a reload of the channel", () => {
    messageCreate(answer("1", { flags: 64 }));
    expect(channels.get("20")?.last_message_id).toBe("900");
    const stored = { ...answer("2"), id: "950", flags: 0 };
    expect(withPage(logOf("20"), [stored], "latest", 50).messages.map((m) => m.id)).toEqual(["950", "1000"]);
  });
});

describe("a form", () => {
  const form = { id: "6", channel_id: "99", custom_id: "x", title: "X", components: [], application: { id: "13", name: "Somebody else" } };
  it("opens where it was asked for, also when the word of success came first", () => {
    const nonce = run();
    interactionSuccess({ id: "555", nonce });
    interactionModalCreate({ ...form, nonce });
    expect(shownModal.get()).toMatchObject({ channel_id: "20", application: { id: "90" } });
    expect(logOf("20").messages).toHaveLength(0);
  });
  it("does not open here when another tab or nobody asked", () => {
    interactionModalCreate({ ...form, nonce: "12345" });
    interactionModalCreate(form);
    expect(shownModal.get()).toBeNull();
  });
});

describe("suggestions", () => {
  it("belong to the question that they answer, and are no more than 25", () => {
    const nonce = interact({ kind: 4, applicationId: "90", channelId: "20", data: {} });
    applicationCommandAutocompleteResponse({ nonce: "nobody", choices: [{ name: "x", value: "x" }] });
    expect(suggestions.get("nobody")).toBeUndefined();
    applicationCommandAutocompleteResponse({ nonce, choices: Array.from({ length: 40 }, (_, i) => ({ name: String(i), value: i })) });
    expect(suggestions.get(nonce)).toHaveLength(25);
    expect(pending.size).toBe(0);
  });
  it("that do not come leave a sentence", () => {
    const nonce = interact({ kind: 4, applicationId: "90", channelId: "20", data: {} });
    interactionFailure({ id: "5", nonce });
    expect(suggestions.get(nonce)).toEqual({ error: "The application did not respond." });
  });
});
