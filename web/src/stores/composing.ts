// What is being written: a draft for each channel (kept across visits), the message being answered,
// the one being edited.
import type { Id } from "../wire/types";
import { Table, Value } from "./reactive";
import { storage } from "./storage";

export interface Draft {
  text: string;
  replyTo: Id | null;
  pingReply: boolean;
  files: readonly File[];
}

const Key = "guildhall.drafts";
const MaxKept = 100;
export const EmptyDraft: Draft = { text: "", replyTo: null, pingReply: true, files: [] };

export const drafts = new Table<Draft>();
for (const [channelId, text] of Object.entries(storage.get<Record<Id, string>>(Key, {}))) {
  drafts.set(channelId, { ...EmptyDraft, text });
}

let keeping: ReturnType<typeof setTimeout> | undefined;

export function draftOf(channelId: Id): Draft {
  return drafts.get(channelId) ?? EmptyDraft;
}

export function changeDraft(channelId: Id, change: Partial<Draft>): void {
  const next = { ...draftOf(channelId), ...change };
  const empty = next.text === "" && next.replyTo === null && next.files.length === 0;
  if (empty) drafts.delete(channelId);
  else drafts.set(channelId, next);
  clearTimeout(keeping);
  keeping = setTimeout(keep, 400);
}

// Who leaves or reloads before that loses nothing.
addEventListener("pagehide", () => keeping !== undefined && keep());

function keep(): void {
  clearTimeout(keeping);
  keeping = undefined;
  const texts = drafts.entries().filter(([, draft]) => draft.text !== "").slice(-MaxKept);
  storage.set(Key, Object.fromEntries(texts.map(([id, draft]) => [id, draft.text])));
}

/** The message being edited in place, if any. */
export const editing = new Value<{ channelId: Id; messageId: Id } | null>(null);
