import { emojiUrl } from "../../ui/pictures";
import type { Emoji } from "../../wire/types";

/** The emoji of a button or a choice: decoration, since the words beside it name it. */
export function EmojiView({ emoji }: { emoji: Partial<Emoji> }) {
  if (emoji.id && /^\d{5,20}$/.test(emoji.id)) return <img className="emoji" src={emojiUrl(emoji.id, emoji.animated)} alt="" draggable={false} />;
  return <span className="emoji-text" aria-hidden>{emoji.name}</span>;
}
