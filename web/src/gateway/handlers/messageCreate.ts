import { channels, membersOf } from "../../stores/entities";
import { answered } from "../../stores/interactions";
import { withNew } from "../../stores/messageLog";
import { changeLog, logs, rememberAuthors, viewport } from "../../stores/messages";
import { announcement } from "../../stores/overlays";
import { countMention, mentionsMe, readByWriting } from "../../stores/readStates";
import { myId } from "../../stores/session";
import { stoppedTyping } from "../../stores/typing";
import { isAfter } from "../../wire/snowflake";
import { textOf } from "../../wire/components";
import { MessageFlag, hasFlag, isHook, isPrivateChannel, type Message } from "../../wire/types";
import type { Handler } from "../dispatches";

// The last step of a message's journey: into the window of its channel, the unread state, the live region.
export const messageCreate: Handler<"MESSAGE_CREATE"> = (message) => {
  rememberAuthors(message);
  rememberMember(message);
  stoppedTyping(message.channel_id, message.author.id);
  answered(message);
  const ephemeral = hasFlag(message, MessageFlag.ephemeral);
  // What only I see is in no history, so nothing is unread up to it.
  if (!ephemeral) channels.update(message.channel_id, (row) =>
    row && isAfter(message.id, row.last_message_id) ? { ...row, last_message_id: message.id } : row);

  const { channelId, following, focused } = viewport.get();
  const onScreen = channelId === message.channel_id;
  if (logs.has(message.channel_id)) {
    changeLog(message.channel_id, (log) => withNew(log, message, !onScreen || following));
  }

  if (message.author.id === myId()) readByWriting(message);
  else if (!ephemeral && (mentionsMe(message) || isDirect(message)) && !(onScreen && following && focused)) countMention(message.channel_id);
  if (onScreen && message.author.id !== myId()) announce(message);
};

/** What is written to me alone, or to a group of mine, is for me. */
function isDirect(message: Message): boolean {
  const channel = channels.get(message.channel_id);
  return !!channel && isPrivateChannel(channel);
}

function rememberMember(message: Message): void {
  if (!message.guild_id || !message.member || isHook(message)) return;
  const members = membersOf.of(message.guild_id);
  if (!members.has(message.author.id)) {
    members.set(message.author.id, { roles: [], ...message.member, user: message.author });
  }
}

function announce(message: Message): void {
  const name = message.member?.nick ?? message.author.global_name ?? message.author.username;
  const text = message.content || textOf(message.components);
  const said = hasFlag(message, MessageFlag.loading) ? "is thinking…" : text.slice(0, 200) || "sent an attachment";
  announcement.set(`${name}: ${said}`);
}
