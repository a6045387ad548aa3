// A voice channel one looks at from outside: who is there, and the way in.
import { Lock, Phone, Podcast, Users, Volume2 } from "lucide-react";
import { call, join, useStage, useVoicePeople, voiceStatuses } from "../../stores/call";
import { channels, users } from "../../stores/entities";
import { channelName } from "../../stores/names";
import { useDerived, useRow, useValue } from "../../stores/reactive";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { ChannelType, type Channel } from "../../wire/types";
import { ownerOf, useEntry, usePersonName } from "./people";

const MaxFaces = 8;

export function Lobby({ channel }: { channel: Channel }) {
  const people = useVoicePeople(ownerOf(channel), channel.id);
  const entry = useEntry(channel.id);
  const status = useRow(voiceStatuses, channel.id);
  const live = useStage(channel.id);
  const elsewhere = useValue(call, (now) => (now.phase !== "idle" && now.phase !== "failed" ? now.channelId : null));
  const faces = useDerived([users], () => people.slice(0, MaxFaces).flatMap((state) => users.get(state.user_id) ?? []), [people]);
  const other = elsewhere && elsewhere !== channel.id ? channels.get(elsewhere) : undefined;
  const stage = channel.type === ChannelType.stage;
  const Icon = entry === "forbidden" ? Lock : stage ? Podcast : Volume2;
  return (
    <div className="lobby">
      <span className="empty__art" aria-hidden><Icon size={26} /></span>
      <h2>{live?.topic ?? channel.name}</h2>
      {(live || status) && <p className="muted">{live ? channel.name : status}</p>}
      {faces.length > 0 && <div className="lobby__faces" aria-hidden>{faces.map((user) => <Avatar key={user.id} user={user} size={52} />)}{people.length > MaxFaces && <span className="lobby__more">+{people.length - MaxFaces}</span>}</div>}
      <p className="lobby__who">{people.length === 0 ? stage ? "Nobody is on this stage just now." : "Nobody is here just now." : <Who channel={channel} ids={people.map((state) => state.user_id)} />}</p>
      {entry === "forbidden" ? <p className="lobby__denied"><Lock size={15} aria-hidden /> You can see this channel, but not join it.</p>
        : <Button tone="primary" disabled={entry === "full"} onClick={() => void join(channel.id)}>{entry === "full" ? <><Users size={17} /> Full</> : <><Phone size={17} /> {stage ? "Join the audience" : "Join voice"}</>}</Button>}
      {entry === "open" && other && <p className="muted lobby__note">You leave {channelName(other)} by that.</p>}
    </div>
  );
}

function Who({ channel, ids }: { channel: Channel; ids: readonly string[] }) {
  const first = usePersonName(channel.guild_id, ids[0] ?? "");
  const second = usePersonName(channel.guild_id, ids[1] ?? "");
  if (ids.length === 1) return <>{first} is here.</>;
  if (ids.length === 2) return <>{first} and {second} are here.</>;
  return <>{first}, {second} and {ids.length - 2} more are here.</>;
}
