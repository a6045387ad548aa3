// Everything one can do about a person in voice: how loud they are for oneself, and what moderators may.
import { Popover } from "@base-ui/react/popover";
import { ArrowDownToLine, ArrowRightLeft, HeadphoneOff, Headphones, Hand, MessageCircle, Mic, MicOff, PhoneOff, User, Volume2, VolumeX } from "lucide-react";
import { useState, type ReactNode } from "react";
import { attempt } from "../../stores/attempt";
import { permissionsInChannel } from "../../stores/access";
import { dismissRequest, inviteToSpeak, moveMember, moveToAudience, preferSilence, preferVolume, serverDeafen, serverMute, useVoiceState, voiceSettings } from "../../stores/call";
import { channels, channelsIn, useChannel, useUser } from "../../stores/entities";
import { showProfile } from "../../stores/overlays";
import { useDerived, useValue } from "../../stores/reactive";
import { myId } from "../../stores/session";
import { Avatar } from "../../ui/Avatar";
import { Range } from "../../ui/Range";
import { Permission, has } from "../../wire/permissions";
import { ChannelType, isVoiceChannel, type Channel, type Id } from "../../wire/types";
import { sortChannels } from "../channels/order";
import { openDirect } from "../direct/openDirect";
import { entryOf, usePersonName } from "./people";
import { personMenu, type PersonMenu } from "./personMenu";
import "./person.css";

export default function PersonMenuHost() {
  const menu = useValue(personMenu);
  if (!menu) return null;
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && personMenu.set(null)}>
      <Popover.Portal>
        <Popover.Positioner className="positioner" anchor={{ getBoundingClientRect: () => menu.anchor }} side="bottom" align="start" sideOffset={6} collisionPadding={10}>
          <Popover.Popup className="popup popup--person" aria-label="About this person">
            <Card key={menu.userId} menu={menu} close={() => personMenu.set(null)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Card({ menu, close }: { menu: PersonMenu; close: () => void }) {
  const { userId, guildId, channelId } = menu;
  const user = useUser(userId);
  const name = usePersonName(guildId, userId);
  const self = userId === myId();
  return <>
    <header className="person__head">{user && <Avatar user={user} size={36} />}<strong className="truncate">{name}</strong></header>
    {!self && <Loudness userId={userId} />}
    <div className="person__items">
      <Item icon={<User size={16} />} text="Profile" run={() => { close(); showProfile(userId, guildId, anchorOf(menu)); }} />
      {!self && !user?.bot && <Item icon={<MessageCircle size={16} />} text="Message" run={() => { close(); void openDirect(userId); }} />}
      {guildId && <Moderation userId={userId} guildId={guildId} channelId={channelId} self={self} close={close} />}
    </div>
  </>;
}

/** The profile opens where this card was. */
const anchorOf = (menu: PersonMenu): Element => ({ getBoundingClientRect: () => menu.anchor }) as unknown as Element;

function Loudness({ userId }: { userId: Id }) {
  const volume = useValue(voiceSettings, (now) => now.volumes[userId] ?? 1);
  const silenced = useValue(voiceSettings, (now) => now.silenced.includes(userId));
  return (
    <div className="person__volume">
      <Range label="Loudness for you" value={Math.round(volume * 100)} min={0} max={200} step={5} mark={100} disabled={silenced} text={silenced ? "silent" : `${Math.round(volume * 100)} %`} onChange={(value) => preferVolume(userId, value / 100)} />
      <Item icon={silenced ? <Volume2 size={16} /> : <VolumeX size={16} />} text={silenced ? "Hear again" : "Mute for me"} run={() => preferSilence(userId, !silenced)} />
    </div>
  );
}

function Moderation({ userId, guildId, channelId, self, close }: { userId: Id; guildId: Id; channelId: Id; self: boolean; close: () => void }) {
  const state = useVoiceState(guildId, userId);
  const channel = useChannel(channelId);
  const [moving, setMoving] = useState(false);
  if (!state || !channel) return null;
  const held = permissionsInChannel(channel);
  const stage = channel.type === ChannelType.stage;
  const mutes = has(held, Permission.muteMembers);
  const deafens = has(held, Permission.deafenMembers);
  const moves = has(held, Permission.moveMembers);
  if (!mutes && !deafens && !moves) return null;
  const act = (work: Promise<unknown>) => { close(); attempt(work); };
  if (moving) return <Places guildId={guildId} from={channelId} onChoose={(to) => act(moveMember(guildId, userId, to))} />;
  return <>
    <div className="menu-separator" role="separator" />
    {stage && mutes && !self && (state.suppress
      ? <Item icon={<Mic size={16} />} text={state.request_to_speak_timestamp ? "Let speak" : "Invite to speak"} run={() => act(inviteToSpeak(userId))} />
      : <Item icon={<ArrowDownToLine size={16} />} text="Move to the audience" run={() => act(moveToAudience(userId))} />)}
    {stage && mutes && !self && state.suppress && state.request_to_speak_timestamp && <Item icon={<Hand size={16} />} text="Put the request aside" run={() => act(dismissRequest(userId))} />}
    {!stage && mutes && <Item danger={!state.mute} icon={state.mute ? <Mic size={16} /> : <MicOff size={16} />} text={state.mute ? "Unmute for everybody" : "Mute for everybody"} run={() => act(serverMute(guildId, userId, !state.mute))} />}
    {deafens && <Item danger={!state.deaf} icon={state.deaf ? <Headphones size={16} /> : <HeadphoneOff size={16} />} text={state.deaf ? "Let hear again" : "Deafen"} run={() => act(serverDeafen(guildId, userId, !state.deaf))} />}
    {moves && <Item icon={<ArrowRightLeft size={16} />} text="Move to…" run={() => setMoving(true)} />}
    {moves && !self && <Item danger icon={<PhoneOff size={16} />} text="Disconnect" run={() => act(moveMember(guildId, userId, null))} />}
  </>;
}

function Places({ guildId, from, onChoose }: { guildId: Id; from: Id; onChoose: (channel: Id) => void }) {
  const list: Channel[] = useDerived([channels], () => sortChannels(channelsIn(guildId)).filter((channel) => isVoiceChannel(channel) && channel.id !== from && entryOf(channel) !== "forbidden"), [guildId, from]);
  return <>
    <div className="menu-label">Move to</div>
    {list.map((channel) => <Item key={channel.id} icon={<Volume2 size={16} />} text={channel.name ?? ""} run={() => onChoose(channel.id)} />)}
    {list.length === 0 && <p className="menu-note">There is no other voice channel.</p>}
  </>;
}

function Item({ icon, text, danger, run }: { icon: ReactNode; text: string; danger?: boolean; run: () => void }) {
  return <button type="button" className={`menu-item person__item ${danger ? "menu-item--danger" : ""}`} onClick={run}>{icon}<span>{text}</span></button>;
}
