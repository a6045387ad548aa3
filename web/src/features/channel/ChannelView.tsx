// A channel on screen: header, messages, composer, and files dropped anywhere on it.
import { AtSign, Hash, Menu as MenuIcon, Phone, Search, Settings2, UploadCloud, UserPlus, Users, Video } from "lucide-react";
import { lazy, Suspense, useState, type DragEvent } from "react";
import { explain } from "../../api/errors";
import { useMayInChannel } from "../../stores/access";
import { call, ring, startCamera, usePrivateCall } from "../../stores/call";
import { channelName } from "../../stores/names";
import { drawer, notify, open } from "../../stores/overlays";
import { prefer, preferences } from "../../stores/preferences";
import { useValue } from "../../stores/reactive";
import { IconButton } from "../../ui/Button";
import { Permission } from "../../wire/permissions";
import { ChannelType, isPrivateChannel, type Channel } from "../../wire/types";
import { addFiles, Composer } from "./Composer";
import { MessageList } from "./MessageList";
import { PinsButton } from "./PinsButton";
import "./channel.css";
import "./message.css";
import "./composer.css";

const DirectCall = lazy(() => import("../voice/DirectCall"));

export function ChannelView({ channel }: { channel: Channel }) {
  const [dragging, setDragging] = useState(0);
  const mayAttach = useMayInChannel(channel.id, Permission.attachFiles);
  const direct = isPrivateChannel(channel);

  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setDragging(0);
    if (mayAttach) addFiles(channel.id, [...event.dataTransfer.files]);
  };
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");

  return (
    <main className="channel" aria-label={direct ? `Conversation with ${channelName(channel)}` : `Channel ${channel.name ?? ""}`}
      onDragEnter={(event) => hasFiles(event) && setDragging((n) => n + 1)} onDragLeave={(event) => hasFiles(event) && setDragging((n) => Math.max(0, n - 1))}
      onDragOver={(event) => hasFiles(event) && event.preventDefault()} onDrop={onDrop}>
      <ChannelHeader channel={channel} />
      {direct && <DirectCallSlot channel={channel} />}
      <MessageList key={channel.id} channel={channel} />
      <Composer key={`composer-${channel.id}`} channel={channel} />
      {dragging > 0 && mayAttach && (
        <div className="drop-target" aria-hidden><div><UploadCloud size={34} /><strong>Drop to attach</strong><span>to {direct ? channelName(channel) : `#${channel.name ?? ""}`}</span></div></div>
      )}
    </main>
  );
}

/** The call of a conversation, from the moment somebody rings. */
function DirectCallSlot({ channel }: { channel: Channel }) {
  const inside = useValue(call, (now) => now.channelId === channel.id);
  const ongoing = usePrivateCall(channel.id);
  return inside || ongoing ? <Suspense fallback={null}><DirectCall channel={channel} /></Suspense> : null;
}

function CallButtons({ channel }: { channel: Channel }) {
  const inside = useValue(call, (now) => now.channelId === channel.id && now.phase !== "failed");
  const group = channel.type === ChannelType.groupDm;
  if (inside) return null;
  const begin = (withCamera: boolean) => ring(channel.id)
    .then(() => (withCamera ? startCamera() : undefined))
    .catch((error: unknown) => notify(explain(error), "danger"));
  return <>
    <IconButton label="Start a call" icon={<Phone size={18} />} onClick={() => void begin(false)} />
    <span className={group ? "only-desktop" : undefined}><IconButton label="Start a call with your camera" icon={<Video size={19} />} onClick={() => void begin(true)} /></span>
  </>;
}

/** Whom to bring into a conversation, and who is in a group. */
function PeopleButtons({ channel }: { channel: Channel }) {
  const group = channel.type === ChannelType.groupDm;
  if (!group && channel.recipients?.[0]?.bot) return null;
  return <>
    <span className={group ? "only-desktop" : undefined}><IconButton label="Add friends" icon={<UserPlus size={18} />} onClick={() => open({ kind: "groupPeople", channelId: channel.id })} /></span>
    {group && <IconButton label={`The group, ${(channel.recipients?.length ?? 0) + 1} people`} icon={<Users size={19} />} onClick={() => open({ kind: "group", channelId: channel.id })} />}
  </>;
}

function ChannelHeader({ channel }: { channel: Channel }) {
  const direct = isPrivateChannel(channel);
  const membersShown = useValue(preferences, (now) => now.membersShown);
  const mayManage = useMayInChannel(channel.id, Permission.manageChannels);
  const toggleMembers = () => {
    if (matchMedia("(max-width: 1080px)").matches) drawer.set("members");
    else prefer({ membersShown: !membersShown });
  };
  return (
    <header className="channel-header">
      <button type="button" className="icon-button only-phone" aria-label="Open navigation" onClick={() => drawer.set("navigation")}><MenuIcon size={20} /></button>
      {channel.type === ChannelType.groupDm ? <Users size={19} className="channel-header__hash" aria-hidden /> : direct ? <AtSign size={19} className="channel-header__hash" aria-hidden /> : <Hash size={19} className="channel-header__hash" aria-hidden />}
      <h1 className="truncate">{channelName(channel)}</h1>
      {channel.topic && <button type="button" className="channel-header__topic truncate" title={channel.topic} onClick={() => open({ kind: "confirm", title: `#${channel.name ?? ""}`, text: channel.topic ?? "", action: "Close", run: () => Promise.resolve() })}>{channel.topic}</button>}
      <div className="channel-header__tools">
        {direct && <CallButtons channel={channel} />}
        {direct && <PeopleButtons channel={channel} />}
        <PinsButton channel={channel} />
        {mayManage && !direct && <span className="only-desktop"><IconButton label="Channel settings" icon={<Settings2 size={19} />} onClick={() => open({ kind: "channelSettings", channelId: channel.id })} /></span>}
        <span className="only-desktop"><IconButton label="Find a channel or guild" keys="Ctrl K" icon={<Search size={19} />} onClick={() => open({ kind: "switcher" })} /></span>
        {!direct && <IconButton label={membersShown ? "Hide members" : "Show members"} icon={<Users size={19} />} className="members-toggle" aria-pressed={membersShown} onClick={toggleMembers} />}
      </div>
    </header>
  );
}

