import emoji from "emojibase-data/en/compact.json";
import shortcodes from "emojibase-data/en/shortcodes/github.json";
import type { EmojiData, EmojiEntry } from "./data";

interface Raw { hexcode: string; label: string; unicode: string; tags?: string[]; group?: number; order?: number }

const Components = 2;

export function readEmoji(): EmojiData {
  const codes = shortcodes as Record<string, string | string[]>;
  const all: EmojiEntry[] = (emoji as Raw[])
    .filter((raw) => raw.group !== undefined && raw.group !== Components)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map((raw) => {
      const known = codes[raw.hexcode];
      const own = known === undefined ? [raw.label.toLowerCase().replace(/[^a-z0-9]+/g, "_")] : [known].flat();
      return { char: raw.unicode, label: raw.label, codes: own, tags: raw.tags ?? [], group: raw.group ?? 0 };
    });
  const byCode = new Map(all.flatMap((entry) => entry.codes.map((code) => [code, entry.char] as const)));
  return { all, byCode };
}
