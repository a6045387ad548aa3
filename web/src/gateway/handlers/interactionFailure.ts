import { NoAnswer, failed } from "../../stores/interactions";
import type { Handler } from "../dispatches";

export const interactionFailure: Handler<"INTERACTION_FAILURE"> = ({ id, nonce }) => failed(nonce, NoAnswer, {}, id);
