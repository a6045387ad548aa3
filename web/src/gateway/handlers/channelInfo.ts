import { voiceStartTimes, voiceStatuses } from "../../stores/voiceStates";
import type { Handler } from "../dispatches";

/** What a voice channel is about and since when somebody is in it: asked for, since GUILD_CREATE does not say. */
export const channelInfo: Handler<"CHANNEL_INFO"> = ({ channels }) => {
  for (const { id, status, voice_start_time: since } of channels) {
    if (status !== undefined) voiceStatuses.update(id, () => status || undefined);
    if (since !== undefined) voiceStartTimes.update(id, () => (since === null ? undefined : since * 1000));
  }
};
