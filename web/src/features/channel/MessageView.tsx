// One message: the first of a group carries its author, the others only their text.
import { lazy, memo, Suspense, useState, type CSSProperties } from "react";
import { AlertCircle, CornerUpRight, Pencil, Phone, Pin, RotateCw, Trash2, UserMinus, UserPlus, X } from "lucide-react";
import { editing } from "../../stores/composing";
import { useMember } from "../../stores/entities";
import { type LogMessage } from "../../stores/messageLog";
import { jumpTo } from "../../stores/messages";
import { displayName, userName, useColorIn } from "../../stores/names";
import { discard, retry } from "../../stores/outbox";
import { showProfile } from "../../stores/overlays";
import { useValue } from "../../stores/reactive";
import { mentionsMe } from "../../stores/readStates";
import { Avatar } from "../../ui/Avatar";
import { formatFull, formatTime, formatWhen } from "../../ui/format";
import { textOf } from "../../wire/components";
import { MessageFlag, MessageType, hasFlag, isHook } from "../../wire/types";
import { CommandLine, EphemeralNote, Thinking, isThinking } from "../commands/AnswerParts";
import { Markdown } from "../markdown/Markdown";
import { Attachments, PendingFiles } from "./Attachments";
import { EditBox } from "./EditBox";
import { Embeds } from "./Embeds";
import { MessageTools } from "./MessageTools";
import { Reactions } from "./Reactions";
import { sentAt } from "./rows";

const Components = lazy(() => import("../components/Components"));

interface Props {
  message: LogMessage;
  grouped: boolean;
  guildId: string | null;
  marked: boolean;
}

export const MessageView = memo(function MessageView({ message, grouped, guildId, marked }: Props) {
  const [active, setActive] = useState(false);
  const isEdited = useValue(editing, (now) => now?.messageId === message.id);
  const system = systemText(message);
  const ephemeral = hasFlag(message, MessageFlag.ephemeral);
  const layout = hasFlag(message, MessageFlag.componentsV2);
  const classes = [
    "message", grouped ? "message--grouped" : "message--first", marked && "message--marked",
    !message.local && mentionsMe(message) && "message--mention", message.local && `message--${message.local.state}`,
    isEdited && "message--editing", ephemeral && "message--ephemeral",
  ];
  return (
    <article className={classes.filter(Boolean).join(" ")} data-message={message.id} aria-label={labelOf(message, system)} tabIndex={-1}
      onPointerEnter={() => setActive(true)} onPointerLeave={() => setActive(false)}
      onFocus={() => setActive(true)} onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setActive(false)}>
      {message.type === MessageType.reply && <ReplyLine message={message} guildId={guildId} />}
      {message.interaction_metadata && <CommandLine message={message} guildId={guildId} />}
      {system ? <SystemLine message={message} guildId={guildId} text={system} /> : (
        <div className="message__row">
          <Gutter message={message} grouped={grouped} guildId={guildId} />
          <div className="message__body">
            {!grouped && <Head message={message} guildId={guildId} />}
            {isEdited ? <EditBox message={message} guildId={guildId} /> : <Content message={message} guildId={guildId} />}
            {message.local ? <PendingFiles message={message} /> : !layout && <Attachments attachments={message.attachments} />}
            {!layout && !!message.embeds?.length && <Embeds embeds={message.embeds} guildId={guildId} />}
            {!!message.components?.length && <Suspense fallback={<div className="components-wait" aria-hidden />}><Components message={message} guildId={guildId} /></Suspense>}
            {ephemeral && <EphemeralNote message={message} />}
            {!!message.reactions?.length && <Reactions message={message} />}
            {message.local?.state === "failed" && <Failed message={message} />}
          </div>
        </div>
      )}
      {active && !message.local && !isEdited && <MessageTools message={message} />}
    </article>
  );
});

function Gutter({ message, grouped, guildId }: { message: LogMessage; grouped: boolean; guildId: string | null }) {
  if (grouped) {
    return <time className="message__time-aside" dateTime={message.timestamp} title={formatFull(sentAt(message))}>{formatTime(sentAt(message))}</time>;
  }
  return (
    <button type="button" className="message__avatar" tabIndex={-1} aria-label={`Profile of ${userName(message.author)}`}
      onClick={(event) => showProfile(message.author.id, guildId, event.currentTarget)}>
      <Avatar user={message.author} size={40} />
    </button>
  );
}

function Head({ message, guildId }: { message: LogMessage; guildId: string | null }) {
  return (
    <header className="message__head">
      <AuthorName message={message} guildId={guildId} />
      {message.author.bot && <span className="tag">{isHook(message) ? "HOOK" : "BOT"}</span>}
      <time className="message__time" dateTime={message.timestamp} title={formatFull(sentAt(message))}>{formatWhen(sentAt(message))}</time>
      {message.pinned && <Pin size={12} className="message__pin" aria-label="Pinned" />}
    </header>
  );
}

export function AuthorName({ message, guildId }: { message: LogMessage; guildId: string | null }) {
  const member = useMember(guildId, message.author.id);
  const color = useColorIn(guildId, message.author.id);
  const style = color ? { "--role": color } as CSSProperties : undefined;
  return (
    <button type="button" className={`author ${color ? "author--colored" : ""}`} style={style} tabIndex={-1}
      onClick={(event) => showProfile(message.author.id, guildId, event.currentTarget)}>
      {isHook(message) ? message.author.username : displayName(message.author, member)}
    </button>
  );
}

function Content({ message, guildId }: { message: LogMessage; guildId: string | null }) {
  if (isThinking(message)) return <Thinking message={message} />;
  if (!message.content) return null;
  const edited = message.edited_timestamp && (
    <span className="message__edited" title={formatFull(Date.parse(message.edited_timestamp))}> (edited)</span>
  );
  return <Markdown text={message.content} guildId={guildId} jumbo trailing={edited} />;
}

function ReplyLine({ message, guildId }: { message: LogMessage; guildId: string | null }) {
  const original = message.referenced_message;
  const originalId = message.message_reference?.message_id;
  const member = useMember(guildId, original?.author.id);
  const color = useColorIn(guildId, original?.author.id ?? "");
  if (!original) {
    return <div className="reply-line reply-line--gone"><CornerUpRight size={13} /> The original message was deleted</div>;
  }
  return (
    <button type="button" className="reply-line" tabIndex={-1} onClick={() => originalId && jumpTo(message.channel_id, originalId)}>
      <Avatar user={original.author} size={16} />
      <span className={`author ${color ? "author--colored" : ""}`} style={color ? { "--role": color } as CSSProperties : undefined}>{displayName(original.author, member)}</span>
      <span className="truncate reply-line__text">{preview(original.content || textOf(original.components)) || (original.attachments?.length ? "Attachment" : "Embed")}</span>
    </button>
  );
}

/** One line of plain text for places too small for formatting. */
function preview(content: string): string {
  return content.slice(0, 240).replace(/^(?:#{1,3}|>|-#?|\d+\.) +/gm, "").replace(/```[\s\S]*?```/g, "[code]").replace(/[*_~|`]{1,3}/g, "").replace(/<a?:(\w+):\d+>/g, ":$1:").replace(/<[@#][!&]?\d+>/g, "@…").replace(/\s+/g, " ");
}

function systemText(message: LogMessage): string | null {
  switch (message.type) {
    case MessageType.join: return "joined. Say hello!";
    case MessageType.pinned: return "pinned a message to this channel.";
    case MessageType.recipientAdd: return `added ${whom(message)} to the group.`;
    case MessageType.recipientRemove: return message.mentions?.[0]?.id === message.author.id ? "left the group." : `took ${whom(message)} out of the group.`;
    case MessageType.call: return "started a call.";
    case MessageType.nameChange: return message.content ? `named the group “${message.content}”.` : "took the name of the group away.";
    case MessageType.iconChange: return "changed the picture of the group.";
    default: return null;
  }
}

const whom = (message: LogMessage) => (message.mentions?.[0] ? userName(message.mentions[0]) : "somebody");

const systemIcons: Record<number, typeof Pin> = {
  [MessageType.join]: UserPlus, [MessageType.recipientAdd]: UserPlus, [MessageType.recipientRemove]: UserMinus, [MessageType.call]: Phone, [MessageType.nameChange]: Pencil, [MessageType.iconChange]: Pencil,
};

function SystemLine({ message, guildId, text }: { message: LogMessage; guildId: string | null; text: string }) {
  const target = message.message_reference?.message_id;
  const Icon = systemIcons[message.type] ?? Pin;
  return (
    <div className="message__row message__row--system">
      <span className="system-icon" aria-hidden><Icon size={16} /></span>
      <p className="message__system">
        <AuthorName message={message} guildId={guildId} />{" "}
        {target ? <button type="button" className="link" onClick={() => jumpTo(message.channel_id, target)}>{text}</button> : text}
        <time className="message__time">{formatWhen(sentAt(message))}</time>
      </p>
    </div>
  );
}

function Failed({ message }: { message: LogMessage }) {
  return (
    <div className="failed" role="alert">
      <AlertCircle size={15} />
      <span>{message.local?.error ?? "Not sent."}</span>
      {!message.interaction_metadata && <button type="button" onClick={() => void retry(message.channel_id, message)}><RotateCw size={13} /> Try again</button>}
      <button type="button" onClick={() => discard(message.channel_id, message.key)}>{message.local?.files.length ? <X size={13} /> : <Trash2 size={13} />} {message.interaction_metadata ? "Dismiss" : "Discard"}</button>
    </div>
  );
}

function labelOf(message: LogMessage, system: string | null): string {
  return `${userName(message.author)}, ${formatWhen(sentAt(message))}: ${system ?? (message.content || textOf(message.components)).slice(0, 300)}`;
}
