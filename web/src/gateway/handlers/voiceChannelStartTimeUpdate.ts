import { voiceStartTimes } from "../../stores/voiceStates";
import type { Handler } from "../dispatches";

export const voiceChannelStartTimeUpdate: Handler<"VOICE_CHANNEL_START_TIME_UPDATE"> = ({ id, voice_start_time }) =>
  voiceStartTimes.update(id, () => (voice_start_time ? voice_start_time * 1000 : undefined));
