import { channels } from "../../stores/entities";
import { logs } from "../../stores/messages";
import { stageInstances, voiceStartTimes, voiceStatuses } from "../../stores/voiceStates";
import type { Handler } from "../dispatches";

// Also sent when we lose sight of a channel; either way its messages must leave this screen.
export const channelDelete: Handler<"CHANNEL_DELETE"> = ({ id }) => {
  channels.delete(id);
  logs.delete(id);
  for (const table of [stageInstances, voiceStatuses, voiceStartTimes]) table.delete(id);
};
