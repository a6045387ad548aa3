import { tellEngine } from "../../stores/call";
import { takePrivateState, takeVoiceState } from "../../stores/voiceStates";
import type { Handler } from "../dispatches";

// Without a guild it belongs to a call between friends.
export const voiceStateUpdate: Handler<"VOICE_STATE_UPDATE"> = (state) => {
  if (state.guild_id) takeVoiceState(state, state.guild_id);
  else takePrivateState(state);
  tellEngine((engine) => engine.stateChanged(state));
};
