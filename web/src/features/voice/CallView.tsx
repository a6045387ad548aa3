// A voice channel or a stage on screen: the call, and its text beside it.
import { Grid2x2, Maximize2, Menu as MenuIcon, MessageSquare, Pencil, Podcast, Settings2, Volume2, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useMayInChannel } from "../../stores/access";
import { call, participants, useVoicePeople, voiceStartTimes, voiceStatuses } from "../../stores/call";
import { drawer, open } from "../../stores/overlays";
import { prefer, preferences } from "../../stores/preferences";
import { isUnread, readStates } from "../../stores/readStates";
import { useComputed, useRow, useValue } from "../../stores/reactive";
import { channels } from "../../stores/entities";
import { IconButton } from "../../ui/Button";
import { Permission } from "../../wire/permissions";
import { ChannelType, type Channel } from "../../wire/types";
import { Composer } from "../channel/Composer";
import { MessageList } from "../channel/MessageList";
import { CallStage } from "./CallStage";
import { Lobby } from "./Lobby";
import { duration } from "./people";
import { StageArea, StageHead } from "./StageArea";
import { StatusDialog } from "./StatusDialog";
import { focus } from "./tiles";
import "./call.css";

const narrow = () => matchMedia("(max-width: 900px)").matches;

export default function CallView({ channel }: { channel: Channel }) {
  const inside = useValue(call, (now) => now.channelId === channel.id && now.phase !== "idle");
  const preferred = useValue(preferences, (now) => now.callChatShown);
  const [chat, setChat] = useState(() => preferred && !narrow());
  const stage = channel.type === ChannelType.stage;
  const toggleChat = () => {
    if (!narrow()) prefer({ callChatShown: !chat });
    setChat(!chat);
  };
  return (
    <main className="call" aria-label={`${stage ? "Stage" : "Voice channel"} ${channel.name ?? ""}`} data-chat={chat || undefined}>
      <div className="call__main">
        <Head channel={channel} inside={inside} chat={chat} onChat={toggleChat} />
        {stage && <StageHead channel={channel} inside={inside} />}
        {!inside ? <Lobby channel={channel} /> : stage ? <CallStage channel={channel}><StageArea channel={channel} /></CallStage> : <CallStage channel={channel} />}
      </div>
      {chat && (
        <aside className="call__chat channel" aria-label="Chat of this channel">
          <header className="call__chat-head"><h2>Chat</h2><IconButton label="Hide the chat" icon={<X size={18} />} onClick={toggleChat} /></header>
          <MessageList key={channel.id} channel={channel} />
          <Composer key={`composer-${channel.id}`} channel={channel} />
        </aside>
      )}
    </main>
  );
}

function Head({ channel, inside, chat, onChat }: { channel: Channel; inside: boolean; chat: boolean; onChat: () => void }) {
  const mayManage = useMayInChannel(channel.id, Permission.manageChannels);
  const chosen = useValue(focus);
  const unread = useComputed([channels, readStates], () => {
    const row = channels.get(channel.id);
    return !!row && isUnread(row);
  });
  const many = useComputed([participants], () => participants.size > 1 || participants.values().some((person) => person.screen));
  const Icon = channel.type === ChannelType.stage ? Podcast : Volume2;
  return (
    <header className="channel-header call__head">
      <button type="button" className="icon-button only-phone" aria-label="Open navigation" onClick={() => drawer.set("navigation")}><MenuIcon size={20} /></button>
      <Icon size={19} className="channel-header__hash" aria-hidden />
      <h1 className="truncate">{channel.name}</h1>
      <Status channel={channel} inside={inside} />
      <div className="channel-header__tools">
        <Elapsed channel={channel} />
        {inside && many && <span className="only-desktop"><IconButton label={chosen === "grid" ? "Show shared screens large" : "Show all alike"} icon={chosen === "grid" ? <Maximize2 size={18} /> : <Grid2x2 size={18} />} onClick={() => focus.set(chosen === "grid" ? "auto" : "grid")} /></span>}
        {mayManage && <span className="only-desktop"><IconButton label="Channel settings" icon={<Settings2 size={19} />} onClick={() => open({ kind: "channelSettings", channelId: channel.id })} /></span>}
        <span className="call__chat-toggle" data-unread={(unread && !chat) || undefined}><IconButton label={chat ? "Hide the chat" : unread ? "Show the chat, unread" : "Show the chat"} icon={<MessageSquare size={19} />} aria-pressed={chat} onClick={onChat} /></span>
      </div>
    </header>
  );
}

function Status({ channel, inside }: { channel: Channel; inside: boolean }) {
  const status = useRow(voiceStatuses, channel.id);
  const maySet = useMayInChannel(channel.id, Permission.setVoiceStatus);
  const mayManage = useMayInChannel(channel.id, Permission.manageChannels);
  const [editing, setEditing] = useState(false);
  const may = maySet && (inside || mayManage) && channel.type === ChannelType.voice;
  if (!status && !may) return null;
  return <>
    {may
      ? <button type="button" className="channel-header__topic call__status" onClick={() => setEditing(true)} aria-label={status ? `${status}. Change the status` : "Set a status"}><span className="truncate">{status ?? "Set a status"}</span><Pencil size={13} aria-hidden /></button>
      : <span className="channel-header__topic truncate">{status}</span>}
    {editing && <StatusDialog channelId={channel.id} status={status ?? ""} onClose={() => setEditing(false)} />}
  </>;
}

function Elapsed({ channel }: { channel: Channel }) {
  const since = useRow(voiceStartTimes, channel.id);
  const people = useVoicePeople(channel.guild_id ?? channel.id, channel.id).length;
  const [now, setNow] = useState(Date.now());
  const counting = since !== undefined && people > 0;
  useEffect(() => {
    if (!counting) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [counting]);
  return counting ? <span className="call__elapsed" title="Since the first person came">{duration(now - since)}</span> : null;
}
