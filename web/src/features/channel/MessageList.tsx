// The messages of a channel in a window that scrolls both ways through its history. Only rows near
// the screen exist; the end is followed while the reader is there, and left alone when they are not.
import { ArrowDown } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { useValue } from "../../stores/reactive";
import { jump, load, useLog, viewport } from "../../stores/messages";
import { lastReadOf, isUnread, markRead } from "../../stores/readStates";
import { myId } from "../../stores/session";
import type { Channel, Id } from "../../wire/types";
import { PointerMenu } from "../../ui/Menu";
import { allowedOn, edit, remove, reply, stopReplying } from "./actions";
import { Beginning } from "./Beginning";
import { messageEntries } from "./MessageTools";
import { MessageView } from "./MessageView";
import { NewBar } from "./NewBar";
import { buildRows, rowAfter, rowOf, type Row } from "./rows";
import { formatDayLine } from "../../ui/format";

const NearEdgePx = 900;
const AtEndPx = 60;
const MarkedMs = 2_400;
/** Heights become known as rows appear, and that scrolls too: only a scroll soon after a gesture is the reader's. */
const GestureMs = 1_200;

export function MessageList({ channel }: { channel: Channel }) {
  const log = useLog(channel.id);
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const virtual = useRef<VirtualizerHandle>(null);
  const following = useRef(true);
  const touched = useRef(0);
  const [showJump, setShowJump] = useState(false);
  const [newAfter, setNewAfter] = useState<Id | null>(() => (isUnread(channel) ? lastReadOf(channel) : null));
  const [marked, setMarked] = useState<Id | null>(null);
  const [menu, setMenu] = useState<{ x: number; y: number; id: Id } | null>(null);
  const wanted = useValue(jump);

  const rows = useMemo(() => buildRows(log, newAfter, myId()), [log, newAfter]);
  const shift = usePrepended(rows);

  useEffect(() => {
    if ((!log.loaded || log.stale) && !log.loading && !log.error && jump.get()?.channelId !== channel.id) void load(channel.id, "latest");
  }, [channel.id, log.loaded, log.stale, log.loading, log.error]);

  const setFollowing = useCallback((next: boolean) => {
    following.current = next;
    viewport.update((now) => (now.following === next && now.channelId === channel.id ? now : { ...now, channelId: channel.id, following: next }));
    setShowJump(!next);
  }, [channel.id]);

  const toEnd = useCallback(() => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, []);

  useEffect(() => {
    setFollowing(true);
    return () => viewport.update((now) => (now.channelId === channel.id ? { ...now, channelId: null } : now));
  }, [channel.id, setFollowing]);

  // The first rows: the line where reading stopped when there is one, else the end.
  const placed = useRef(false);
  useLayoutEffect(() => {
    if (!log.loaded || rows.length === 0) return;
    if (!placed.current) {
      placed.current = true;
      const line = rows.findIndex((row) => row.kind === "divider" && row.isNew);
      if (line >= 0 && rows.length - line > 12) {
        setFollowing(false);
        virtual.current?.scrollToIndex(line, { align: "start", offset: -80 });
        return;
      }
    }
    if (following.current && log.atEnd && !wanted) toEnd();
  }, [rows, log.loaded, log.atEnd, toEnd, setFollowing, wanted]);

  // Pictures, reactions and the composer change heights: stay at the end while we are there.
  useEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (!box || !inner) return;
    const watch = new ResizeObserver(() => following.current && toEnd());
    watch.observe(box);
    watch.observe(inner);
    return () => watch.disconnect();
  }, [toEnd]);

  // A jump waits until its message is in the window.
  useEffect(() => {
    if (!wanted || wanted.channelId !== channel.id) return;
    const exact = rowOf(rows, wanted.messageId);
    if (exact < 0 && (!log.loaded || log.loading)) return;
    const at = exact < 0 ? rowAfter(rows, wanted.messageId) : exact;
    if (at < 0) return jump.set(null);
    placed.current = true;
    setFollowing(false);
    virtual.current?.scrollToIndex(at, { align: "center" });
    setMarked(wanted.messageId);
    jump.set(null);
    const timer = setTimeout(() => setMarked(null), MarkedMs);
    return () => clearTimeout(timer);
    // The timer must outlive the jump value it came from.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted?.at, rows]);

  const onScroll = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const below = box.scrollHeight - box.scrollTop - box.clientHeight;
    if (below < AtEndPx) setFollowing(log.atEnd);
    else if (Date.now() - touched.current < GestureMs) setFollowing(false);
    if (!placed.current) return;
    if (box.scrollTop < NearEdgePx && !log.atStart) void load(channel.id, "before");
    if (below < NearEdgePx && !log.atEnd) void load(channel.id, "after");
  }, [channel.id, log.atEnd, log.atStart, setFollowing]);

  // A page shorter than the screen leaves nothing to scroll: ask for the next one.
  useEffect(() => {
    const box = scroller.current;
    if (log.loaded && !log.loading && !log.atStart && !log.error && box && box.scrollHeight <= box.clientHeight + NearEdgePx) void load(channel.id, "before");
  }, [rows, channel.id, log.loaded, log.loading, log.atStart, log.error]);

  useReading(channel, newAfter, setNewAfter);

  const touch = () => {
    touched.current = Date.now();
  };

  const toPresent = () => {
    setFollowing(true);
    setNewAfter(null);
    if (log.atEnd) toEnd();
    else void load(channel.id, "latest");
  };

  const onContextMenu = (event: MouseEvent) => {
    const row = (event.target as Element).closest("[data-message]");
    if (!row || (event.target as Element).closest("a, input, textarea") || window.getSelection()?.toString()) return;
    event.preventDefault();
    setMenu({ x: event.clientX, y: event.clientY, id: row.getAttribute("data-message") ?? "" });
  };
  const menuMessage = menu && log.messages.find((m) => m.id === menu.id && !m.local);

  return (
    <div className="messages">
      <NewBar channel={channel} log={log} newAfter={newAfter} onDone={() => setNewAfter(null)} />
      <div ref={scroller} className="messages__scroll scroll" onScroll={onScroll} onContextMenu={onContextMenu} tabIndex={0}
        onWheel={touch} onTouchMove={touch} onPointerDown={touch} onPointerMove={(event) => event.buttons > 0 && touch()} onKeyDownCapture={touch}
        role="log" aria-live="off" aria-label={`Messages in ${channel.name ?? "this channel"}`} onKeyDown={(event) => moveFocus(event, virtual.current, rows)}>
        <div ref={content} className="messages__content">
          <div className="messages__spacer" />
          {!log.loaded && <LoadState error={log.error} retry={() => void load(channel.id, "latest")} />}
          <Virtualizer ref={virtual} scrollRef={scroller} shift={shift} bufferSize={600}>
            {rows.map((row, index) => (
              <div key={row.key} data-row={index}><RowView row={row} channel={channel} marked={marked} /></div>
            ))}
          </Virtualizer>
          <div className="messages__tail" />
        </div>
      </div>
      {showJump && log.loaded && (
        <button type="button" className="jump-present" onClick={toPresent}>
          <ArrowDown size={16} /> {log.atEnd ? "Latest messages" : "You are reading older messages. Jump to the present"}
        </button>
      )}
      {menuMessage && <PointerMenu label="Message" at={menu} entries={messageEntries(menuMessage)} onClose={() => setMenu(null)} />}
    </div>
  );
}

function RowView({ row, channel, marked }: { row: Row; channel: Channel; marked: Id | null }) {
  switch (row.kind) {
    case "beginning": return <Beginning channel={channel} />;
    case "skeleton": return <Skeleton />;
    case "divider": return (
      <div className={`divider ${row.isNew ? "divider--new" : ""}`} role="separator">
        {row.day !== null && <span className="divider__day">{formatDayLine(row.day)}</span>}
        {row.isNew && <span className="divider__new">New</span>}
      </div>
    );
    case "message": return <MessageView message={row.message} grouped={row.grouped} guildId={channel.guild_id ?? null} marked={marked === row.message.id} />;
  }
}

const widths = [[38, 62, 0], [24, 80, 55], [46, 30, 0], [30, 70, 44]];

function Skeleton() {
  return (
    <div className="skeleton" aria-hidden>
      {widths.map(([name, first, second], index) => (
        <div key={index} className="skeleton__message">
          <span className="skeleton__avatar" />
          <div>
            <span className="skeleton__bar" style={{ width: `${(name ?? 30) / 2}%` }} />
            <span className="skeleton__bar" style={{ width: `${first}%` }} />
            {!!second && <span className="skeleton__bar" style={{ width: `${second}%` }} />}
          </div>
        </div>
      ))}
    </div>
  );
}

function LoadState({ error, retry }: { error: string | null; retry: () => void }) {
  if (!error) return <Skeleton />;
  return (
    <div className="empty">
      <p className="empty__title">The messages didn't load</p>
      <p className="empty__text">{error}</p>
      <button type="button" className="button button--quiet" onClick={retry}>Try again</button>
    </div>
  );
}

/** True for the render in which rows came or went at the top, so that what is read stays put. */
function usePrepended(rows: readonly Row[]): boolean {
  const messages = rows.filter((row) => row.kind === "message");
  const first = messages[0]?.key;
  const last = messages[messages.length - 1]?.key;
  const before = useRef({ first, last });
  const prepended = before.current.first !== undefined && before.current.first !== first && before.current.last === last;
  useLayoutEffect(() => {
    before.current = { first, last };
  });
  return prepended;
}

/** Marks read what is seen: at the end, with the window in focus. */
function useReading(channel: Channel, newAfter: Id | null, setNewAfter: (id: Id | null) => void) {
  const { following, focused } = useValue(viewport);
  const latest = channel.last_message_id;
  useEffect(() => {
    if (following && focused && latest) markRead(channel.id, latest);
  }, [following, focused, latest, channel.id]);
  // The line for "new" is drawn again for what arrives while nobody is looking.
  useEffect(() => {
    if (!focused && newAfter === null && !isUnread(channel)) setNewAfter(lastReadOf(channel));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only losing focus draws the line
  }, [focused]);
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>, virtual: VirtualizerHandle | null, rows: readonly Row[]): void {
  const row = (event.target as Element).closest("[data-row]");
  if ((event.target as Element).closest("input, textarea, [role=toolbar], .reactions")) return;
  const at = row ? Number(row.getAttribute("data-row")) : rows.length;
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    event.preventDefault();
    let next = at;
    do next += event.key === "ArrowUp" ? -1 : 1;
    while (rows[next] && rows[next]?.kind !== "message");
    if (!rows[next]) return;
    virtual?.scrollToIndex(next, { align: "nearest" });
    const scroll = event.currentTarget;
    requestAnimationFrame(() => scroll.querySelector<HTMLElement>(`[data-row="${next}"] > article`)?.focus({ preventScroll: true }));
    return;
  }
  const target = rows[at];
  if (!row || target?.kind !== "message" || event.ctrlKey || event.metaKey || event.altKey) return;
  const may = allowedOn(target.message);
  if (event.key === "e" && may.edit) edit(target.message);
  else if (event.key === "r" && may.reply) reply(target.message);
  else if (event.key === "Delete" && may.delete) remove(target.message);
  else if (event.key === "Escape") stopReplying(target.message.channel_id);
  else return;
  event.preventDefault();
}
