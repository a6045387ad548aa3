// The inside of a call one takes part in: what is wrong if something is, the tiles, the controls.
import { MicOff, PhoneOff, RefreshCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { call, leave, microphoneTrouble, own, retry, type CallProblem, type CallState } from "../../stores/call";
import { open } from "../../stores/overlays";
import { useValue } from "../../stores/reactive";
import { Button } from "../../ui/Button";
import type { Channel } from "../../wire/types";
import { CallControls } from "./CallControls";
import { TileGrid } from "./TileGrid";

export function CallStage({ channel, children }: { channel: Channel; children?: ReactNode }) {
  const state = useValue(call);
  if (state.phase === "failed") return <Failed state={state} />;
  const waiting = state.phase === "connecting" || state.phase === "reconnecting";
  return (
    <div className="call-stage">
      <Notes state={state} />
      <div className="call-stage__body" data-faded={state.phase === "reconnecting" || undefined}>
        {children ?? <TileGrid guildId={channel.guild_id ?? null} channelId={channel.id} />}
        {waiting && <div className="call-stage__wait" role="status"><span className="spinner" aria-hidden /> {state.phase === "connecting" ? "Connecting…" : "Reconnecting…"}</div>}
      </div>
      <CallControls channel={channel} />
    </div>
  );
}

function Notes({ state }: { state: CallState }) {
  const { microphone } = useValue(own);
  const trouble = microphoneTrouble(microphone);
  const help = () => open({ kind: "userSettings", tab: "voice" });
  return <>
    {state.phase === "reconnecting" && <p className="call-note"><RefreshCw size={15} className="banner__turning" aria-hidden /> <span>The connection to the call was lost. It comes back by itself as soon as the network does.</span></p>}
    {microphone === "asking" && <p className="call-note"><MicOff size={15} aria-hidden /> <span>Your browser asks whether this page may use the microphone. Allow it to be heard.</span></p>}
    {trouble && <p className="call-note" role="status"><MicOff size={15} aria-hidden /> <span>{trouble}</span> <button type="button" className="link" onClick={help}>Microphone settings</button></p>}
  </>;
}

const advice: Record<CallProblem, { title: string; text: string; again: boolean }> = {
  full: { title: "This channel is full", text: "Try again when somebody has left.", again: true },
  forbidden: { title: "You may not join here", text: "Ask the people who run this guild.", again: false },
  unreachable: { title: "The call can't be reached", text: "Your network may block calls (UDP). Try another network, or switch a VPN off, then try again.", again: true },
  refused: { title: "The server refused the call", text: "Try again; if it stays so, tell the people who run this server.", again: true },
  unsupported: { title: "This browser can't make calls", text: "It lacks WebRTC, or the page is not on https. Try a current browser.", again: false },
  kicked: { title: "You were disconnected", text: "Somebody who may has taken you out of the call.", again: true },
  elsewhere: { title: "You are in this call elsewhere", text: "You joined from another window or device; this one has stepped back.", again: true },
  "channel-gone": { title: "This channel is gone", text: "It was deleted while you were in it.", again: false },
};

function Failed({ state }: { state: CallState }) {
  const known = state.problem ? advice[state.problem] : { title: "The call has ended", text: "", again: true };
  return (
    <div className="call-stage call-stage--failed">
      <div className="empty"><span className="empty__art empty__art--warn"><TriangleAlert size={26} /></span>
        <h2 className="empty__title">{known.title}</h2>
        <p className="empty__text" role="alert">{[state.reason, known.text].filter(Boolean).join(" ")}</p>
        <div className="call-stage__choice">
          {known.again && <Button tone="primary" onClick={() => void retry()}><RefreshCw size={16} /> Try again</Button>}
          <Button tone="quiet" onClick={() => void leave()}><PhoneOff size={16} /> Leave</Button>
        </div></div>
    </div>
  );
}
