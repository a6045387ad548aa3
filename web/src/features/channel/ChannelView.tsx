// A channel on screen: header, messages, composer, and files dropped anywhere on it.
import { Hash, Menu as MenuIcon, Search, Settings2, UploadCloud, Users } from "lucide-react";
import { useState, type DragEvent } from "react";
import { useMayInChannel } from "../../stores/access";
import { drawer, open } from "../../stores/overlays";
import { prefer, preferences } from "../../stores/preferences";
import { useValue } from "../../stores/reactive";
import { IconButton } from "../../ui/Button";
import { Permission } from "../../wire/permissions";
import type { Channel } from "../../wire/types";
import { addFiles, Composer } from "./Composer";
import { MessageList } from "./MessageList";
import { PinsButton } from "./PinsButton";
import "./channel.css";
import "./message.css";
import "./composer.css";

export function ChannelView({ channel }: { channel: Channel }) {
  const [dragging, setDragging] = useState(0);
  const mayAttach = useMayInChannel(channel.id, Permission.attachFiles);

  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setDragging(0);
    if (mayAttach) addFiles(channel.id, [...event.dataTransfer.files]);
  };
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");

  return (
    <main className="channel" aria-label={`Channel ${channel.name ?? ""}`}
      onDragEnter={(event) => hasFiles(event) && setDragging((n) => n + 1)} onDragLeave={(event) => hasFiles(event) && setDragging((n) => Math.max(0, n - 1))}
      onDragOver={(event) => hasFiles(event) && event.preventDefault()} onDrop={onDrop}>
      <ChannelHeader channel={channel} />
      <MessageList key={channel.id} channel={channel} />
      <Composer key={`composer-${channel.id}`} channel={channel} />
      {dragging > 0 && mayAttach && (
        <div className="drop-target" aria-hidden><div><UploadCloud size={34} /><strong>Drop to attach</strong><span>to #{channel.name}</span></div></div>
      )}
    </main>
  );
}

function ChannelHeader({ channel }: { channel: Channel }) {
  const membersShown = useValue(preferences, (now) => now.membersShown);
  const mayManage = useMayInChannel(channel.id, Permission.manageChannels);
  const toggleMembers = () => {
    if (matchMedia("(max-width: 1080px)").matches) drawer.set("members");
    else prefer({ membersShown: !membersShown });
  };
  return (
    <header className="channel-header">
      <button type="button" className="icon-button only-phone" aria-label="Open navigation" onClick={() => drawer.set("navigation")}><MenuIcon size={20} /></button>
      <Hash size={19} className="channel-header__hash" aria-hidden />
      <h1 className="truncate">{channel.name}</h1>
      {channel.topic && <button type="button" className="channel-header__topic truncate" title={channel.topic} onClick={() => open({ kind: "confirm", title: `#${channel.name ?? ""}`, text: channel.topic ?? "", action: "Close", run: () => Promise.resolve() })}>{channel.topic}</button>}
      <div className="channel-header__tools">
        <PinsButton channel={channel} />
        {mayManage && <span className="only-desktop"><IconButton label="Channel settings" icon={<Settings2 size={19} />} onClick={() => open({ kind: "channelSettings", channelId: channel.id })} /></span>}
        <span className="only-desktop"><IconButton label="Find a channel or guild" keys="Ctrl K" icon={<Search size={19} />} onClick={() => open({ kind: "switcher" })} /></span>
        <IconButton label={membersShown ? "Hide members" : "Show members"} icon={<Users size={19} />} className="members-toggle" aria-pressed={membersShown} onClick={toggleMembers} />
      </div>
    </header>
  );
}

