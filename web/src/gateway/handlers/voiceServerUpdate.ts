import { tellEngine } from "../../stores/call";
import type { Handler } from "../dispatches";

export const voiceServerUpdate: Handler<"VOICE_SERVER_UPDATE"> = (server) => tellEngine((engine) => engine.serverChanged(server));
