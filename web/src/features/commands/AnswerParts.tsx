// What surrounds an application's answer: who asked for what, that it is still thinking, that nobody else sees it.
import { Eye } from "lucide-react";
import { useEffect, useState, type CSSProperties } from "react";
import { interactions as routes } from "../../api/routes";
import { useMember } from "../../stores/entities";
import type { LogMessage } from "../../stores/messageLog";
import { jumpTo } from "../../stores/messages";
import { displayName, useColorIn, userName } from "../../stores/names";
import { showProfile } from "../../stores/overlays";
import { myId } from "../../stores/session";
import { Avatar } from "../../ui/Avatar";
import { Tooltip } from "../../ui/Tooltip";
import { InteractionType, type InteractionMetadata, type OptionValue } from "../../wire/commands";
import { MessageFlag, MessageType, hasFlag } from "../../wire/types";
import { dismissMessage } from "../channel/actions";
import { sentAt } from "../channel/rows";
import "./answers.css";

/** How long an application may take with an answer it has promised. */
const TokenMs = 15 * 60_000;

export function isThinking(message: LogMessage): boolean {
  return hasFlag(message, MessageFlag.loading) || (message.local?.state === "sending" && !!message.interaction_metadata);
}

export function CommandLine({ message, guildId }: { message: LogMessage; guildId: string | null }) {
  const metadata = message.interaction_metadata as InteractionMetadata;
  const member = useMember(guildId, metadata.user.id);
  const color = useColorIn(guildId, metadata.user.id);
  const did = deedOf(metadata, message);
  if (!did) return null;
  return (
    <div className="reply-line command-line">
      <Avatar user={metadata.user} size={16} />
      <button type="button" tabIndex={-1} className={`author ${color ? "author--colored" : ""}`} style={color ? { "--role": color } as CSSProperties : undefined}
        onClick={(event) => showProfile(metadata.user.id, guildId, event.currentTarget)}>{displayName(metadata.user, member)}</button>{" "}
      <span className="command-line__did">{did.verb}</span>{" "}
      {did.name !== null && <CommandName message={message} name={did.name} slash={did.slash} />}
      {did.messageId && <button type="button" tabIndex={-1} className="link" onClick={() => did.messageId && jumpTo(message.channel_id, did.messageId)}>this message</button>}
    </div>
  );
}

interface Deed { verb: string; name: string | null; slash: boolean; messageId?: string | undefined }

/** In words: "used /weather". Null where a reply line says it already. */
export function deedOf(metadata: InteractionMetadata, message: Pick<LogMessage, "type" | "interaction">): Deed | null {
  if (metadata.original_response_message_id && message.type === MessageType.reply) return null;
  const source = metadata.type === InteractionType.modal ? metadata.triggering_interaction_metadata : metadata;
  if (source?.type === InteractionType.command) {
    const name = source.name ?? message.interaction?.name ?? null;
    return { verb: name === null ? "used a command" : "used", name, slash: (source.command_type ?? (message.type === MessageType.contextCommand ? 2 : 1)) === 1 };
  }
  if (message.type === MessageType.reply) return null;
  return { verb: metadata.type === InteractionType.modal ? "filled in a form of" : "answered", name: null, slash: false, messageId: source?.interacted_message_id };
}

/** The command's name; pointing at it asks what was entered. */
function CommandName({ message, name, slash }: { message: LogMessage; name: string; slash: boolean }) {
  const [entered, setEntered] = useState<string | null>(null);
  const ask = () => {
    if (entered !== null || message.local || message.interaction_metadata?.user.id !== myId() || hasFlag(message, MessageFlag.ephemeral)) return;
    setEntered("");
    routes.data(message.channel_id, message.id).then((data) => setEntered(inWords(data.options)), () => undefined);
  };
  const chip = (
    <span className="command-name" onPointerEnter={ask}><span className="truncate">{slash ? `/${name}` : name}</span></span>
  );
  return entered ? <Tooltip text={entered}>{chip}</Tooltip> : chip;
}

export function inWords(options: readonly OptionValue[] | undefined, depth = 0): string {
  if (depth > 3) return "";
  return (options ?? []).map((option) => option.options ? inWords(option.options, depth + 1) : `${option.name}: ${String(option.value ?? "").slice(0, 200)}`).filter(Boolean).join(" · ");
}

export function Thinking({ message }: { message: LogMessage }) {
  const until = sentAt(message) + TokenMs;
  const [over, setOver] = useState(() => Date.now() > until);
  useEffect(() => {
    if (over) return;
    const timer = setTimeout(() => setOver(true), Math.max(0, until - Date.now()) + 500);
    return () => clearTimeout(timer);
  }, [over, until]);
  if (over) return <p className="thinking thinking--over">The application did not respond.</p>;
  const sending = !!message.local;
  return (
    <p className="thinking" role="status">
      <span className="typing-line__dots" aria-hidden><i /><i /><i /></span>
      {sending ? "Sending the command…" : `${userName(message.author)} is thinking…`}
    </p>
  );
}

export function EphemeralNote({ message }: { message: LogMessage }) {
  return (
    <p className="ephemeral-note"><Eye size={13} aria-hidden /> Only you can see this
      <span aria-hidden>·</span><button type="button" className="link" onClick={() => dismissMessage(message)}>Dismiss message</button></p>
  );
}
