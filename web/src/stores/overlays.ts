// Dialogs, drawers and notices: what lies above the page.
import type { Attachment, Id } from "../wire/types";
import { Value } from "./reactive";

export type Dialog =
  | { kind: "createGuild" }
  | { kind: "joinGuild" }
  | { kind: "createChannel"; guildId: Id; parentId: Id | null; type: number }
  | { kind: "invite"; guildId: Id; channelId: Id }
  | { kind: "confirm"; title: string; text: string; action: string; danger?: boolean; run: () => Promise<unknown> }
  | { kind: "ban"; guildId: Id; userId: Id }
  | { kind: "timeout"; guildId: Id; userId: Id }
  | { kind: "nickname"; guildId: Id; userId: Id }
  | { kind: "lightbox"; images: readonly Attachment[]; index: number }
  | { kind: "userSettings"; tab?: string }
  | { kind: "guildSettings"; guildId: Id; tab?: string }
  | { kind: "channelSettings"; channelId: Id; tab?: string }
  | { kind: "friends" }
  /** Choosing friends for a group there is, a conversation of two, or a new group. */
  | { kind: "groupPeople"; channelId: Id | null }
  | { kind: "group"; channelId: Id }
  | { kind: "switcher" }
  | { kind: "keyboard" };

export const dialog = new Value<Dialog | null>(null);

export function open(next: Dialog): void {
  dialog.set(next);
}

export function closeDialog(): void {
  dialog.set(null);
}

export type Drawer = "navigation" | "members" | null;
export const drawer = new Value<Drawer>(null);

export interface Notice {
  id: number;
  text: string;
  tone: "info" | "danger" | "success";
}

const NoticeMs = 5_000;
const MaxNotices = 3;
let nextId = 1;
export const notices = new Value<readonly Notice[]>([]);

export function notify(text: string, tone: Notice["tone"] = "info"): void {
  const id = nextId++;
  notices.update((list) => [...list, { id, text, tone }].slice(-MaxNotices));
  setTimeout(() => dismiss(id), NoticeMs);
}

export function dismiss(id: number): void {
  notices.update((list) => list.filter((notice) => notice.id !== id));
}

/** What a screen reader should say next; each new text is announced once. */
export const announcement = new Value("");

/** The card of a person, beside what was clicked. */
export interface ProfileCard { userId: Id; guildId: Id | null; anchor: DOMRect }
export const profileCard = new Value<ProfileCard | null>(null);

export function showProfile(userId: Id, guildId: Id | null, from: Element): void {
  profileCard.set({ userId, guildId, anchor: from.getBoundingClientRect() });
}
