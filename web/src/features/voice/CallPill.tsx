// On a phone, while one reads elsewhere: the call that goes on, the way back to it, silence and the way out, where a thumb reaches them.
import { Mic, MicOff, PhoneOff, Volume2 } from "lucide-react";
import { call, leave, own } from "../../stores/call";
import { useChannel } from "../../stores/entities";
import { channelName } from "../../stores/names";
import { DirectMessages, goToChannel } from "../../stores/navigation";
import { useValue } from "../../stores/reactive";
import type { Id } from "../../wire/types";
import { toggleMuted } from "./actions";
import "./panel.css";

const said = { idle: "", connecting: "Connecting…", connected: "In the call", reconnecting: "Reconnecting…", failed: "The call was lost" } as const;

export default function CallPill({ shown }: { shown: Id | null }) {
  const now = useValue(call);
  const { muted, deafened } = useValue(own);
  const channel = useChannel(now.channelId);
  if (!channel || now.phase === "idle" || channel.id === shown) return null;
  const silent = muted || deafened;
  return (
    <div className="call-pill only-phone" role="region" aria-label="Call" data-phase={now.phase}>
      <button type="button" className="call-pill__back" onClick={() => goToChannel(now.guildId ?? DirectMessages, channel.id)}>
        <Volume2 size={16} aria-hidden /><span className="truncate">{said[now.phase]}: <strong>{channelName(channel)}</strong></span>
      </button>
      <button type="button" className="icon-button" aria-label={silent ? "Unmute" : "Mute"} aria-pressed={silent} onClick={toggleMuted}>{silent ? <MicOff size={20} /> : <Mic size={20} />}</button>
      <button type="button" className="icon-button call-pill__leave" aria-label="Leave the call" onClick={() => void leave()}><PhoneOff size={19} /></button>
    </div>
  );
}
