// Which commands I may call in a channel: asked for when first needed, and again when something says they changed.
// The server leaves out what its rules keep from me, so whatever it lists is offered.
import { explain } from "../api/errors";
import { interactions as routes } from "../api/routes";
import type { CommandIndex } from "../wire/commands";
import type { Id } from "../wire/types";
import { channels } from "./entities";
import { Table } from "./reactive";

export interface IndexRow {
  index: CommandIndex | null;
  loading: boolean;
  error: string | null;
  stale: boolean;
}

const MaxKept = 20;
const None: IndexRow = { index: null, loading: false, error: null, stale: true };

/** By channel: rules may differ from one to the next. */
export const commandIndexes = new Table<IndexRow>();

/** Loads what is not there or no longer true; a load under way is not doubled. */
export async function loadCommands(channelId: Id): Promise<void> {
  const row = commandIndexes.get(channelId) ?? None;
  if (row.loading || (row.index && !row.stale && !row.error)) return;
  commandIndexes.set(channelId, { ...row, loading: true, error: null, stale: false });
  try {
    const index = await routes.index(channelId);
    commandIndexes.update(channelId, (now) => ({ index: sane(index), loading: false, error: null, stale: now?.stale ?? false }));
    for (const [old] of commandIndexes.entries().slice(0, Math.max(0, commandIndexes.size - MaxKept))) if (old !== channelId) commandIndexes.delete(old);
  } catch (error) {
    commandIndexes.set(channelId, { index: row.index, loading: false, error: explain(error), stale: false });
  }
}

function sane(index: CommandIndex): CommandIndex {
  return { ...index, applications: index.applications ?? [], application_commands: index.application_commands ?? [] };
}

/** Something changed in a guild: what we have serves until it is asked for again. */
export function commandsChanged(guildId: Id): void {
  for (const [channelId, row] of commandIndexes.entries()) {
    if (!row.stale && channels.get(channelId)?.guild_id === guildId) commandIndexes.set(channelId, { ...row, stale: true });
  }
}

export function commandsStaleIn(channelId: Id): void {
  commandIndexes.update(channelId, (row) => (row ? { ...row, stale: true } : row));
}

export function allCommandsStale(): void {
  for (const [key, row] of commandIndexes.entries()) commandIndexes.set(key, { ...row, stale: true });
}
