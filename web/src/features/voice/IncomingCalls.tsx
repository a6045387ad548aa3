// Somebody calls: who it is, and yes or no.
import { Phone, PhoneOff } from "lucide-react";
import { useEffect } from "react";
import { attempt } from "../../stores/attempt";
import { answer, call, decline, privateCalls } from "../../stores/call";
import { presences, useChannel, users } from "../../stores/entities";
import { channelName } from "../../stores/names";
import { DirectMessages, goToChannel } from "../../stores/navigation";
import { useComputed, useDerived, useRow, useValue } from "../../stores/reactive";
import { me } from "../../stores/session";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { ChannelType, type Id } from "../../wire/types";
import { startRinging } from "./ring";
import "./incoming.css";

const MaxShown = 3;

export default function IncomingCalls() {
  const self = useValue(me);
  const inside = useValue(call, (now) => now.channelId);
  const ringing = useDerived([privateCalls], () => privateCalls.values()
    .filter((one) => self && one.ringing.includes(self.id) && one.channel_id !== inside).slice(0, MaxShown), [self, inside]);
  const status = useRow(presences, self?.id)?.status;
  const sounds = ringing.length > 0 && status !== "dnd";
  useEffect(() => (sounds ? startRinging() : undefined), [sounds]);
  if (ringing.length === 0) return null;
  return <div className="incoming">{ringing.map((one) => <Incoming key={one.channel_id} channelId={one.channel_id} />)}</div>;
}

function Incoming({ channelId }: { channelId: Id }) {
  const channel = useChannel(channelId);
  const caller = channel?.recipients?.[0];
  const user = useRow(users, caller?.id) ?? caller;
  const name = useComputed([users], () => (channel ? channelName(channel) : "Somebody"));
  const accept = () => {
    void answer(channelId);
    goToChannel(DirectMessages, channelId);
  };
  return (
    <section className="incoming__card" role="alertdialog" aria-labelledby={`calls-${channelId}`} aria-describedby={`calls-text-${channelId}`}
      onKeyDown={(event) => { if (event.key === "Escape") attempt(decline(channelId)); }}>
      <span className="incoming__face">{user && <Avatar user={user} size={64} />}</span>
      <strong id={`calls-${channelId}`} className="truncate">{name}</strong>
      <span className="muted" id={`calls-text-${channelId}`} role="status">{channel?.type === ChannelType.groupDm ? "calls your group" : "calls you"}</span>
      <div className="incoming__choice">
        <Button tone="danger" onClick={() => attempt(decline(channelId))}><PhoneOff size={18} aria-hidden /> Decline</Button>
        <Button tone="primary" autoFocus onClick={accept}><Phone size={18} aria-hidden /> Answer</Button>
      </div>
    </section>
  );
}
