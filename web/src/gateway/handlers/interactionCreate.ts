import { created } from "../../stores/interactions";
import type { Handler } from "../dispatches";

export const interactionCreate: Handler<"INTERACTION_CREATE"> = ({ id, nonce }) => created(nonce, id);
