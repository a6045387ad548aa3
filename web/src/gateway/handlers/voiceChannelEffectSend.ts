import { takeEffect } from "../../stores/voiceStates";
import type { Handler } from "../dispatches";

export const voiceChannelEffectSend: Handler<"VOICE_CHANNEL_EFFECT_SEND"> = (effect) => takeEffect(effect);
