import { describe, expect, it } from "vitest";
import layouts from "../../../test-support/layouts.json";
import { OptionType, type CommandIndex, type CommandOption } from "../../wire/commands";
import { runnables, type Runnable } from "./catalogue";
import { fitsTypes, problems, read, toWire } from "./values";

const all = runnables(layouts.index as CommandIndex);
const find = (words: string) => all.find((runnable) => runnable.words === words) as Runnable;
const option = (type: number, more: Partial<CommandOption> = {}): CommandOption => ({ type, name: "x", ...more });
const readText = (type: number, text: string, more: Partial<CommandOption> = {}) => {
  const reading = read(option(type, more), { text });
  return reading.ok ? reading.value : reading.error;
};

describe("what is entered for an option", () => {
  it("is a number within its bounds", () => {
    expect(readText(OptionType.integer, " 12 ")).toBe(12);
    expect(readText(OptionType.number, "2,5")).toBe(2.5);
    expect(readText(OptionType.number, "1e3")).toBe(1000);
    expect(readText(OptionType.integer, "2.5")).toBe("Enter a whole number.");
    for (const text of ["twelve", "0x10", "Infinity", "1 2", "--1"]) expect(readText(OptionType.number, text)).toBe("Enter a number.");
    expect(readText(OptionType.integer, "99999999999999999999")).toBe("That number is too large.");
    expect(readText(OptionType.integer, "0", { min_value: 1 })).toBe("Not less than 1.");
    expect(readText(OptionType.integer, "15", { max_value: 14 })).toBe("Not more than 14.");
  });
  it("is a text of the length that is wanted, in characters and not in code units", () => {
    expect(readText(OptionType.string, "⛵⛵", { max_length: 2 })).toBe("⛵⛵");
    expect(readText(OptionType.string, "abc", { max_length: 2 })).toBe("At most 2 characters; 1 too many.");
    expect(readText(OptionType.string, "a", { min_length: 2 })).toBe("At least 2 characters.");
  });
  it("is one of the choices, by name or by value, when there are any", () => {
    const choices = [{ name: "Quayside", value: "quay" }, { name: "Pontoon", value: "pontoon" }];
    expect(readText(OptionType.string, "quayside", { choices })).toBe("quay");
    expect(readText(OptionType.string, "elsewhere", { choices })).toBe("Choose one from the list.");
    expect(read(option(OptionType.integer, { choices: [{ name: "Ten", value: 10 }] }), { text: "Ten", picked: 10 })).toEqual({ ok: true, value: 10 });
  });
  it("is an id, chosen or pasted", () => {
    expect(read(option(OptionType.user), { text: "Ada", picked: "90000000000000001" })).toEqual({ ok: true, value: "90000000000000001" });
    expect(readText(OptionType.user, "<@90000000000000001>")).toBe("90000000000000001");
    expect(readText(OptionType.channel, "<#90000000000000001>")).toBe("90000000000000001");
    expect(readText(OptionType.role, "<@&90000000000000001>")).toBe("90000000000000001");
    expect(readText(OptionType.user, "Ada")).toBe("Choose a person from the list.");
  });
  it("is yes or no", () => {
    expect(readText(OptionType.boolean, "TRUE")).toBe(true);
    expect(readText(OptionType.boolean, "no")).toBe(false);
    expect(readText(OptionType.boolean, "maybe")).toBe("Choose true or false.");
  });
  it("is a file of a kind that is wanted", () => {
    expect(fitsTypes({ name: "A.PNG", type: "image/png" }, [".png"])).toBe(true);
    expect(fitsTypes({ name: "a.png", type: "image/png" }, ["image/*"])).toBe(true);
    expect(fitsTypes({ name: "a.exe", type: "" }, [".png", "image/*", "image/png"])).toBe(false);
    expect(fitsTypes({ name: "a.exe", type: "" }, undefined)).toBe(true);
  });
});

describe("a command that is filled in", () => {
  it("says what is missing and what is wrong, by option", () => {
    expect(problems(find("berth").options, { nights: { text: "40" } })).toEqual({ boat: "This option is needed.", nights: "Not more than 14." });
    expect(problems(find("berth").options, { boat: { text: "Puffin" }, nights: { text: "4" } })).toEqual({});
  });
  it("travels with its subcommands around its options", () => {
    expect(toWire(find("config alerts add"), { channel: { text: "#general", picked: "90000000000000001" } }).options).toEqual([
      { type: 2, name: "alerts", options: [{ type: 1, name: "add", options: [{ type: 7, name: "channel", value: "90000000000000001" }] }] }]);
    expect(toWire(find("config reset"), {}).options).toEqual([{ type: 1, name: "reset", options: [] }]);
  });
  it("leaves out what is empty, and names files by their place", () => {
    const papers = new File(["x"], "papers.pdf");
    const sent = toWire(find("berth"), { boat: { text: "Puffin" }, nights: { text: "4" }, side: { text: " " }, papers: { text: "papers.pdf", file: papers } });
    expect(sent.options).toEqual([{ type: 3, name: "boat", value: "Puffin" }, { type: 4, name: "nights", value: 4 }, { type: 11, name: "papers", value: "0" }]);
    expect(sent.attachments).toEqual([{ id: "0", filename: "papers.pdf" }]);
    expect(sent.files).toEqual([papers]);
  });
  it("asks for suggestions with exactly one option in focus, half-written others left out", () => {
    expect(toWire(find("berth"), { boat: { text: "Pu" }, nights: { text: "abc" } }, "boat").options).toEqual([{ type: 3, name: "boat", value: "Pu", focused: true }]);
    expect(toWire(find("berth"), {}, "boat").options).toEqual([{ type: 3, name: "boat", value: "", focused: true }]);
  });
});
