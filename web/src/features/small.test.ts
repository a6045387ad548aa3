import { describe, expect, it } from "vitest";
import { toApiError } from "../api/errors";
import { parsePath, pathOf } from "../stores/navigation";
import { compareIds, newNonce, timeOfId } from "../wire/snowflake";
import { usernameFrom } from "./auth/username";
import { movesFor } from "./channels/reorder";
import { sortChannels } from "./channels/order";
import { inviteCodeOf } from "./create/JoinGuild";
import { formatBytes, formatRelative, formatWhen } from "../ui/format";
import { initials } from "../ui/pictures";
import type { Channel } from "../wire/types";

describe("small things", () => {
  it("field errors are found however deep they lie", () => {
    const error = toApiError(400, { code: 50035, message: "Invalid Form Body", errors: { username: { _errors: [{ code: "X", message: "Taken." }] }, embeds: { 0: { title: { _errors: [{ message: "Too long." }] } } } } });
    expect(error.fields).toEqual({ username: "Taken.", "embeds.0.title": "Too long." });
    expect(error.message).toBe("Taken.");
  });
  it("a username follows from a name", () => {
    expect(usernameFrom("Nadia Quist")).toBe("nadia.quist");
    expect(usernameFrom("  Élodie!  ")).toBe("elodie");
    expect(usernameFrom("日本")).toBe("");
  });
  it("an invite is recognised in whatever is pasted", () => {
    expect(inviteCodeOf("https://hall.example/invite/aB3-x?from=mail")).toBe("aB3-x");
    expect(inviteCodeOf(" aB3x ")).toBe("aB3x");
    expect(inviteCodeOf("")).toBeNull();
  });
  it("paths and places are two forms of one thing", () => {
    for (const path of ["/login", "/register", "/invite/abc", "/channels/@me", "/channels/1/2", "/channels/1/2/3", "/channels/1"]) expect(pathOf(parsePath(path))).toBe(path);
    expect(parsePath("/anything/else")).toEqual({ page: "home" });
  });
  it("ids order by age and nonces are unique", () => {
    expect(compareIds("99", "100")).toBeLessThan(0);
    const nonces = new Set(Array.from({ length: 5000 }, () => newNonce(1_800_000_000_000)));
    expect(nonces.size).toBe(5000);
    expect(timeOfId([...nonces][0] ?? "0")).toBe(1_800_000_000_000);
    expect([...nonces].every((nonce) => nonce.length <= 25)).toBe(true);
  });
  it("times and sizes read well", () => {
    const now = Date.UTC(2026, 5, 2, 12);
    expect(formatRelative(now - 90_000, now)).toMatch(/minute/);
    expect(formatWhen(now - 86_400_000, now)).toMatch(/^Yesterday/);
    expect(formatBytes(1536)).toBe("1.5 KB");
    expect(initials("Mira Holt")).toBe("MH");
  });
  it("channels stand under their categories, and move where they are dropped", () => {
    const all: Channel[] = [
      { id: "3", type: 0, parent_id: "1", position: 1 }, { id: "2", type: 0, parent_id: "1", position: 0 }, { id: "1", type: 4, position: 0 }, { id: "4", type: 0, position: 5 }, { id: "5", type: 4, position: 1 },
    ];
    expect(sortChannels(all).map((channel) => channel.id)).toEqual(["4", "1", "2", "3", "5"]);
    const [, two, , four, five] = [all[0], all[1], all[2], all[3], all[4]];
    if (!two || !four || !five) throw new Error("unreachable");
    expect(movesFor(all, four, two, true)).toEqual([{ id: "2", position: 0, parent_id: "1" }, { id: "4", position: 1, parent_id: "1" }, { id: "3", position: 2, parent_id: "1" }]);
    expect(movesFor(all, two, five, false)[0]).toEqual({ id: "2", position: 0, parent_id: "5" });
    expect(movesFor(all, five, two, false)).toEqual([]);
  });
});
