// The emoji list: a chunk of its own, loaded the first time somebody looks for an emoji.

export interface EmojiEntry {
  char: string;
  label: string;
  codes: readonly string[];
  tags: readonly string[];
  group: number;
}

export interface EmojiData {
  all: readonly EmojiEntry[];
  byCode: ReadonlyMap<string, string>;
}

let loaded: EmojiData | null = null;
let loading: Promise<EmojiData> | null = null;

export function loadEmoji(): Promise<EmojiData> {
  loading ??= import("./emojiData").then(({ readEmoji }) => (loaded = readEmoji()), (error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

export function loadedShortcodes(): ReadonlyMap<string, string> | undefined {
  return loaded?.byCode;
}
