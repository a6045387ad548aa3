import { stageInstances } from "../../stores/voiceStates";
import type { Handler } from "../dispatches";

export const stageInstanceDelete: Handler<"STAGE_INSTANCE_DELETE"> = ({ channel_id }) => stageInstances.delete(channel_id);
