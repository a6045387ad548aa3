// A stage from inside: who speaks, who listens, who asks to speak.
import { Popover } from "@base-ui/react/popover";
import { Hand, Mic, Pencil, Podcast, Radio, Square, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { attempt } from "../../stores/attempt";
import { useMayInChannel } from "../../stores/access";
import { dismissRequest, endStage, inviteToSpeak, participants, useParticipant, useStage, waitsToSpeak, type Participant } from "../../stores/call";
import { useUser } from "../../stores/entities";
import { notify, open } from "../../stores/overlays";
import { useDerived } from "../../stores/reactive";
import { myId } from "../../stores/session";
import { Avatar } from "../../ui/Avatar";
import { Button, IconButton } from "../../ui/Button";
import { formatCount } from "../../ui/format";
import { Permission } from "../../wire/permissions";
import type { Channel, Id } from "../../wire/types";
import { usePersonName } from "./people";
import { showPersonMenu } from "./personMenu";
import { StageDialog } from "./StageDialog";
import { TileGrid } from "./TileGrid";

/** Who runs a stage: these three together, as the server asks for them. */
export const StageModerator = Permission.manageChannels | Permission.muteMembers | Permission.moveMembers;
const MaxAudience = 80;
/** Who asked first stands first; who has not asked, after them. */
const askedAt = (person: Participant) => (person.handRaisedAt ? Date.parse(person.handRaisedAt) : Number.MAX_SAFE_INTEGER);
const byHand = (a: Participant, b: Participant) => askedAt(a) - askedAt(b);
const speaks = (person: Participant) => !person.suppressed;

/** The line above a stage: what it is about, and what moderators do with it. */
export function StageHead({ channel, inside }: { channel: Channel; inside: boolean }) {
  const live = useStage(channel.id);
  const moderates = useMayInChannel(channel.id, StageModerator);
  const mayLet = useMayInChannel(channel.id, Permission.muteMembers);
  const [editing, setEditing] = useState(false);
  if (!live && !moderates && !(inside && mayLet)) return null;
  return (
    <div className="stage-head" data-live={!!live || undefined}>
      {live ? <><span className="live-mark"><Radio size={12} aria-hidden />LIVE</span><strong className="truncate">{live.topic}</strong></>
        : <span className="muted">This stage is not open. People can join, and hear you once it has a topic.</span>}
      <div className="stage-head__tools">
        {inside && mayLet && <Requests guildId={channel.guild_id ?? null} />}
        {moderates && <Button small tone="quiet" onClick={() => setEditing(true)}>{live ? <Pencil size={15} aria-hidden /> : <Podcast size={15} aria-hidden />} {live ? "Topic" : "Start the stage"}</Button>}
        {moderates && live && <Button small tone="danger-quiet" onClick={() => open({ kind: "confirm", danger: true, title: "End this stage?", text: "Its topic goes, and it is no longer shown as live. People stay until they leave.", action: "End the stage", run: () => endStage(channel.id) })}><Square size={14} aria-hidden /> End</Button>}
      </div>
      {editing && <StageDialog channelId={channel.id} topic={live?.topic ?? null} onClose={() => setEditing(false)} />}
    </div>
  );
}

export function StageArea({ channel }: { channel: Channel }) {
  const people = useDerived([participants], () => participants.values(), []);
  const speakers = people.filter(speaks);
  const audience = people.filter((person) => person.suppressed).sort(byHand);
  useInvitation();
  return (
    <div className="stage">
      <section className="stage__speakers" aria-label="On stage">
        {speakers.length > 0 ? <TileGrid guildId={channel.guild_id ?? null} channelId={channel.id} who={speaks} alone={false} /> : <Empty channel={channel} />}
      </section>
      <section className="stage__audience" aria-label="Audience">
        <h2>Audience <span>{formatCount(audience.length)}</span></h2>
        {audience.length === 0 ? <p className="muted">Nobody listens yet.</p> : (
          <ul className="scroll">
            {audience.slice(0, MaxAudience).map((person) => <Listener key={person.userId} person={person} channel={channel} />)}
            {audience.length > MaxAudience && <li className="stage__more">and {formatCount(audience.length - MaxAudience)} more</li>}
          </ul>
        )}
      </section>
    </div>
  );
}

function Empty({ channel }: { channel: Channel }) {
  const maySpeak = useMayInChannel(channel.id, Permission.muteMembers);
  return (
    <div className="empty stage__empty"><span className="empty__art" aria-hidden><Podcast size={26} /></span>
      <p className="empty__title">Nobody is on stage yet</p>
      <p className="empty__text">{maySpeak ? "Go up yourself, or let somebody up who asks to speak." : "Those who run it will begin soon. You can ask to speak."}</p>
    </div>
  );
}

function Listener({ person, channel }: { person: Participant; channel: Channel }) {
  const user = useUser(person.userId);
  const name = usePersonName(channel.guild_id, person.userId);
  const hand = person.handRaisedAt !== null;
  const show = (anchor: DOMRect) => showPersonMenu({ userId: person.userId, guildId: channel.guild_id ?? null, channelId: channel.id, anchor });
  return (
    <li><button type="button" className="listener" aria-label={[name, hand && "asks to speak"].filter(Boolean).join(", ")}
      onClick={(event) => show(event.currentTarget.getBoundingClientRect())}
      onContextMenu={(event) => { event.preventDefault(); show(new DOMRect(event.clientX, event.clientY, 0, 0)); }}>
      <span className="listener__face">{user && <Avatar user={user} size={44} />}{hand && <span className="listener__hand" aria-hidden><Hand size={13} /></span>}</span>
      <span className="truncate">{name}</span>
    </button></li>
  );
}

/** Who asks to speak, first come first; to be let up or put aside by those who may mute. */
function Requests({ guildId }: { guildId: Id | null }) {
  const waiting = useDerived([participants], () => participants.values()
    .filter((person) => person.suppressed && person.handRaisedAt !== null)
    .sort(byHand), []);
  return (
    <Popover.Root>
      <Popover.Trigger render={<Button small tone="quiet" aria-label={`Requests to speak, ${waiting.length}`}><Hand size={15} aria-hidden /> {waiting.length > 0 && <span className="badge">{waiting.length}</span>}<span className="only-desktop">Requests</span></Button>} />
      <Popover.Portal>
        <Popover.Positioner className="positioner" align="end" sideOffset={8} collisionPadding={8}>
          <Popover.Popup className="popup popup--requests" aria-label="Requests to speak">
            <h2>Requests to speak</h2>
            {waiting.length === 0 ? <p className="muted">Nobody has raised a hand.</p> : <ul className="scroll">{waiting.map((person) => <Request key={person.userId} userId={person.userId} guildId={guildId} />)}</ul>}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Request({ userId, guildId }: { userId: Id; guildId: Id | null }) {
  const user = useUser(userId);
  const name = usePersonName(guildId, userId);
  return (
    <li className="request">{user && <Avatar user={user} size={34} />}<span className="truncate">{name}</span>
      <Button small tone="primary" onClick={() => attempt(inviteToSpeak(userId))} aria-label={`Let ${name} speak`}><Mic size={15} aria-hidden /> Let speak</Button>
      <IconButton label={`Put ${name}'s request aside`} icon={<X size={17} />} onClick={() => attempt(dismissRequest(userId))} /></li>
  );
}

/** Says so when one is let up onto the stage, or when a moderator has put one's request aside. */
function useInvitation(): void {
  const me = useParticipant(myId());
  const before = useRef<boolean | undefined>(undefined);
  const suppressed = me?.suppressed;
  const asks = me?.handRaisedAt != null;
  const asked = useRef(asks);
  useEffect(() => {
    if (before.current === true && suppressed === false) notify("You are on stage now. Everybody hears you when your microphone is on.", "success");
    else if (asked.current && !asks && suppressed && waitsToSpeak.get()) notify("Your request to speak was put aside. You can ask again.");
    if (!asks && asked.current) waitsToSpeak.set(false);
    before.current = suppressed;
    asked.current = asks;
  }, [suppressed, asks]);
}
