import { withChanged } from "../../stores/messageLog";
import { changeLog, logs } from "../../stores/messages";
import type { Handler } from "../dispatches";

export const messageReactionRemoveAll: Handler<"MESSAGE_REACTION_REMOVE_ALL"> = ({ channel_id, message_id }) => {
  if (logs.has(channel_id)) changeLog(channel_id, (log) => withChanged(log, message_id, (m) => ({ ...m, reactions: [] })));
};
