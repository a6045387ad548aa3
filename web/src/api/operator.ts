// What the server tells its operators about itself; nobody else.
import { ApiError, Unreachable, toApiError, type ErrorBody } from "./errors";
import { authorization } from "./client";

export interface Figures {
  version: string;
  started_at: string;
  roles: string;
  cores: number;
  next: number;
  every_ms: number;
  times: number[];
  series: Record<string, (number | null)[]>;
}

/** The moments after a number; a refusal with 404 says that this account is no operator. */
export async function fetchFigures(after: number, signal?: AbortSignal): Promise<Figures> {
  let response: Response;
  try {
    response = await fetch(`/operator/figures?after=${after}`, { headers: authorization(), signal: signal ?? null });
  } catch {
    throw new Unreachable();
  }
  const body = (await response.json().catch(() => null)) as Figures | ErrorBody | null;
  if (!response.ok) throw toApiError(response.status, body as ErrorBody | null);
  if (body === null || !("series" in body)) throw new ApiError(response.status, 0, "The server gave an answer that can't be read.");
  return body;
}

/** Whether this account may see the figures. */
export function isOperator(): Promise<boolean> {
  return fetchFigures(Number.MAX_SAFE_INTEGER).then(() => true, () => false);
}
