import { describe, expect, it } from "vitest";
import layouts from "../../../test-support/layouts.json";
import type { CommandIndex } from "../../wire/commands";
import { commandsOf, runnables, search, slashQuery, typedWhole } from "./catalogue";

const index = layouts.index as CommandIndex;
const all = runnables(index);
const words = (typed: string) => search(all, typed).flatMap((section) => section.runnables.map((runnable) => runnable.words));

describe("the commands one can type", () => {
  it("are listed with their subcommands and groups spelled out", () => {
    expect(all.map((runnable) => runnable.words).sort()).toEqual(["berth", "close-harbour", "config alerts add", "config alerts list", "config reset", "play", "queue", "report", "tide"]);
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
    expect(commandsOf(index, 2).map(({ command }) => command.name)).toEqual(["Show berth"]);
    expect(commandsOf(index, 3).map(({ command }) => command.name)).toEqual(["Save to logbook"]);
  });
});
