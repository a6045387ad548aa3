import { sameEmoji, withChanged } from "../../stores/messageLog";
import { changeLog, logs } from "../../stores/messages";
import type { Handler } from "../dispatches";

export const messageReactionRemoveEmoji: Handler<"MESSAGE_REACTION_REMOVE_EMOJI"> = ({ channel_id, message_id, emoji }) => {
  if (!logs.has(channel_id)) return;
  changeLog(channel_id, (log) => withChanged(log, message_id, (message) => ({
    ...message, reactions: message.reactions?.filter((reaction) => !sameEmoji(reaction.emoji, emoji)),
  })));
};
