import { ChevronDown, Settings } from "lucide-react";
import { lazy, Suspense } from "react";
import { presences, useGuild } from "../../stores/entities";
import { setStatus } from "../../gateway/connection";
import { userName } from "../../stores/names";
import { go } from "../../stores/navigation";
import { open } from "../../stores/overlays";
import { prefer } from "../../stores/preferences";
import { useRow, useValue } from "../../stores/reactive";
import { call } from "../../stores/call";
import { usePeople } from "../../stores/relations";
import { me } from "../../stores/session";
import { Avatar } from "../../ui/Avatar";
import { IconButton } from "../../ui/Button";
import { Menu } from "../../ui/Menu";
import { RelationType, type Status } from "../../wire/types";
import { ChannelList } from "../channels/ChannelList";
import { DirectList } from "../direct/DirectList";
import { guildEntries } from "./guildEntries";

const VoicePanel = lazy(() => import("../voice/VoicePanel"));

export function Sidebar({ guildId, channelId }: { guildId: string | null; channelId: string | null }) {
  const guild = useGuild(guildId);
  const inCall = useValue(call, (now) => now.phase !== "idle");
  return (
    <div className="sidebar">
      {guild ? (
        <Menu align="start" entries={guildEntries(guild)} trigger={
          <button type="button" className="sidebar__guild"><span className="truncate">{guild.name}</span><ChevronDown size={17} aria-hidden /></button>
        } />
      ) : <div className="sidebar__guild sidebar__guild--plain"><span className="truncate">Guildhall</span></div>}
      {guild ? <ChannelList guildId={guild.id} channelId={channelId} /> : <HomeSide channelId={channelId} />}
      {inCall && <Suspense fallback={null}><VoicePanel /></Suspense>}
      <UserPanel />
    </div>
  );
}

function HomeSide({ channelId }: { channelId: string | null }) {
  const asking = usePeople(RelationType.incoming).length;
  return (
    <div className="sidebar__home">
      <button type="button" className="channel-row" onClick={() => open({ kind: "switcher" })}>Find a channel<span className="channel-row__end"><kbd>Ctrl K</kbd></span></button>
      <button type="button" className="channel-row" aria-label={asking > 0 ? `Friends, ${asking} ${asking === 1 ? "asks" : "ask"} you` : "Friends"} onClick={() => open({ kind: "friends" })}>Friends{asking > 0 && <span className="badge channel-row__end" aria-hidden>{asking}</span>}</button>
      <button type="button" className="channel-row" onClick={() => open({ kind: "userSettings" })}>Your profile</button>
      <button type="button" className="channel-row" onClick={() => open({ kind: "userSettings", tab: "appearance" })}>Appearance</button>
      <button type="button" className="channel-row" onClick={() => go({ page: "directory", applicationId: null })}>Bots of this house</button>
      <button type="button" className="channel-row" onClick={() => go({ page: "developers", applicationId: null, tab: null })}>Developers</button>
      <DirectList channelId={channelId} />
    </div>
  );
}

const statuses: [Status, string][] = [["online", "Online"], ["idle", "Idle"], ["dnd", "Do not disturb"], ["invisible", "Invisible"]];

function UserPanel() {
  const self = useValue(me);
  const presence = useRow(presences, self?.id);
  if (!self) return null;
  const status = presence?.status ?? "online";
  return (
    <div className="user-panel">
      <Menu align="start" side="top" entries={[
        { label: "Show me as" },
        ...statuses.map(([value, text]) => ({
          text, icon: <span className="status-dot" data-status={value} />,
          run: () => {
            presences.set(self.id, { user: { id: self.id }, status: value, activities: [] });
            prefer({ status: value });
            setStatus(value);
          },
        })),
        "separator",
        { text: "Settings", icon: <Settings size={16} />, run: () => open({ kind: "userSettings" }) },
      ]} trigger={
        <button type="button" className="user-panel__me" aria-label={`${userName(self)}, ${status}. Change status`}>
          <Avatar user={self} size={34} status={status} />
          <span className="user-panel__names"><strong className="truncate">{userName(self)}</strong><span className="truncate">{self.username}</span></span>
        </button>
      } />
      <IconButton label="Settings" keys="Ctrl ," side="top" icon={<Settings size={19} />} onClick={() => open({ kind: "userSettings" })} />
    </div>
  );
}
