// Where messages are written: draft, reply, files, emoji, and why one may not write here.
import { CornerUpLeft, Lock, Plus, SendHorizontal, Smile, X, AtSign } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { channels as routes } from "../../api/routes";
import { useMayInChannel } from "../../stores/access";
import { beginCommand, commandDrafts } from "../../stores/commandDrafts";
import { changeDraft, drafts, EmptyDraft, editing } from "../../stores/composing";
import { membersOf } from "../../stores/entities";
import { logOf } from "../../stores/messages";
import { channelName, displayName, userName } from "../../stores/names";
import { send } from "../../stores/outbox";
import { notify } from "../../stores/overlays";
import { useRow } from "../../stores/reactive";
import { me, myId } from "../../stores/session";
import { IconButton } from "../../ui/Button";
import { formatBytes, formatRelative } from "../../ui/format";
import { Permission } from "../../wire/permissions";
import { isPrivateChannel, isVoiceChannel, type Channel } from "../../wire/types";
import { slashQuery, type Runnable } from "../commands/catalogue";
import type { PickerKeys } from "../commands/SlashPicker";
import { loadEmoji } from "../emoji/data";
import { openEmojiPicker } from "../emoji/picker";
import { focusComposer, stopReplying } from "./actions";
import { LocalPicture } from "./Attachments";
import { toWire } from "./mentionText";
import { MessageInput, type Above } from "./MessageInput";
import { namesIn } from "./names";
import { TypingLine } from "./TypingLine";

const SlashPicker = lazy(() => import("../commands/SlashPicker"));
const CommandForm = lazy(() => import("../commands/CommandForm"));

const MaxFiles = 10;
const MaxLength = 2000;
const TypingEveryMs = 8_000;

export function addFiles(channelId: string, incoming: readonly File[]): void {
  const before = drafts.get(channelId)?.files ?? [];
  const files = [...before, ...incoming].slice(0, MaxFiles);
  if (before.length + incoming.length > MaxFiles) notify(`A message carries up to ${MaxFiles} files.`);
  changeDraft(channelId, { files });
  focusComposer();
}

export function Composer({ channel }: { channel: Channel }) {
  const draft = useRow(drafts, channel.id) ?? EmptyDraft;
  const mayWrite = useMayInChannel(channel.id, Permission.sendMessages);
  const mayAttach = useMayInChannel(channel.id, Permission.attachFiles);
  const picker = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [slowUntil, setSlowUntil] = useState(0);
  const saidTyping = useRef(0);
  const command = useRow(commandDrafts, channel.id);
  const slash = useSlash(channel.id, draft.text);
  const desktop = matchMedia("(hover: hover)").matches;
  const mayBypass = useMayInChannel(channel.id, Permission.manageMessages);

  useEffect(() => {
    saidTyping.current = 0;
  }, [channel.id]);

  if (!mayWrite) return <Denied channel={channel} />;

  const onChange = (text: string) => {
    changeDraft(channel.id, { text });
    if (text && slashQuery(text) === null && Date.now() - saidTyping.current > TypingEveryMs) {
      saidTyping.current = Date.now();
      routes.typing(channel.id).catch(() => undefined);
    }
  };

  const submit = async () => {
    const { text, files, replyTo, pingReply } = drafts.get(channel.id) ?? EmptyDraft;
    if (text.trim() === "" && files.length === 0) return;
    if (slowUntil > Date.now()) return notify("Slow mode is on. One moment.");
    if (/:[\w+-]{2,}:/.test(text)) await loadEmoji().catch(() => undefined);
    const content = toWire(text.trim(), namesIn(channel.id));
    if (content.length > MaxLength) return notify(`That is ${content.length - MaxLength} characters too long.`, "danger");
    const original = replyTo ? logOf(channel.id).messages.find((m) => m.id === replyTo) ?? null : null;
    changeDraft(channel.id, { text: "", files: [], replyTo: null, pingReply: true });
    saidTyping.current = 0;
    if (channel.rate_limit_per_user && !mayBypass) setSlowUntil(Date.now() + channel.rate_limit_per_user * 1000);
    void send(channel.id, { content, files, replyTo: original, pingReply });
  };

  const editLast = () => {
    const mine = [...logOf(channel.id).messages].reverse().find((m) => m.author.id === myId() && !m.local);
    if (mine) editing.set({ channelId: channel.id, messageId: mine.id });
  };

  const place = `Message ${isPrivateChannel(channel) || isVoiceChannel(channel) ? "" : "#"}${channelName(channel)}`;
  const left = MaxLength - draft.text.length;
  return (
    <div className="composer-area">
      <div className="composer" ref={box}>
        {command ? <Suspense fallback={<div className="composer__row composer__row--waiting"><span className="spinner" /></div>}><CommandForm channelId={channel.id} draft={command} /></Suspense> : <>
        {slash?.view}
        {draft.replyTo && <ReplyBar channel={channel} messageId={draft.replyTo} ping={draft.pingReply} />}
        {draft.files.length > 0 && <FileTray channelId={channel.id} files={draft.files} />}
        <div className="composer__row">
          {mayAttach && <>
            <input ref={picker} type="file" multiple hidden aria-hidden tabIndex={-1} onChange={(event) => {
              addFiles(channel.id, [...(event.target.files ?? [])]);
              event.target.value = "";
            }} />
            <IconButton label="Attach files" side="top" icon={<Plus size={20} />} onClick={() => picker.current?.click()} />
          </>}
          <MessageInput id="composer" channelId={channel.id} value={draft.text} label={place} placeholder={place}
            autoFocus={desktop} onChange={onChange} onSubmit={() => void submit()} onArrowUp={editLast}
            onEscape={() => draft.replyTo && changeDraft(channel.id, { replyTo: null })} onFiles={(files) => mayAttach && addFiles(channel.id, files)} above={slash} />
          {left < 200 && <span className={`composer__left ${left < 0 ? "composer__left--over" : ""}`} aria-live="polite">{left}</span>}
          <IconButton label="Emoji" side="top" icon={<Smile size={20} />} onClick={() => openEmojiPicker(box.current, (emoji) => {
            const text = drafts.get(channel.id)?.text ?? "";
            changeDraft(channel.id, { text: text + (emoji.id ? `:${emoji.name ?? ""}: ` : emoji.name ?? "") });
            focusComposer();
          })} />
          <button type="button" className="composer__send" aria-label="Send" disabled={draft.text.trim() === "" && draft.files.length === 0}
            onPointerDown={(event) => event.preventDefault()} onClick={() => void submit()}><SendHorizontal size={18} /></button>
        </div>
        </>}
      </div>
      <TypingLine channel={channel} slowUntil={slowUntil} />
    </div>
  );
}

/** The list of commands while a slash begins the text; Escape puts it away until the text changes. */
function useSlash(channelId: string, text: string): Above | null {
  const may = useMayInChannel(channelId, Permission.useApplicationCommands);
  const query = may ? slashQuery(text) : null;
  const keys = useRef<PickerKeys["current"]>(null);
  const [activeId, setActiveId] = useState<string | undefined>();
  const [closedAt, setClosedAt] = useState<string | null>(null);
  const onPick = useCallback((runnable: Runnable) => {
    changeDraft(channelId, { text: "" });
    beginCommand(channelId, runnable);
  }, [channelId]);
  const onClose = useCallback(() => setClosedAt(text), [text]);
  if (query === null || closedAt === text) return null;
  return {
    controls: "slash-picker", activeId, onKey: (event) => keys.current?.(event) ?? false,
    view: <Suspense fallback={null}><SlashPicker channelId={channelId} query={query} keys={keys} onPick={onPick} onClose={onClose} onActive={setActiveId} /></Suspense>,
  };
}

function Denied({ channel }: { channel: Channel }) {
  const member = useRow(membersOf.of(channel.guild_id ?? ""), me.get()?.id);
  const until = Date.parse(member?.communication_disabled_until ?? "");
  const timedOut = until > Date.now();
  return (
    <div className="composer-area">
      <div className="composer composer--denied"><Lock size={16} />
        {timedOut ? `You are in a timeout. You can write again ${formatRelative(until)}.` : "You can read this channel, but not write in it."}
      </div>
      <TypingLine channel={channel} slowUntil={0} />
    </div>
  );
}

function ReplyBar({ channel, messageId, ping }: { channel: Channel; messageId: string; ping: boolean }) {
  const original = logOf(channel.id).messages.find((m) => m.id === messageId);
  const member = useRow(membersOf.of(channel.guild_id ?? ""), original?.author.id);
  const name = original ? (member ? displayName(original.author, member) : userName(original.author)) : "a message";
  return (
    <div className="reply-bar">
      <CornerUpLeft size={15} /> <span className="truncate">Replying to <strong>{name}</strong></span>
      <button type="button" className={`reply-bar__ping ${ping ? "reply-bar__ping--on" : ""}`} aria-pressed={ping} title={ping ? "They will be notified" : "They will not be notified"}
        onClick={() => changeDraft(channel.id, { pingReply: !ping })}><AtSign size={14} /> {ping ? "On" : "Off"}</button>
      <IconButton small side="top" label="Stop replying" icon={<X size={16} />} onClick={() => stopReplying(channel.id)} />
    </div>
  );
}

function FileTray({ channelId, files }: { channelId: string; files: readonly File[] }) {
  return (
    <ul className="file-tray" aria-label="Files to send">
      {files.map((file, index) => (
        <li key={`${file.name}-${index}`} className="file-tray__item">
          <LocalPicture file={file} size={84} />
          <span className="truncate file-tray__name" title={file.name}>{file.name}</span>
          <span className="file-tray__size">{formatBytes(file.size)}</span>
          <button type="button" className="file-tray__remove" aria-label={`Remove ${file.name}`} onClick={() => changeDraft(channelId, { files: files.filter((_, i) => i !== index) })}><X size={14} /></button>
        </li>
      ))}
    </ul>
  );
}
