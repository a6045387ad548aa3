import { tellEngine } from "../../stores/call";
import type { Handler } from "../dispatches";

// Everything missed has been replayed by now; the socket's state tells the rest of the client.
export const resumed: Handler<"RESUMED"> = () => tellEngine((engine) => engine.sessionResumed());
