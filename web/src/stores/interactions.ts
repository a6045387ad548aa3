// Interactions on their way: sent under a nonce, known by the server under an id, ended by an answer, a failure or silence.
import { explain, fieldErrors } from "../api/errors";
import { interactions as routes } from "../api/routes";
import { InteractionType, type InteractionBody, type OptionChoice } from "../wire/commands";
import type { Modal } from "../wire/components";
import { newNonce } from "../wire/snowflake";
import { MessageType, type Id, type Message, type User } from "../wire/types";
import { commandsStaleIn } from "./commandIndex";
import { channels } from "./entities";
import { withLocal, type LogMessage } from "./messageLog";
import { changeLog, logOf, load } from "./messages";
import { Table, Value } from "./reactive";
import { me, sessionId } from "./session";

export interface Pending {
  nonce: string;
  kind: number;
  applicationId: Id;
  channelId: Id;
  /** The server's name for it, once known. */
  id?: Id;
  /** Where a component was used. */
  messageId?: Id;
  customId?: string;
  state: "waiting" | "failed";
  error?: string;
  /** Sentences by field path, when the server refused the form. */
  fields?: Readonly<Record<string, string>>;
}

/** The server's own patience is 3 seconds; this is ours with a server that says nothing at all. */
const SilenceMs = 15_000;
const MaxPending = 50;
export const NoAnswer = "The application did not respond.";

export const pending = new Table<Pending>();

/** Suggestions by the nonce that asked for them; the last few only. */
export const suggestions = new Table<readonly OptionChoice[] | { error: string }>();
const MaxSuggestions = 20;

/** The form that an application asks us to fill in. */
export const shownModal = new Value<Modal | null>(null);

export interface Sending {
  kind: number;
  applicationId: Id;
  channelId: Id;
  messageId?: Id;
  messageFlags?: number;
  customId?: string;
  data: unknown;
  files?: readonly File[];
}

const MaxEnded = 20;
const ended = new Map<string, Pending>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Sends an interaction and returns its nonce; how it goes is in `pending` under it. */
export function interact(sending: Sending, nonce: string = newNonce()): string {
  const { kind, applicationId, channelId, messageId, customId } = sending;
  for (const [old] of pending.entries().slice(0, Math.max(0, pending.size - MaxPending + 1))) forget(old);
  pending.set(nonce, { nonce, kind, applicationId, channelId, messageId, customId, state: "waiting" });
  timers.set(nonce, setTimeout(() => failed(nonce, kind === InteractionType.autocomplete ? "The options did not load." : NoAnswer), SilenceMs));
  const guildId = channels.get(channelId)?.guild_id;
  const session = sessionId.get();
  const body: InteractionBody = {
    type: kind, application_id: applicationId, channel_id: channelId, nonce, data: sending.data,
    ...(guildId ? { guild_id: guildId } : {}),
    ...(messageId ? { message_id: messageId, message_flags: sending.messageFlags ?? 0 } : {}),
    ...(session ? { session_id: session } : {}),
  };
  routes.create(body, sending.files ?? []).catch((error: unknown) => {
    // A refused command may be one that has changed since we looked.
    if (kind === InteractionType.command) commandsStaleIn(channelId);
    failed(nonce, explain(error), fieldErrors(error));
  });
  return nonce;
}

export function created(nonce: string | undefined, id: Id): void {
  if (nonce) pending.update(nonce, (row) => row && { ...row, id });
}

/** Answered: nothing more to wait for. */
export function succeeded(nonce: string | null | undefined, id?: Id): void {
  const found = nonce ? pending.get(nonce) : pending.values().find((row) => row.id !== undefined && row.id === id);
  if (!found) return;
  removeLocal(found);
  forget(found.nonce);
}

export function failed(nonce: string | null | undefined, error: string = NoAnswer, fields: Readonly<Record<string, string>> = {}, id?: Id): void {
  const found = nonce ? pending.get(nonce) : pending.values().find((row) => row.id !== undefined && row.id === id);
  if (!found || found.state === "failed") return;
  clearTimeout(timers.get(found.nonce));
  timers.delete(found.nonce);
  pending.set(found.nonce, { ...found, state: "failed", error, fields });
  if (found.kind === InteractionType.autocomplete) suggested(found.nonce, { error });
  if (found.kind === InteractionType.command) changeLog(found.channelId, (log) => ({
    ...log, messages: log.messages.map((m) => (m.key === found.nonce && m.local ? { ...m, local: { ...m.local, state: "failed", error } } : m)),
  }));
}

export function suggested(nonce: string, choices: readonly OptionChoice[] | { error: string }): void {
  for (const [old] of suggestions.entries().slice(0, Math.max(0, suggestions.size - MaxSuggestions + 1))) suggestions.delete(old);
  suggestions.set(nonce, choices);
}

export function forget(nonce: string): void {
  clearTimeout(timers.get(nonce));
  timers.delete(nonce);
  const row = pending.get(nonce);
  if (row?.state === "waiting") {
    ended.set(nonce, row);
    for (const old of [...ended.keys()].slice(0, Math.max(0, ended.size - MaxEnded))) ended.delete(old);
  }
  pending.delete(nonce);
}

/** What we asked under a nonce, also when it was just answered: a form may come after the word that all went well. */
export function asked(nonce: string): Pending | undefined {
  return pending.get(nonce) ?? ended.get(nonce);
}

/** A message came: when it answers something of ours, its placeholder goes in the same breath. */
export function answered(message: Message): void {
  const id = message.interaction_metadata?.id ?? message.interaction?.id;
  const nonce = message.nonce === undefined ? undefined : String(message.nonce);
  const found = pending.values().find((row) => (id !== undefined && row.id === id) || row.nonce === nonce);
  if (!found || found.state === "failed") return;
  removeLocal(found);
  if (found.kind === InteractionType.command) forget(found.nonce);
}

function removeLocal({ channelId, nonce, kind }: Pending): void {
  if (kind === InteractionType.command) changeLog(channelId, (log) =>
    log.messages.some((m) => m.local && m.key === nonce) ? { ...log, messages: log.messages.filter((m) => !(m.local && m.key === nonce)) } : log);
}

/** Runs a command, and shows at once that it was run. */
export function runCommand(sending: Omit<Sending, "kind">, shown: { name: string; type: number; bot: User }): void {
  const nonce = newNonce();
  const self = me.get();
  const { channelId } = sending;
  if (self) {
    if (!logOf(channelId).atEnd) void load(channelId, "latest");
    const message: LogMessage = {
      id: nonce, key: nonce, nonce, channel_id: channelId, guild_id: channels.get(channelId)?.guild_id,
      type: shown.type === 1 ? MessageType.command : MessageType.contextCommand, content: "", author: shown.bot, timestamp: new Date().toISOString(),
      interaction_metadata: { id: nonce, type: InteractionType.command, user: self, name: shown.name, command_type: shown.type },
      local: { state: "sending", files: [] },
    };
    changeLog(channelId, (log) => withLocal(log, message));
  }
  interact({ ...sending, kind: InteractionType.command }, nonce);
}

/** A session that was lost for good hears no answers any more. */
export function loseAll(): void {
  for (const row of pending.values()) failed(row.nonce, "The connection was lost before the application answered.");
}
