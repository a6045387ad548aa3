// Who is in a voice channel, below its row in the channel list.
import { memo, type MouseEvent } from "react";
import { useUser } from "../../stores/entities";
import { showProfile } from "../../stores/overlays";
import { participants, useVoicePeople, useVoiceState, voiceStatuses } from "../../stores/call";
import { useComputed, useRow } from "../../stores/reactive";
import { Avatar } from "../../ui/Avatar";
import type { Channel, Id } from "../../wire/types";
import { marksOfState, spoken, usePersonName } from "./people";
import { showPersonMenu } from "./personMenu";
import { VoiceMarks } from "./VoiceMarks";
import "./voice.css";

/** The end of a voice channel's row: how many are in it, and how many may be. */
export function SeatCount({ channel }: { channel: Channel }) {
  const people = useVoicePeople(channel.guild_id ?? channel.id, channel.id);
  const limit = channel.user_limit ?? 0;
  if (limit === 0 && people.length === 0) return null;
  const two = (value: number) => String(value).padStart(2, "0");
  return (
    <span className="seat-count channel-row__end" data-full={(limit > 0 && people.length >= limit) || undefined} aria-hidden>
      {limit > 0 ? <>{two(people.length)}<i>/</i>{two(limit)}</> : people.length}
    </span>
  );
}

/** What the channel says it is about. */
export function SeatStatus({ channelId }: { channelId: Id }) {
  const status = useRow(voiceStatuses, channelId);
  return status ? <p className="seat-status truncate" title={status}>{status}</p> : null;
}

const MaxShown = 25;

export function VoiceSeats({ channel }: { channel: Channel }) {
  const guildId = channel.guild_id ?? "";
  const people = useVoicePeople(guildId, channel.id);
  if (people.length === 0) return null;
  const onContextMenu = (event: MouseEvent) => {
    const userId = (event.target as Element).closest<HTMLElement>("[data-person]")?.dataset.person;
    if (!userId) return;
    event.preventDefault();
    event.stopPropagation();
    showPersonMenu({ userId, guildId, channelId: channel.id, anchor: new DOMRect(event.clientX, event.clientY, 0, 0) });
  };
  return (
    <ul className="seats" aria-label={`In ${channel.name ?? "this channel"}`} onContextMenu={onContextMenu}>
      {people.slice(0, MaxShown).map((state) => <Seat key={state.user_id} guildId={guildId} userId={state.user_id} />)}
      {people.length > MaxShown && <li className="seats__more">and {people.length - MaxShown} more</li>}
    </ul>
  );
}

const Seat = memo(function Seat({ guildId, userId }: { guildId: Id; userId: Id }) {
  const user = useUser(userId);
  const state = useVoiceState(guildId, userId);
  const name = usePersonName(guildId, userId);
  const speaking = useComputed([participants], () => participants.get(userId)?.speaking ?? false);
  if (!state) return null;
  const marks = marksOfState(state);
  return (
    <li>
      <button type="button" className="seat" data-person={userId} data-speaking={speaking || undefined} aria-label={spoken(name, marks)}
        onClick={(event) => showProfile(userId, guildId, event.currentTarget)}>
        <span className="seat__face">{user && <Avatar user={user} size={24} />}</span>
        <span className="truncate seat__name">{name}</span>
        <VoiceMarks marks={marks} size={14} />
      </button>
    </li>
  );
});
