import { channels, rememberUser } from "../../stores/entities";
import type { Handler } from "../dispatches";

export const channelRecipientAdd: Handler<"CHANNEL_RECIPIENT_ADD"> = ({ channel_id: id, user }) => {
  rememberUser(user);
  channels.update(id, (row) => (row ? { ...row, recipients: [...(row.recipients ?? []).filter((other) => other.id !== user.id), user] } : row));
};
