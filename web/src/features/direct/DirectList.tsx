import { Plus, Users } from "lucide-react";
import { channels, channelsIn, presences } from "../../stores/entities";
import { channelName } from "../../stores/names";
import { DirectMessages, goToChannel, pathOf } from "../../stores/navigation";
import { drawer, open } from "../../stores/overlays";
import { useComputed, useDerived, useRow } from "../../stores/reactive";
import { mentionsIn, readStates } from "../../stores/readStates";
import { IconButton } from "../../ui/Button";
import { Avatar } from "../../ui/Avatar";
import { compareIds } from "../../wire/snowflake";
import { ChannelType, isPrivateChannel, type Channel } from "../../wire/types";

/** Direct messages and groups, the last one written in first. */
export function DirectList({ channelId }: { channelId: string | null }) {
  const list = useDerived([channels], () => channelsIn("").filter(isPrivateChannel)
    .sort((a, b) => compareIds(b.last_message_id ?? b.id, a.last_message_id ?? a.id)), []);
  return (
    <nav aria-label="Direct messages">
      <div className="sidebar__add"><h2 className="sidebar__heading">Direct messages</h2><IconButton small label="New group" icon={<Plus size={17} />} onClick={() => open({ kind: "groupPeople", channelId: null })} /></div>
      {list.map((channel) => <DirectRow key={channel.id} channel={channel} active={channel.id === channelId} />)}
    </nav>
  );
}

function DirectRow({ channel, active }: { channel: Channel; active: boolean }) {
  const other = channel.type === ChannelType.dm ? channel.recipients?.[0] : undefined;
  const presence = useRow(presences, other?.id);
  const waiting = useComputed([readStates], () => mentionsIn(channel.id));
  const name = channelName(channel);
  return (
    <a className={`channel-row ${active ? "channel-row--active" : ""} ${waiting ? "channel-row--unread" : ""}`} aria-current={active ? "page" : undefined}
      aria-label={waiting ? `${name}, ${waiting} unread` : name}
      href={pathOf({ page: "channel", guildId: DirectMessages, channelId: channel.id, messageId: null })}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        goToChannel(DirectMessages, channel.id);
        drawer.set(null);
      }}>
      {other ? <Avatar user={other} size={26} status={presence?.status} /> : <Users size={17} className="channel-row__icon" aria-hidden />}
      <span className="truncate">{name}</span>
      {waiting > 0 && <span className="badge channel-row__end" aria-hidden>{waiting}</span>}
    </a>
  );
}
