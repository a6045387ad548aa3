// What a person enters for the options of a command: read, checked and put into the form of the wire. Pure.
import type { CommandOption, OptionValue } from "../../wire/commands";
import { OptionType } from "../../wire/commands";
import { labelOf, type Runnable } from "./catalogue";

/** An option as it stands in the form: its text, and the value that a choice from a list has given it. */
export interface Entry {
  text: string;
  /** Set by choosing: an id, or the value behind a choice's name. */
  picked?: string | number | boolean;
  file?: File;
}

export type Entries = Readonly<Record<string, Entry>>;

export const MaxSafe = Number.MAX_SAFE_INTEGER;

export type Reading = { ok: true; value: string | number | boolean } | { ok: false; error: string };

const good = (value: string | number | boolean): Reading => ({ ok: true, value });
const bad = (error: string): Reading => ({ ok: false, error });

export const isEmpty = (entry: Entry | undefined): boolean => !entry || (entry.text.trim() === "" && !entry.file && entry.picked === undefined);

/** The value of an entry, or a sentence saying what is wrong with it. */
export function read(option: CommandOption, entry: Entry): Reading {
  switch (option.type) {
    case OptionType.string: return readText(option, entry);
    case OptionType.integer: case OptionType.number: return readNumber(option, entry);
    case OptionType.boolean: return readBoolean(entry);
    case OptionType.attachment: return readFile(option, entry);
    case OptionType.user: return typeof entry.picked === "string" ? good(entry.picked) : readId(entry, /^(?:<@!?)?(\d{5,20})>?$/, "Choose a person from the list.");
    case OptionType.channel: return typeof entry.picked === "string" ? good(entry.picked) : readId(entry, /^(?:<#)?(\d{5,20})>?$/, "Choose a channel from the list.");
    case OptionType.role: return typeof entry.picked === "string" ? good(entry.picked) : readId(entry, /^(?:<@&)?(\d{5,20})>?$/, "Choose a role from the list.");
    case OptionType.mentionable: return typeof entry.picked === "string" ? good(entry.picked) : readId(entry, /^(?:<@[!&]?)?(\d{5,20})>?$/, "Choose a person or a role from the list.");
    default: return bad("This client does not know this kind of option.");
  }
}

function readText(option: CommandOption, entry: Entry): Reading {
  const choice = chosen(option, entry);
  if (choice !== undefined) return good(choice);
  if (option.choices?.length) return bad("Choose one from the list.");
  if (entry.picked !== undefined) return good(entry.picked);
  const length = [...entry.text].length;
  if (option.min_length !== undefined && length < option.min_length) return bad(`At least ${count(option.min_length, "character")}.`);
  const max = option.max_length ?? 6000;
  if (length > max) return bad(`At most ${count(max, "character")}; ${length - max} too many.`);
  return good(entry.text);
}

function readNumber(option: CommandOption, entry: Entry): Reading {
  const choice = chosen(option, entry);
  if (choice !== undefined) return good(choice);
  if (option.choices?.length) return bad("Choose one from the list.");
  if (typeof entry.picked === "number") return good(entry.picked);
  const text = entry.text.trim().replace(",", ".");
  const whole = option.type === OptionType.integer;
  const value = Number(text);
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(text) || !Number.isFinite(value)) return bad(whole ? "Enter a whole number." : "Enter a number.");
  if (whole && !Number.isInteger(value)) return bad("Enter a whole number.");
  if (Math.abs(value) > MaxSafe) return bad("That number is too large.");
  if (option.min_value !== undefined && value < option.min_value) return bad(`Not less than ${option.min_value}.`);
  if (option.max_value !== undefined && value > option.max_value) return bad(`Not more than ${option.max_value}.`);
  return good(value);
}

function readBoolean(entry: Entry): Reading {
  if (typeof entry.picked === "boolean") return good(entry.picked);
  const text = entry.text.trim().toLowerCase();
  if (text === "true" || text === "yes") return good(true);
  if (text === "false" || text === "no") return good(false);
  return bad("Choose true or false.");
}

function readFile(option: CommandOption, { file }: Entry): Reading {
  if (!file) return bad("Choose a file.");
  if (!fitsTypes(file, option.file_types)) return bad(`Only ${(option.file_types ?? []).join(", ")}.`);
  return good(file.name);
}

function readId(entry: Entry, form: RegExp, sentence: string): Reading {
  const found = form.exec(entry.text.trim());
  return found?.[1] ? good(found[1]) : bad(sentence);
}

/** The value of the fixed choice that was picked or whose name was typed in full. */
function chosen(option: CommandOption, entry: Entry): string | number | undefined {
  const text = entry.text.trim().toLowerCase();
  return option.choices?.find((choice) => choice.value === entry.picked)?.value
    ?? option.choices?.find((choice) => labelOf(choice).toLowerCase() === text || choice.name.toLowerCase() === text)?.value;
}

/** Whether a file is of one of the kinds asked for: ".png", "image/png" or "image/*". */
export function fitsTypes(file: Pick<File, "name" | "type">, types: readonly string[] | undefined): boolean {
  if (!types?.length) return true;
  return types.some((type) => {
    if (type.endsWith("/*")) return file.type.startsWith(type.slice(0, -1));
    if (type.includes("/")) return file.type === type;
    return file.name.toLowerCase().endsWith(`.${type.replace(/^\./, "").toLowerCase()}`);
  });
}

/** What is wrong with the form, by option; empty when it can be sent. */
export function problems(options: readonly CommandOption[], entries: Entries): Record<string, string> {
  const found: Record<string, string> = {};
  for (const option of options) {
    const entry = entries[option.name];
    if (isEmpty(entry)) {
      if (option.required) found[option.name] = "This option is needed.";
      continue;
    }
    const reading = read(option, entry as Entry);
    if (!reading.ok) found[option.name] = reading.error;
  }
  return found;
}

export interface Sendable {
  options: OptionValue[];
  attachments: { id: string; filename: string }[];
  files: File[];
}

/** The options in the form of the wire. For autocomplete, `focused` names the option being typed, whose text goes as it is. */
export function toWire(runnable: Runnable, entries: Entries, focused?: string): Sendable {
  const files: File[] = [];
  const leaves: OptionValue[] = [];
  for (const option of runnable.options) {
    const entry = entries[option.name];
    if (option.name === focused) {
      leaves.push({ type: option.type, name: option.name, value: entry?.text ?? "", focused: true });
      continue;
    }
    if (isEmpty(entry)) continue;
    const reading = read(option, entry as Entry);
    if (!reading.ok) continue;
    if (option.type === OptionType.attachment) {
      if (focused !== undefined) continue;
      leaves.push({ type: option.type, name: option.name, value: String(files.length) });
      if (entry?.file) files.push(entry.file);
    } else leaves.push({ type: option.type, name: option.name, value: reading.value });
  }
  const last = runnable.path.length - 1;
  const options = runnable.path.reduceRight<OptionValue[]>(
    (inside, name, index) => [{ type: index === last ? OptionType.subCommand : OptionType.subCommandGroup, name, options: inside }], leaves);
  return { options, files, attachments: files.map((file, id) => ({ id: String(id), filename: file.name })) };
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
