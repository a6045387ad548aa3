import { applyAck } from "../../stores/readStates";
import type { Handler } from "../dispatches";

// Another of my sessions has read this far.
export const messageAck: Handler<"MESSAGE_ACK"> = ({ channel_id, message_id, mention_count }) => {
  applyAck(channel_id, message_id, mention_count ?? 0);
};
