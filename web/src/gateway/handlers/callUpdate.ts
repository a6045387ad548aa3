import { privateCalls } from "../../stores/voiceStates";
import type { Handler } from "../dispatches";

export const callUpdate: Handler<"CALL_UPDATE"> = (call) =>
  privateCalls.update(call.channel_id, (row) => ({ ...row, ...call, ringing: call.ringing ?? row?.ringing ?? [] }));
