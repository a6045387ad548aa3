import { describe, expect, it } from "vitest";
import layouts from "../../../test-support/layouts.json";
import { Permission } from "../../wire/permissions";
import type { CommandIndex } from "../../wire/commands";
import { commandsOf, isAllowed, runnables, search, slashQuery, typedWhole, type Where } from "./catalogue";

const index = layouts.index as CommandIndex;
const where: Where = { context: 0, channelId: "20", nsfw: false, userId: "7", roleIds: ["30"], guildId: "10", held: Permission.sendMessages };
const all = runnables(index, where);
const words = (typed: string) => search(all, typed).flatMap((section) => section.runnables.map((runnable) => runnable.words));

describe("the commands one can type", () => {
  it("are listed with their subcommands and groups spelled out", () => {
    expect(all.map((runnable) => runnable.words).sort()).toEqual(["berth", "config alerts add", "config alerts list", "config reset", "play", "queue", "report", "tide"]);
    expect(all.find((runnable) => runnable.words === "config alerts add")).toMatchObject({ path: ["alerts", "add"], options: [{ name: "channel" }, { name: "role" }] });
  });
  it("stand in sections by application, in the order of names", () => {
    expect(search(all, "").map((section) => section.application.name)).toEqual(["Harbour Master", "Jukebox"]);
  });
  it("come closest first", () => {
    expect(words("re")).toEqual(["report", "config reset"]);
    expect(words("alerts")).toEqual(["config alerts add", "config alerts list"]);
    expect(words("juke")).toEqual(["play", "queue"]);
    expect(words("nothing like it")).toEqual([]);
  });
  it("are asked for by a slash at the very beginning of one line", () => {
    expect(slashQuery("/")).toBe("");
    expect(slashQuery("/config al")).toBe("config al");
    for (const text of ["hello /tide", "/usr/bin", "/a\nb", " /tide", ""]) expect(slashQuery(text)).toBeNull();
  });
  it("are chosen by typing the whole name and a space", () => {
    expect(typedWhole(all, "tide ")?.words).toBe("tide");
    expect(typedWhole(all, "Config  Reset ")?.words).toBe("config reset");
    for (const typed of ["tide", "config ", "nope "]) expect(typedWhole(all, typed)).toBeNull();
  });
  it("of people and messages are apart", () => {
    expect(commandsOf(index, 2, where).map(({ command }) => command.name)).toEqual(["Show berth"]);
    expect(commandsOf(index, 3, where).map(({ command }) => command.name)).toEqual(["Save to logbook"]);
  });
});

describe("whether a command is offered to me", () => {
  const command = (more: object) => ({ id: "1", application_id: "2", name: "x", ...more });
  it("follows the permissions that it asks for by default", () => {
    expect(isAllowed(command({ default_member_permissions: "2048" }), where)).toBe(true);
    expect(isAllowed(command({ default_member_permissions: "8" }), where)).toBe(false);
    expect(isAllowed(command({ default_member_permissions: "0" }), where)).toBe(false);
    expect(isAllowed(command({ default_member_permissions: "0" }), { ...where, held: Permission.administrator })).toBe(true);
    expect(isAllowed(command({ default_member_permissions: "rubbish" }), where)).toBe(false);
  });
  it("follows the guild's rules before these: channel, then me, then my roles, then everybody", () => {
    const closed = command({ default_member_permissions: "0" });
    expect(isAllowed({ ...closed, permissions: { roles: { 30: true } } }, where)).toBe(true);
    expect(isAllowed({ ...closed, permissions: { user: false, roles: { 30: true } } }, where)).toBe(false);
    expect(isAllowed({ ...closed, permissions: { user: true, channels: { 20: false } } }, where)).toBe(false);
    expect(isAllowed({ ...closed, permissions: { user: true, channels: { 9: false } } }, where)).toBe(false);
    expect(isAllowed({ ...closed, permissions: { user: true, channels: { 9: false, 20: true } } }, where)).toBe(true);
    expect(isAllowed({ ...command({}), permissions: { roles: { 10: false } } }, where)).toBe(false);
  });
  it("depends on the place", () => {
    expect(isAllowed(command({ contexts: [1] }), where)).toBe(false);
    expect(isAllowed(command({ contexts: [0, 1] }), where)).toBe(true);
    expect(isAllowed(command({ nsfw: true }), where)).toBe(false);
    expect(isAllowed(command({ nsfw: true }), { ...where, nsfw: true })).toBe(true);
  });
});
