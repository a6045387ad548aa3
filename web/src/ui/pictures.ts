// Where pictures live, and what stands in for those that are not there.
import type { Guild, Id, User } from "../wire/types";

const Hues = [178, 210, 240, 268, 300, 336, 12, 38, 72, 128, 152];

export function hueOf(id: Id): number {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) >>> 0;
  return Hues[sum % Hues.length] ?? 168;
}

export function initials(name: string): string {
  const words = name.trim().split(/[\s_.-]+/u).filter(Boolean);
  const first = [...(words[0] ?? "?")][0] ?? "?";
  const second = words.length > 1 ? [...(words[words.length - 1] ?? "")][0] ?? "" : "";
  return (first + second).toUpperCase();
}

export function userAvatarUrl(user: Pick<User, "id" | "avatar">): string | null {
  return user.avatar ? `/avatars/${user.id}/${user.avatar}.png` : null;
}

export function guildIconUrl(guild: Pick<Guild, "id" | "icon">): string | null {
  return guild.icon ? `/icons/${guild.id}/${guild.icon}.png` : null;
}

export function emojiUrl(id: Id, animated = false): string {
  return `/emojis/${id}.${animated ? "gif" : "png"}`;
}
