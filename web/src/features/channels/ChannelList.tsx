import { ChevronDown, ChevronRight, Hash, Megaphone, Pencil, Plus, Settings2, Trash2, UserPlus, CheckCheck, Link2, Lock, Podcast, Volume2, type LucideIcon } from "lucide-react";
import { memo, useEffect, useState, type MouseEvent, type ReactNode } from "react";
import { channels as routes } from "../../api/routes";
import { requestChannelInfo } from "../../gateway/connection";
import { permissionsInChannel, useMayInGuild } from "../../stores/access";
import { channels, channelsIn, useChannel } from "../../stores/entities";
import { drawer, open } from "../../stores/overlays";
import { goToChannel, pathOf } from "../../stores/navigation";
import { prefer, preferences } from "../../stores/preferences";
import { useComputed, useDerived, useValue } from "../../stores/reactive";
import { connection } from "../../stores/session";
import { call, join } from "../../stores/call";
import { isUnread, markRead, mentionsIn, readStates } from "../../stores/readStates";
import { PointerMenu, type MenuEntries } from "../../ui/Menu";
import { Permission, has } from "../../wire/permissions";
import { ChannelType, type Channel } from "../../wire/types";
import { copy } from "../channel/actions";
import { walk } from "../shell/GuildRail";
import { sortChannels } from "./order";
import { entryOf, useEntry } from "../voice/people";
import { SeatCount, SeatStatus, VoiceSeats } from "../voice/VoiceSeats";
import { useReorder } from "./reorder";
import "./channels.css";

export function ChannelList({ guildId, channelId }: { guildId: string; channelId: string | null }) {
  const list = useDerived([channels], () => sortChannels(channelsIn(guildId)).map((channel) => ({ id: channel.id, parent: channel.parent_id ?? null, type: channel.type })), [guildId]);
  const collapsed = useValue(preferences, (now) => now.collapsedCategories);
  const mayManage = useMayInGuild(guildId, Permission.manageChannels);
  const [menu, setMenu] = useState<{ x: number; y: number; id: string } | null>(null);
  useChannelInfo(guildId, list.some((channel) => channel.type === ChannelType.voice || channel.type === ChannelType.stage));
  const reorder = useReorder(guildId, mayManage);

  const onContextMenu = (event: MouseEvent) => {
    const id = (event.target as Element).closest("[data-channel]")?.getAttribute("data-channel");
    if (!id) return;
    event.preventDefault();
    setMenu({ x: event.clientX, y: event.clientY, id });
  };
  const menuChannel = menu && channels.get(menu.id);

  return (
    <nav className="channel-list scroll" aria-label="Channels" onContextMenu={onContextMenu} onKeyDown={walk} {...reorder.list}>
      {list.map(({ id, parent, type }) => type === ChannelType.category
        ? <CategoryRow key={id} id={id} folded={collapsed.includes(id)} mayManage={mayManage} />
        : type === ChannelType.voice || type === ChannelType.stage
          ? <VoiceRow key={id} id={id} active={id === channelId} folded={parent !== null && collapsed.includes(parent)} draggable={mayManage} />
        : <ChannelRow key={id} id={id} active={id === channelId} folded={parent !== null && collapsed.includes(parent)} draggable={mayManage} />)}
      {list.length === 0 && <p className="channel-list__empty">No channels yet.</p>}
      {mayManage && list.length < 4 && (
        <button type="button" className="channel-row channel-row--quiet" onClick={() => open({ kind: "createChannel", guildId, parentId: null, type: ChannelType.text })}><Plus size={17} /> New channel</button>
      )}
      {menuChannel && <PointerMenu label={menuChannel.name ?? "Channel"} at={menu} entries={channelEntries(menuChannel)} onClose={() => setMenu(null)} />}
    </nav>
  );
}

/** What is going on in the voice channels is not in what a guild says of itself. */
function useChannelInfo(guildId: string, hasVoice: boolean): void {
  const { state } = useValue(connection);
  useEffect(() => {
    if (hasVoice && state === "ready") requestChannelInfo(guildId);
  }, [guildId, hasVoice, state]);
}

function CategoryRow({ id, folded, mayManage }: { id: string; folded: boolean; mayManage: boolean }) {
  const channel = useChannel(id);
  if (!channel) return null;
  const toggle = () => {
    const now = preferences.get().collapsedCategories;
    prefer({ collapsedCategories: folded ? now.filter((other) => other !== id) : [...now, id] });
  };
  return (
    <div className="category" data-channel={id} draggable={mayManage}>
      <button type="button" className="category__name" aria-expanded={!folded} onClick={toggle}>
        {folded ? <ChevronRight size={13} aria-hidden /> : <ChevronDown size={13} aria-hidden />}<span className="truncate">{channel.name}</span>
      </button>
      {mayManage && <button type="button" className="category__add" aria-label={`Create a channel in ${channel.name ?? ""}`} onClick={() => open({ kind: "createChannel", guildId: channel.guild_id ?? "", parentId: id, type: ChannelType.text })}><Plus size={16} /></button>}
    </div>
  );
}

/** A voice channel or a stage: a click joins it and shows it; below it are those who are there. */
const VoiceRow = memo(function VoiceRow({ id, active, folded, draggable }: { id: string; active: boolean; folded: boolean; draggable: boolean }) {
  const channel = useChannel(id);
  const here = useValue(call, (now) => now.channelId === id && now.phase !== "failed");
  const entry = useEntry(id);
  if (!channel || (folded && !active && !here)) return null;
  const onEnter = () => {
    if (call.get().channelId !== id && entryOf(channel) === "open") void join(id);
  };
  const name = channel.name ?? "";
  const said = [name, channel.type === ChannelType.stage ? "stage" : "voice channel", here ? "you are here" : entry === "forbidden" ? "you may not join" : entry === "full" ? "full" : ""].filter(Boolean).join(", ");
  return (
    <div className="voice-row">
      <RowLink channel={channel} active={active} className={here ? "channel-row--here" : ""} said={said} draggable={draggable} onEnter={onEnter}
        icon={entry === "forbidden" ? Lock : channel.type === ChannelType.stage ? Podcast : Volume2}><SeatCount channel={channel} /></RowLink>
      <SeatStatus channelId={id} />
      <VoiceSeats channel={channel} />
    </div>
  );
});

const ChannelRow = memo(function ChannelRow({ id, active, folded, draggable }: { id: string; active: boolean; folded: boolean; draggable: boolean }) {
  const channel = useChannel(id);
  const state = useComputed([channels, readStates], () => {
    const row = channels.get(id);
    return row ? `${isUnread(row) ? 1 : 0}:${mentionsIn(id)}` : "0:0";
  });
  if (!channel) return null;
  const [unread, mentions] = state.split(":").map(Number);
  if (folded && !active && !unread && !mentions) return null;
  const said = [channel.name, mentions ? `${mentions} mentions` : unread ? "unread" : ""].filter(Boolean).join(", ");
  return (
    <RowLink channel={channel} active={active} className={unread ? "channel-row--unread" : ""} said={said} draggable={draggable} icon={channel.type === ChannelType.announcement ? Megaphone : Hash}>
      {!!mentions && <span className="badge channel-row__end" aria-hidden>{mentions}</span>}
    </RowLink>
  );
});

interface RowLinkProps { channel: Channel; active: boolean; className: string; said: string; draggable: boolean; icon: LucideIcon; onEnter?: () => void; children?: ReactNode }

function RowLink({ channel, active, className, said, draggable, icon: Icon, onEnter, children }: RowLinkProps) {
  const guildId = channel.guild_id ?? "@me";
  return (
    <a className={`channel-row ${active ? "channel-row--active" : ""} ${className}`} data-channel={channel.id} draggable={draggable}
      href={pathOf({ page: "channel", guildId, channelId: channel.id, messageId: null })} aria-label={said} aria-current={active ? "page" : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onEnter?.();
        goToChannel(guildId, channel.id);
        drawer.set(null);
      }}>
      <Icon size={17} className="channel-row__icon" aria-hidden />
      <span className="truncate">{channel.name}</span>
      {children}
    </a>
  );
}

function channelEntries(channel: Channel): MenuEntries {
  const held = permissionsInChannel(channel);
  const guildId = channel.guild_id ?? "";
  const category = channel.type === ChannelType.category;
  const manages = has(held, Permission.manageChannels);
  return [
    !category && { text: "Mark as read", icon: <CheckCheck size={16} />, disabled: !isUnread(channel), run: () => channel.last_message_id && markRead(channel.id, channel.last_message_id) },
    !category && has(held, Permission.createInvite) && { text: "Invite people", icon: <UserPlus size={16} />, run: () => open({ kind: "invite", guildId, channelId: channel.id }) },
    !category && { text: "Copy link", icon: <Link2 size={16} />, run: () => void copy(location.origin + pathOf({ page: "channel", guildId, channelId: channel.id, messageId: null }), "Link copied.") },
    manages && category && { text: "Create channel here", icon: <Plus size={16} />, run: () => open({ kind: "createChannel", guildId, parentId: channel.id, type: ChannelType.text }) },
    (manages || has(held, Permission.manageRoles)) && "separator",
    manages && { text: category ? "Edit category" : "Edit channel", icon: <Pencil size={16} />, run: () => open({ kind: "channelSettings", channelId: channel.id }) },
    has(held, Permission.manageRoles) && { text: "Permissions", icon: <Settings2 size={16} />, run: () => open({ kind: "channelSettings", channelId: channel.id, tab: "permissions" }) },
    { text: "Copy ID", icon: <Hash size={16} />, run: () => void copy(channel.id, "ID copied.") },
    manages && { text: category ? "Delete category" : "Delete channel", icon: <Trash2 size={16} />, danger: true, run: () => confirmDelete(channel) },
  ];
}

export function confirmDelete(channel: Channel): void {
  const category = channel.type === ChannelType.category;
  open({
    kind: "confirm", danger: true, title: `Delete ${category ? "" : "#"}${channel.name ?? ""}?`, action: category ? "Delete category" : "Delete channel",
    text: category ? "Its channels stay; they only lose their heading." : "All its messages disappear for everyone. This can't be undone.",
    run: () => routes.delete(channel.id),
  });
}
