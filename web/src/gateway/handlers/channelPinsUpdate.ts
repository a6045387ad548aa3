import { channels } from "../../stores/entities";
import type { Handler } from "../dispatches";

export const channelPinsUpdate: Handler<"CHANNEL_PINS_UPDATE"> = ({ channel_id, last_pin_timestamp }) => {
  channels.update(channel_id, (row) => (row ? { ...row, last_pin_timestamp: last_pin_timestamp ?? null } : row));
};
