// The call of a direct message or a group, above what is written there.
import { Phone, PhoneIncoming } from "lucide-react";
import { answer, call, join, usePrivateCall, useVoicePeople } from "../../stores/call";
import { users } from "../../stores/entities";
import { useDerived, useValue } from "../../stores/reactive";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import type { Channel } from "../../wire/types";
import { CallStage } from "./CallStage";
import "./call.css";

export default function DirectCall({ channel }: { channel: Channel }) {
  const inside = useValue(call, (now) => now.channelId === channel.id && now.phase !== "idle");
  const ongoing = usePrivateCall(channel.id);
  if (inside) return <div className="direct-call"><CallStage channel={channel} /></div>;
  return ongoing ? <Ongoing channel={channel} /> : null;
}

function Ongoing({ channel }: { channel: Channel }) {
  const people = useVoicePeople(channel.id, channel.id);
  const faces = useDerived([users], () => people.flatMap((state) => users.get(state.user_id) ?? []).slice(0, 5), [people]);
  return (
    <div className="call-banner" role="status">
      <PhoneIncoming size={17} aria-hidden />
      <span>A call is going on</span>
      <span className="call-banner__faces" aria-hidden>{faces.map((user) => <Avatar key={user.id} user={user} size={26} />)}</span>
      <Button small tone="primary" onClick={() => void (people.length > 0 ? answer(channel.id) : join(channel.id))}><Phone size={15} aria-hidden /> Join</Button>
    </div>
  );
}
