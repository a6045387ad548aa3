import { without } from "../../stores/messageLog";
import { changeLog, logs } from "../../stores/messages";
import type { Handler } from "../dispatches";

export const messageDeleteBulk: Handler<"MESSAGE_DELETE_BULK"> = ({ ids, channel_id }) => {
  if (logs.has(channel_id)) changeLog(channel_id, (log) => without(log, new Set(ids)));
};
