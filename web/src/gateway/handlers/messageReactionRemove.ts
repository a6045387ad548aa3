import { withChanged, withReaction } from "../../stores/messageLog";
import { changeLog, logs } from "../../stores/messages";
import { myId } from "../../stores/session";
import type { Handler } from "../dispatches";

export const messageReactionRemove: Handler<"MESSAGE_REACTION_REMOVE"> = ({ channel_id, message_id, user_id, emoji }) => {
  if (!logs.has(channel_id)) return;
  changeLog(channel_id, (log) =>
    withChanged(log, message_id, (message) => withReaction(message, emoji, user_id === myId(), -1)));
};
