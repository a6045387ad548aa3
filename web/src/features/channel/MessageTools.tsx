import { Copy, Hash, Link2, MoreHorizontal, Pencil, Pin, PinOff, Reply, SmilePlus, Trash2, EyeOff, X } from "lucide-react";
import { useRef, type MouseEvent } from "react";
import type { LogMessage } from "../../stores/messageLog";
import { useValue } from "../../stores/reactive";
import { preferences } from "../../stores/preferences";
import { IconButton } from "../../ui/Button";
import { Menu, type MenuEntries } from "../../ui/Menu";
import { CommandType } from "../../wire/commands";
import { textOf } from "../../wire/components";
import { appsEntry } from "../commands/appsEntry";
import { openEmojiPicker } from "../emoji/picker";
import { allowedOn, copy, dismissMessage, edit, isEphemeral, linkTo, markUnreadFrom, remove, reply, toggleReaction, togglePin } from "./actions";

const usual = ["👍", "❤️", "😂"];

/** The small bar at the corner of the message under the pointer or the focus. */
export function MessageTools({ message }: { message: LogMessage }) {
  const may = allowedOn(message);
  const bar = useRef<HTMLDivElement>(null);
  const recent = useValue(preferences, (now) => now.recentEmoji);
  const quick = [...new Set([...recent, ...usual])].slice(0, 3);
  const pick = () => openEmojiPicker(bar.current, (emoji) => void toggleReaction(message, emoji));
  return (
    <div className="message-tools" ref={bar} role="toolbar" aria-label="Message actions">
      {may.react && quick.map((emoji) => (
        <button key={emoji} type="button" className="icon-button icon-button--small emoji-text message-tools__quick" tabIndex={-1}
          aria-label={`React with ${emoji}`} onClick={() => void toggleReaction(message, { id: null, name: emoji })}>{emoji}</button>
      ))}
      {may.react && <IconButton small side="top" label="Add a reaction" icon={<SmilePlus size={17} />} onClick={pick} />}
      {may.reply && <IconButton small side="top" label="Reply" icon={<Reply size={17} />} onClick={() => reply(message)} />}
      {may.edit && <IconButton small side="top" label="Edit" icon={<Pencil size={16} />} onClick={() => edit(message)} />}
      <Menu entries={messageEntries(message)} trigger={
        <button type="button" className="icon-button icon-button--small" aria-label="More actions"
          onClick={(event: MouseEvent) => event.shiftKey && may.delete && remove(message, true)}><MoreHorizontal size={17} /></button>
      } />
    </div>
  );
}

export function messageEntries(message: LogMessage): MenuEntries {
  const may = allowedOn(message);
  const text = message.content || textOf(message.components);
  if (isEphemeral(message)) return [
    !!text && { text: "Copy text", icon: <Copy size={16} />, run: () => void copy(text, "Text copied.") },
    { text: "Copy message ID", icon: <Hash size={16} />, run: () => void copy(message.id, "ID copied.") },
    "separator",
    { text: "Dismiss message", icon: <X size={16} />, run: () => dismissMessage(message) },
  ];
  return [
    may.react && { text: "Add a reaction", icon: <SmilePlus size={16} />, run: () => openEmojiPicker(document.querySelector(`[data-message="${message.id}"]`), (emoji) => void toggleReaction(message, emoji)) },
    may.reply && { text: "Reply", icon: <Reply size={16} />, run: () => reply(message) },
    may.edit && { text: "Edit message", icon: <Pencil size={16} />, run: () => edit(message) },
    appsEntry(message.channel_id, CommandType.message, message.id),
    "separator",
    !!text && { text: "Copy text", icon: <Copy size={16} />, run: () => void copy(text, "Text copied.") },
    { text: "Copy link", icon: <Link2 size={16} />, run: () => void copy(linkTo(message), "Link copied.") },
    may.pin && { text: message.pinned ? "Unpin" : "Pin to channel", icon: message.pinned ? <PinOff size={16} /> : <Pin size={16} />, run: () => void togglePin(message) },
    { text: "Mark unread from here", icon: <EyeOff size={16} />, run: () => markUnreadFrom(message) },
    { text: "Copy message ID", icon: <Hash size={16} />, run: () => void copy(message.id, "ID copied.") },
    may.delete && "separator",
    may.delete && { text: "Delete message", icon: <Trash2 size={16} />, danger: true, run: () => remove(message) },
  ];
}
