import { NoAnswer, failed } from "../../stores/interactions";
import type { Handler } from "../dispatches";

/** The reason that stands for an application that could not be reached at all. */
const Unreachable = 1;

export const interactionFailure: Handler<"INTERACTION_FAILURE"> = ({ id, nonce, reason_code }) =>
  failed(nonce, reason_code === Unreachable ? "The application can't be reached right now." : NoAnswer, {}, id);
