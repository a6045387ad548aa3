// What the API answers when it refuses: a code, a sentence, and for forms a sentence per field.

export interface ErrorBody {
  code?: number;
  message?: string;
  errors?: unknown;
  retry_after?: number;
}

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    /** Sentences by field path, such as "username" or "embeds.0.title". */
    readonly fields: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = "ApiError";
  }
}

/** The request never got an answer: no network, a server that is down, or a cancelled upload. */
export class Unreachable extends Error {
  constructor(message = "Guildhall can't be reached right now. Check your connection and try again.") {
    super(message);
    this.name = "Unreachable";
  }
}

export class Cancelled extends Error {
  constructor() {
    super("Cancelled");
    this.name = "Cancelled";
  }
}

export function toApiError(status: number, body: ErrorBody | null): ApiError {
  const fields = collectFields(body?.errors);
  const first = Object.values(fields)[0];
  const message = body?.code === 50035 && first ? first : body?.message ?? `The server answered ${status}.`;
  return new ApiError(status, body?.code ?? 0, message, fields);
}

function collectFields(node: unknown, path: string[] = [], into: Record<string, string> = {}): Record<string, string> {
  if (typeof node !== "object" || node === null) return into;
  for (const [key, child] of Object.entries(node)) {
    if (key === "_errors" && Array.isArray(child)) {
      const sentence = (child as { message?: string }[]).map((leaf) => leaf.message).filter(Boolean).join(" ");
      if (sentence) into[path.join(".")] = sentence;
    } else if (path.length < 8) {
      collectFields(child, [...path, key], into);
    }
  }
  return into;
}

/** A sentence for people, whatever was thrown. */
export function explain(error: unknown): string {
  if (error instanceof ApiError || error instanceof Unreachable) return error.message;
  return "Something went wrong. Please try again.";
}

export function fieldErrors(error: unknown): Readonly<Record<string, string>> {
  return error instanceof ApiError ? error.fields : {};
}
