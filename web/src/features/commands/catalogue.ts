// The commands one can type: the index made flat (a subcommand is a command of two or three words), filtered, ranked.
import type { Command, CommandApplication, CommandIndex, CommandOption } from "../../wire/commands";
import { CommandType, OptionType } from "../../wire/commands";
import type { Id } from "../../wire/types";

/** A command as a person runs it. */
export interface Runnable {
  /** Unique in a list: the command's id and the words below it. */
  key: string;
  command: Command;
  application: CommandApplication;
  /** The names of group and subcommand, as the wire wants them. */
  path: readonly string[];
  /** What is shown and typed: "config roles add". */
  words: string;
  description: string;
  options: readonly CommandOption[];
}

export interface Section {
  application: CommandApplication;
  runnables: readonly Runnable[];
}

const nameOf = (named: { name: string; name_localized?: string }) => named.name_localized || named.name;

const MaxShownPerList = 400;

/** All that can be typed here. */
export function runnables(index: CommandIndex): Runnable[] {
  return commandsOf(index, CommandType.chatInput).flatMap(({ command, application }) => flatten(command, application)).slice(0, MaxShownPerList);
}

/** Commands of one type, with their applications, in the order of their names. */
export function commandsOf(index: CommandIndex, type: number): { command: Command; application: CommandApplication }[] {
  const applications = new Map(index.applications.map((application) => [application.id, application]));
  return index.application_commands
    .filter((command) => (command.type ?? CommandType.chatInput) === type)
    .map((command) => ({ command, application: applications.get(command.application_id) ?? { id: command.application_id, name: "An application" } }))
    .sort((a, b) => a.application.name.localeCompare(b.application.name) || nameOf(a.command).localeCompare(nameOf(b.command)));
}

function flatten(command: Command, application: CommandApplication): Runnable[] {
  const leaf = (path: CommandOption[]): Runnable => {
    const last = path[path.length - 1] ?? command;
    return {
      key: [command.id, ...path.map((part) => part.name)].join("/"),
      command, application,
      path: path.map((part) => part.name),
      words: [command, ...path].map(nameOf).join(" "),
      description: last.description_localized || last.description || "",
      options: (last.options ?? []).filter((option) => !isBranch(option)),
    };
  };
  const branches = (command.options ?? []).filter(isBranch);
  if (branches.length === 0) return [leaf([])];
  return branches.flatMap((branch) => branch.type === OptionType.subCommandGroup
    ? (branch.options ?? []).filter(isBranch).map((sub) => leaf([branch, sub]))
    : [leaf([branch])]);
}

const isBranch = (option: CommandOption) => option.type === OptionType.subCommand || option.type === OptionType.subCommandGroup;

/** Sections by application, the best match first; without words, in the order of names. */
export function search(all: readonly Runnable[], typed: string): Section[] {
  const text = typed.trim().replace(/\s+/g, " ").toLowerCase();
  const ranked = all
    .map((runnable) => ({ runnable, rank: rankOf(runnable, text) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || a.runnable.words.localeCompare(b.runnable.words));
  const sections = new Map<Id, { application: CommandApplication; runnables: Runnable[] }>();
  for (const { runnable } of ranked) {
    const section = sections.get(runnable.application.id) ?? { application: runnable.application, runnables: [] };
    section.runnables.push(runnable);
    sections.set(runnable.application.id, section);
  }
  const list = [...sections.values()];
  return text ? list : list.sort((a, b) => a.application.name.localeCompare(b.application.name));
}

/** 0 for no match; whole name, its beginning, a word's beginning, inside, the application's name. */
function rankOf({ words, application }: Runnable, text: string): number {
  if (!text) return 1;
  const name = words.toLowerCase();
  if (name === text) return 6;
  if (name.startsWith(text)) return 5;
  if (name.includes(` ${text}`) || name.includes(`-${text}`) || name.includes(`_${text}`)) return 4;
  if (name.includes(text)) return 3;
  return application.name.toLowerCase().startsWith(text) ? 2 : 0;
}

/** What the box must hold for the picker: a slash at its very beginning, one line, no path like /usr/bin. */
export function slashQuery(text: string): string | null {
  const found = /^\/([^/\n]{0,100})$/.exec(text);
  return found ? found[1] ?? "" : null;
}

/** The command meant by "/name " once a space follows its whole name and no longer name begins so. */
export function typedWhole(all: readonly Runnable[], query: string): Runnable | null {
  if (!query.endsWith(" ")) return null;
  const name = query.trim().replace(/\s+/g, " ").toLowerCase();
  const exact = all.filter((runnable) => runnable.words.toLowerCase() === name);
  const longer = all.some((runnable) => runnable.words.toLowerCase().startsWith(`${name} `));
  return exact.length === 1 && !longer ? exact[0] ?? null : null;
}

export const labelOf = nameOf;
