import { withChanged } from "../../stores/messageLog";
import { changeLog, logs } from "../../stores/messages";
import type { Handler } from "../dispatches";

// Reactions in an update carry no "me", so the ones we hold stay unless they were all removed.
export const messageUpdate: Handler<"MESSAGE_UPDATE"> = (change) => {
  if (!logs.has(change.channel_id)) return;
  changeLog(change.channel_id, (log) => {
    const updated = withChanged(log, change.id, (message) => ({
      ...message, ...change, reactions: message.reactions, nonce: message.nonce, key: message.key,
    }));
    return {
      ...updated,
      messages: updated.messages.map((message) =>
        message.referenced_message?.id === change.id
          ? { ...message, referenced_message: { ...message.referenced_message, ...change } }
          : message),
    };
  });
};
