// A command being filled in, kept for each channel while one looks elsewhere.
import type { Runnable } from "../features/commands/catalogue";
import type { Entries } from "../features/commands/values";
import { Table } from "./reactive";

export interface CommandDraft {
  runnable: Runnable;
  entries: Entries;
  /** The optional options that were added, in the order in which they stand. */
  shown: readonly string[];
}

export const commandDrafts = new Table<CommandDraft>();

/** Begins with what is required; optional options are added by hand. */
export function beginCommand(channelId: string, runnable: Runnable): void {
  commandDrafts.set(channelId, {
    runnable, entries: {}, shown: runnable.options.filter((option) => option.required).map((option) => option.name),
  });
}
