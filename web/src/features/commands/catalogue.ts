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

export interface Where {
  /** 0 in a guild, 1 in a DM with the bot, 2 in other private channels. */
  context: number;
  channelId: Id;
  nsfw: boolean;
  userId: Id;
  roleIds: readonly Id[];
  guildId: Id | null;
  held: bigint;
}

const nameOf = (named: { name: string; name_localized?: string }) => named.name_localized || named.name;

const MaxShownPerList = 400;

/** All that the index offers here and that the rules of command and guild leave to me; the server has the last word. */
export function runnables(index: CommandIndex, where: Where): Runnable[] {
  return commandsOf(index, CommandType.chatInput, where).flatMap(({ command, application }) => flatten(command, application)).slice(0, MaxShownPerList);
}

/** Commands of one type, with their applications, in the order of their names. */
export function commandsOf(index: CommandIndex, type: number, where: Where): { command: Command; application: CommandApplication }[] {
  const applications = new Map(index.applications.map((application) => [application.id, application]));
  return index.application_commands
    .filter((command) => (command.type ?? CommandType.chatInput) === type && isAllowed(command, where))
    .map((command) => ({ command, application: applications.get(command.application_id) ?? { id: command.application_id, name: "An application" } }))
    .sort((a, b) => a.application.name.localeCompare(b.application.name) || nameOf(a.command).localeCompare(nameOf(b.command)));
}

export function isAllowed(command: Command, where: Where): boolean {
  if (command.contexts && !command.contexts.includes(where.context)) return false;
  if (command.nsfw && !where.nsfw) return false;
  if (where.context !== 0 || where.held & (1n << 3n)) return true;
  const rules = command.permissions;
  // The id of "all channels" is the guild's id less one; a rule for this channel wins over it.
  const everywhere = where.guildId ? String(BigInt(where.guildId) - 1n) : "";
  const byChannel = rules?.channels?.[where.channelId] ?? rules?.channels?.[everywhere];
  if (byChannel === false) return false;
  if (rules?.user !== undefined) return rules.user;
  const byRole = where.roleIds.map((id) => rules?.roles?.[id]).filter((allowed) => allowed !== undefined);
  if (byRole.length > 0) return byRole.includes(true);
  const everyone = where.guildId ? rules?.roles?.[where.guildId] : undefined;
  if (everyone !== undefined) return everyone;
  if (command.default_member_permissions === null || command.default_member_permissions === undefined) return true;
  if (command.default_member_permissions === "0") return false;
  try {
    const needed = BigInt(command.default_member_permissions);
    return (where.held & needed) === needed;
  } catch {
    return false;
  }
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
