// Multipart posts with progress. fetch cannot tell how much of a body has left, XMLHttpRequest can.
import { ApiBase, authorization, sleep } from "./client";
import { Cancelled, Unreachable, toApiError, type ErrorBody } from "./errors";

const MaxAttempts = 4;

export interface UploadOptions {
  payload: unknown;
  files: readonly File[];
  /** Fraction sent, 0 to 1. */
  onProgress: (fraction: number) => void;
  signal: AbortSignal;
}

export async function postMultipart<T>(path: string, options: UploadOptions): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const answer = await sendOnce(path, options);
    if (answer.status === 429 && attempt < MaxAttempts) {
      await sleep((answer.body?.retry_after ?? 1) * 1000, options.signal);
      continue;
    }
    if (answer.status >= 200 && answer.status < 300) return answer.body as T;
    throw toApiError(answer.status, answer.body);
  }
}

interface Answer {
  status: number;
  body: (ErrorBody & object) | null;
}

function sendOnce(path: string, { payload, files, onProgress, signal }: UploadOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Cancelled());
    const form = new FormData();
    form.append("payload_json", JSON.stringify(payload));
    files.forEach((file, index) => form.append(`files[${index}]`, file, file.name));

    const xhr = new XMLHttpRequest();
    xhr.open("POST", ApiBase + path);
    for (const [name, value] of Object.entries(authorization())) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    xhr.onerror = () => reject(new Unreachable());
    xhr.onabort = () => reject(new Cancelled());
    xhr.onload = () => {
      let body: Answer["body"] = null;
      try {
        body = JSON.parse(xhr.responseText) as Answer["body"];
      } catch {
        // An empty or foreign body: the status says enough.
      }
      resolve({ status: xhr.status, body });
    };
    signal.addEventListener("abort", () => xhr.abort(), { once: true });
    xhr.send(form);
  });
}

/** Reads a picture as a data URI, the form in which avatars and icons travel. */
export function toDataUri(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Unreachable("That file can't be read."));
    reader.readAsDataURL(file);
  });
}
