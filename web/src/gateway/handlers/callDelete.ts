import { privateCalls, voiceStatesOf } from "../../stores/voiceStates";
import type { Handler } from "../dispatches";

export const callDelete: Handler<"CALL_DELETE"> = ({ channel_id }) => {
  privateCalls.delete(channel_id);
  voiceStatesOf.drop(channel_id);
};
