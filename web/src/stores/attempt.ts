import { explain } from "../api/errors";
import { notify } from "./overlays";

/** What the API refuses is said in its own words. */
export function attempt(work: Promise<unknown>): void {
  work.catch((error: unknown) => notify(explain(error), "danger"));
}
