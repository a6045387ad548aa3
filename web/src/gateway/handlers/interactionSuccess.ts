import { succeeded } from "../../stores/interactions";
import type { Handler } from "../dispatches";

export const interactionSuccess: Handler<"INTERACTION_SUCCESS"> = ({ id, nonce }) => succeeded(nonce, id);
