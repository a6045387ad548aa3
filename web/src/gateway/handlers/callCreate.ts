import { privateCalls, takeVoiceState } from "../../stores/voiceStates";
import type { Handler } from "../dispatches";

export const callCreate: Handler<"CALL_CREATE"> = ({ voice_states: states = [], ...call }) => {
  privateCalls.set(call.channel_id, { ...call, ringing: call.ringing ?? [] });
  for (const state of states) takeVoiceState({ ...state, channel_id: call.channel_id }, call.channel_id);
};
