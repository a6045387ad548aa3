import { stageInstances } from "../../stores/voiceStates";
import type { Handler } from "../dispatches";

export const stageInstanceUpsert: Handler<"STAGE_INSTANCE_CREATE"> & Handler<"STAGE_INSTANCE_UPDATE"> = (stage) => stageInstances.set(stage.channel_id, stage);
