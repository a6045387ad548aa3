import { channels } from "../../stores/entities";
import type { Handler } from "../dispatches";

export const channelRecipientRemove: Handler<"CHANNEL_RECIPIENT_REMOVE"> = ({ channel_id: id, user }) =>
  channels.update(id, (row) => (row ? { ...row, recipients: row.recipients?.filter((other) => other.id !== user.id) } : row));
