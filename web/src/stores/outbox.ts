// Messages on their way out: shown at once under a nonce, confirmed by the server, kept for a retry
// under the same nonce when it fails, so that a message that did arrive is never doubled.
import { Cancelled, explain } from "../api/errors";
import { messages as routes, type MessageBody } from "../api/routes";
import { postMultipart } from "../api/upload";
import { newNonce } from "../wire/snowflake";
import { MessageType, type Id, type Message } from "../wire/types";
import { channels } from "./entities";
import { withLocal, withNew, type LogMessage } from "./messageLog";
import { changeLog, load, logOf } from "./messages";
import { me } from "./session";

export interface Outgoing {
  content: string;
  files: readonly File[];
  replyTo: Message | null;
  pingReply: boolean;
}

const sending = new Map<string, AbortController>();

export async function send(channelId: Id, outgoing: Outgoing): Promise<void> {
  const author = me.get();
  if (!author) return;
  const nonce = newNonce();
  const { replyTo } = outgoing;
  const message: LogMessage = {
    id: nonce, key: nonce, nonce, channel_id: channelId, guild_id: channels.get(channelId)?.guild_id,
    type: replyTo ? MessageType.reply : MessageType.default,
    content: outgoing.content, author, timestamp: new Date().toISOString(),
    ...(replyTo ? { message_reference: { message_id: replyTo.id, channel_id: channelId }, referenced_message: replyTo } : {}),
    flags: outgoing.pingReply ? 0 : 1 << 12,
    local: { state: "sending", files: outgoing.files, progress: 0 },
  };
  if (!logOf(channelId).atEnd) await load(channelId, "latest");
  changeLog(channelId, (log) => withLocal(log, message));
  await deliver(channelId, message);
}

export async function retry(channelId: Id, message: LogMessage): Promise<void> {
  if (!message.local) return;
  const again: LogMessage = { ...message, local: { state: "sending", files: message.local.files, progress: 0 } };
  changeLog(channelId, (log) => withLocal(log, again));
  await deliver(channelId, again);
}

/** Stops an upload, or removes a message that failed. */
export function discard(channelId: Id, key: string): void {
  sending.get(key)?.abort();
  changeLog(channelId, (log) => ({ ...log, messages: log.messages.filter((m) => m.key !== key) }));
}

async function deliver(channelId: Id, message: LogMessage): Promise<void> {
  const stop = new AbortController();
  sending.set(message.key, stop);
  try {
    const sent = await post(channelId, message, stop.signal);
    changeLog(channelId, (log) => withNew(log, { ...sent, nonce: message.nonce }));
  } catch (error) {
    if (error instanceof Cancelled) return;
    changeLocal(channelId, message.key, (local) => ({ ...local, state: "failed", error: explain(error) }));
  } finally {
    sending.delete(message.key);
  }
}

function post(channelId: Id, message: LogMessage, signal: AbortSignal): Promise<Message> {
  const files = message.local?.files ?? [];
  const body: MessageBody = {
    content: message.content,
    nonce: String(message.nonce),
    enforce_nonce: true,
  };
  if (message.message_reference?.message_id) {
    body.message_reference = { message_id: message.message_reference.message_id, fail_if_not_exists: false };
    body.allowed_mentions = { parse: ["users", "roles", "everyone"], replied_user: !((message.flags ?? 0) & (1 << 12)) };
  }
  if (files.length === 0) return routes.create(channelId, body);
  body.attachments = files.map((file, id) => ({ id, filename: file.name }));
  return postMultipart<Message>(`/channels/${channelId}/messages`, {
    payload: body, files, signal,
    onProgress: (progress) => changeLocal(channelId, message.key, (local) => ({ ...local, progress })),
  });
}

function changeLocal(channelId: Id, key: string, change: (local: NonNullable<LogMessage["local"]>) => LogMessage["local"]): void {
  changeLog(channelId, (log) => ({
    ...log,
    messages: log.messages.map((m) => (m.key === key && m.local ? { ...m, local: change(m.local) } : m)),
  }));
}
