// Which commands there are in a guild or a private channel: asked for when first needed, and again when something says they changed.
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

/** By guild, or by channel where there is no guild. */
export const commandIndexes = new Table<IndexRow>();

export function indexKey(channelId: Id): string {
  return channels.get(channelId)?.guild_id ?? channelId;
}

/** Loads what is not there or no longer true; a load under way is not doubled. */
export async function loadCommands(channelId: Id): Promise<void> {
  const key = indexKey(channelId);
  const row = commandIndexes.get(key) ?? None;
  if (row.loading || (row.index && !row.stale)) return;
  commandIndexes.set(key, { ...row, loading: true, error: null, stale: false });
  const guildId = channels.get(channelId)?.guild_id;
  try {
    const index = guildId ? await routes.guildIndex(guildId) : await routes.channelIndex(channelId);
    commandIndexes.update(key, (now) => ({ index: sane(index), loading: false, error: null, stale: now?.stale ?? false }));
    for (const [old] of commandIndexes.entries().slice(0, Math.max(0, commandIndexes.size - MaxKept))) if (old !== key) commandIndexes.delete(old);
  } catch (error) {
    commandIndexes.set(key, { index: row.index, loading: false, error: explain(error), stale: true });
  }
}

function sane(index: CommandIndex): CommandIndex {
  return { ...index, applications: index.applications ?? [], application_commands: index.application_commands ?? [] };
}

/** Something changed in a guild or private channel: what we have serves until it is asked for again. */
export function commandsChanged(key: Id): void {
  commandIndexes.update(key, (row) => (row ? { ...row, stale: true } : row));
}

export function allCommandsStale(): void {
  for (const [key, row] of commandIndexes.entries()) commandIndexes.set(key, { ...row, stale: true });
}
