import { SmilePlus } from "lucide-react";
import { useRef, useState } from "react";
import { messages as routes } from "../../api/routes";
import type { LogMessage } from "../../stores/messageLog";
import { userName } from "../../stores/names";
import { Tooltip } from "../../ui/Tooltip";
import { emojiUrl } from "../../ui/pictures";
import type { Emoji, Reaction } from "../../wire/types";
import { openEmojiPicker } from "../emoji/picker";
import { allowedOn, emojiKey, toggleReaction } from "./actions";

export function Reactions({ message }: { message: LogMessage }) {
  const add = useRef<HTMLButtonElement>(null);
  return (
    <div className="reactions" role="group" aria-label="Reactions">
      {message.reactions?.map((reaction) => <Chip key={reaction.emoji.id ?? reaction.emoji.name} message={message} reaction={reaction} />)}
      {allowedOn(message).react && (
        <button type="button" ref={add} className="reaction reaction--add" aria-label="Add a reaction"
          onClick={() => openEmojiPicker(add.current, (emoji) => void toggleReaction(message, emoji))}><SmilePlus size={16} /></button>
      )}
    </div>
  );
}

function Chip({ message, reaction }: { message: LogMessage; reaction: Reaction }) {
  const [names, setNames] = useState<string | null>(null);
  const asked = useRef(-1);
  const ask = () => {
    if (asked.current === reaction.count) return;
    asked.current = reaction.count;
    routes.reactors(message.channel_id, message.id, emojiKey(reaction.emoji)).then(
      (users) => setNames(users.slice(0, 8).map(userName).join(", ") + (reaction.count > 8 ? ` and ${reaction.count - 8} more` : "")),
      () => { asked.current = -1; },
    );
  };
  return (
    <Tooltip text={names ? `${names} reacted` : "Who reacted?"}>
      <button type="button" className={`reaction ${reaction.me ? "reaction--mine" : ""}`} aria-pressed={!!reaction.me}
        aria-label={`${reaction.emoji.name ?? "emoji"}, ${reaction.count} ${reaction.count === 1 ? "reaction" : "reactions"}`}
        onPointerEnter={ask} onFocus={ask} onClick={() => void toggleReaction(message, reaction.emoji, reaction)}>
        <EmojiPicture emoji={reaction.emoji} />
        <span className="reaction__count">{reaction.count}</span>
      </button>
    </Tooltip>
  );
}

export function EmojiPicture({ emoji }: { emoji: Emoji }) {
  if (emoji.id) return <img className="emoji" src={emojiUrl(emoji.id, emoji.animated)} alt={`:${emoji.name ?? "emoji"}:`} draggable={false} />;
  return <span className="emoji-text">{emoji.name}</span>;
}
