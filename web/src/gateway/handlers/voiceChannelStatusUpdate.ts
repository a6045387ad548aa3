import { voiceStatuses } from "../../stores/voiceStates";
import type { Handler } from "../dispatches";

export const voiceChannelStatusUpdate: Handler<"VOICE_CHANNEL_STATUS_UPDATE"> = ({ id, status }) => voiceStatuses.update(id, () => status || undefined);
