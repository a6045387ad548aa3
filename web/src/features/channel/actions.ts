// What one can do with a message, shared by the toolbar, the menu and the keyboard.
import { explain } from "../../api/errors";
import { messages as routes } from "../../api/routes";
import { permissionsInChannel } from "../../stores/access";
import { changeDraft, editing } from "../../stores/composing";
import { channels } from "../../stores/entities";
import { withChanged, withReaction, without, type LogMessage } from "../../stores/messageLog";
import { changeLog } from "../../stores/messages";
import { pathOf } from "../../stores/navigation";
import { notify, open } from "../../stores/overlays";
import { prefer, preferences } from "../../stores/preferences";
import { applyAck } from "../../stores/readStates";
import { myId } from "../../stores/session";
import { Permission, has } from "../../wire/permissions";
import { MessageFlag, MessageType, hasFlag, type Emoji, type Reaction } from "../../wire/types";

export interface Allowed {
  edit: boolean;
  delete: boolean;
  react: boolean;
  reply: boolean;
  pin: boolean;
}

export function allowedOn(message: LogMessage): Allowed {
  const channel = channels.get(message.channel_id);
  const held = channel ? permissionsInChannel(channel) : 0n;
  const mine = message.author.id === myId();
  const answer = message.type === MessageType.command || message.type === MessageType.contextCommand;
  const plain = message.type === MessageType.default || message.type === MessageType.reply || answer;
  if (message.local || isEphemeral(message)) return { edit: false, delete: false, react: false, reply: false, pin: false };
  return {
    edit: mine && plain && !answer,
    delete: (mine && plain) || has(held, Permission.manageMessages),
    react: has(held, Permission.readMessageHistory) && (has(held, Permission.addReactions) || !!message.reactions?.length),
    reply: plain && has(held, Permission.sendMessages),
    pin: plain && (has(held, Permission.manageMessages) || has(held, Permission.pinMessages)),
  };
}

export const isEphemeral = (message: LogMessage): boolean => hasFlag(message, MessageFlag.ephemeral);

/** Takes a message that only I see off the screen; nobody else ever had it. */
export function dismissMessage(message: LogMessage): void {
  changeLog(message.channel_id, (log) => without(log, new Set([message.id])));
}

export function reply(message: LogMessage): void {
  changeDraft(message.channel_id, { replyTo: message.id });
  focusComposer();
}

/** Back from the messages to the composer. A reply that was just begun is taken back, also when the focus has not moved there yet. */
export function stopReplying(channelId: string): void {
  changeDraft(channelId, { replyTo: null });
  focusComposer();
}

export function focusComposer(): void {
  requestAnimationFrame(() => document.querySelector<HTMLTextAreaElement>("#composer")?.focus());
}

export function edit(message: LogMessage): void {
  editing.set({ channelId: message.channel_id, messageId: message.id });
}

export function remove(message: LogMessage, skipAsking = false): void {
  const run = () => routes.delete(message.channel_id, message.id);
  if (skipAsking) {
    run().catch((error: unknown) => notify(explain(error), "danger"));
    return;
  }
  open({
    kind: "confirm", danger: true, title: "Delete this message?", action: "Delete message",
    text: "It disappears for everyone, and it can't be brought back. Hold Shift while clicking to skip this question.",
    run,
  });
}

export async function togglePin(message: LogMessage): Promise<void> {
  try {
    if (message.pinned) await routes.unpin(message.channel_id, message.id);
    else await routes.pin(message.channel_id, message.id);
    changeLog(message.channel_id, (log) => withChanged(log, message.id, (m) => ({ ...m, pinned: !message.pinned })));
    notify(message.pinned ? "Unpinned." : "Pinned. Find it under the pin at the top.", "success");
  } catch (error) {
    notify(explain(error), "danger");
  }
}

export function emojiKey(emoji: Emoji): string {
  return encodeURIComponent(emoji.id ? `${emoji.name ?? "emoji"}:${emoji.id}` : emoji.name ?? "");
}

/** Shows the reaction at once; the dispatch that follows changes nothing, and a refusal takes it back. */
export async function toggleReaction(message: LogMessage, emoji: Emoji, current?: Reaction): Promise<void> {
  const found = current ?? message.reactions?.find((r) => (emoji.id ? r.emoji.id === emoji.id : r.emoji.name === emoji.name));
  const adding = !found?.me;
  const apply = (by: 1 | -1) => changeLog(message.channel_id, (log) =>
    withChanged(log, message.id, (m) => withReaction(m, emoji, true, by)));
  apply(adding ? 1 : -1);
  try {
    if (adding) await routes.react(message.channel_id, message.id, emojiKey(emoji));
    else await routes.unreact(message.channel_id, message.id, emojiKey(emoji));
    if (adding && !emoji.id && emoji.name) rememberEmoji(emoji.name);
  } catch (error) {
    apply(adding ? -1 : 1);
    notify(explain(error), "danger");
  }
}

const MaxRecent = 24;
export function rememberEmoji(name: string): void {
  const recent = preferences.get().recentEmoji;
  prefer({ recentEmoji: [name, ...recent.filter((other) => other !== name)].slice(0, MaxRecent) });
}

export async function copy(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify(done, "success");
  } catch {
    notify("The clipboard can't be reached.", "danger");
  }
}

export function linkTo(message: LogMessage): string {
  const guildId = channels.get(message.channel_id)?.guild_id ?? "@me";
  return location.origin + pathOf({ page: "channel", guildId, channelId: message.channel_id, messageId: message.id });
}

export function markUnreadFrom(message: LogMessage): void {
  const before = String(BigInt(message.id) - 1n);
  applyAck(message.channel_id, before);
  routes.ack(message.channel_id, before).catch(() => undefined);
}
