import { commandsStaleIn } from "../../stores/commandIndex";
import { channels, rememberUser } from "../../stores/entities";
import type { Handler } from "../dispatches";

// CHANNEL_CREATE also comes when a channel becomes visible to us.
export const channelUpsert: Handler<"CHANNEL_CREATE"> & Handler<"CHANNEL_UPDATE"> = (payload) => {
  payload.recipients?.forEach(rememberUser);
  channels.update(payload.id, (row) => ({ ...row, ...payload, last_message_id: payload.last_message_id ?? row?.last_message_id }));
  commandsStaleIn(payload.id);
};
