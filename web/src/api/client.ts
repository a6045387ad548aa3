// The one way out to the REST API: adds the token, reads errors, and waits out rate limits.
import { ApiError, Cancelled, Unreachable, toApiError, type ErrorBody } from "./errors";

export const ApiBase = "/api/v10";
const MaxAttempts = 5;
const MaxWaitMs = 30_000;

let token: string | null = null;
let onUnauthorized: () => void = () => undefined;

export function setToken(next: string | null): void {
  token = next;
}

export function authorization(): Record<string, string> {
  return token ? { Authorization: token } : {};
}

/** Called when the server no longer knows our token. */
export function whenUnauthorized(handler: () => void): void {
  onUnauthorized = handler;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface RequestOptions {
  body?: unknown;
  query?: Record<string, string | number | boolean | undefined>;
  signal?: AbortSignal;
}

export async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const url = ApiBase + path + queryString(options.query);
  for (let attempt = 1; ; attempt++) {
    const response = await send(method, url, options, attempt);
    if (response === null) continue;
    if (response.status === 429 && attempt < MaxAttempts) {
      await sleep(await retryAfterMs(response), options.signal);
      continue;
    }
    if (response.status >= 502 && method === "GET" && attempt < 3) {
      await sleep(400 * attempt, options.signal);
      continue;
    }
    return read<T>(response);
  }
}

async function send(method: Method, url: string, options: RequestOptions, attempt: number): Promise<Response | null> {
  try {
    return await fetch(url, {
      method,
      headers: {
        ...authorization(),
        ...(options.body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
    });
  } catch (error) {
    if (options.signal?.aborted) throw new Cancelled();
    if (method === "GET" && attempt < 3) {
      await sleep(400 * attempt, options.signal);
      return null;
    }
    throw new Unreachable(error instanceof Error && error.message.includes("JSON") ? error.message : undefined);
  }
}

async function read<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  let body: unknown = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    if (response.ok) throw new ApiError(response.status, 0, "The server gave an answer that can't be read.");
  }
  if (response.ok) return body as T;
  if (response.status === 401 && token) onUnauthorized();
  throw toApiError(response.status, body as ErrorBody | null);
}

/** How long a 429 asks us to wait, in milliseconds, bounded. */
export async function retryAfterMs(response: Pick<Response, "headers" | "json">): Promise<number> {
  const header = Number(response.headers.get("Retry-After"));
  let seconds = Number.isFinite(header) && header > 0 ? header : 1;
  try {
    const body = (await response.json()) as ErrorBody;
    if (typeof body.retry_after === "number") seconds = body.retry_after;
  } catch {
    // The header is enough.
  }
  return Math.min(MaxWaitMs, Math.max(50, seconds * 1000));
}

function queryString(query: RequestOptions["query"]): string {
  if (!query) return "";
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  if (pairs.length === 0) return "";
  return "?" + new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString();
}

export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new Cancelled());
    }, { once: true });
  });
}

export const api = {
  get: <T>(path: string, query?: RequestOptions["query"], signal?: AbortSignal) => request<T>("GET", path, { query, signal }),
  post: <T>(path: string, body?: unknown) => request<T>("POST", path, { body }),
  put: <T>(path: string, body?: unknown) => request<T>("PUT", path, { body }),
  patch: <T>(path: string, body?: unknown) => request<T>("PATCH", path, { body }),
  delete: <T>(path: string, query?: RequestOptions["query"]) => request<T>("DELETE", path, { query }),
};
