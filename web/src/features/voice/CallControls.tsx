// The bar below a call.
import { ArrowUpFromLine, Hand, HeadphoneOff, Headphones, Mic, MicOff, PhoneOff, ScreenShare, ScreenShareOff, SlidersHorizontal, Video, VideoOff } from "lucide-react";
import { useState } from "react";
import { attempt } from "../../stores/attempt";
import { becomeAudience, becomeSpeaker, leave, own, pushToTalk, raiseHand, startScreen, stopScreen, useParticipant, voiceSettings } from "../../stores/call";
import { useValue } from "../../stores/reactive";
import { myId } from "../../stores/session";
import { Menu } from "../../ui/Menu";
import { Permission } from "../../wire/permissions";
import { ChannelType, type Channel } from "../../wire/types";
import { toggleCamera, toggleDeafened, toggleMuted, useMayInCall } from "./actions";
import { CallOptions } from "./CallOptions";
import { keyName } from "./keys";
import { Reactions } from "./Reactions";
import { Round } from "./Round";

export function CallControls({ channel }: { channel: Channel }) {
  const [options, setOptions] = useState(false);
  const mine = useValue(own);
  const me = useParticipant(myId());
  const stage = channel.type === ChannelType.stage;
  const audience = stage && (me?.suppressed ?? true);
  return (
    <div className="call-controls" role="group" aria-label="Call controls">
      {audience ? <RaiseHand raised={!!me?.handRaisedAt} /> : <>
        <Talk muted={mine.muted || mine.deafened || (me?.serverMuted ?? false)} forced={me?.serverMuted ?? false} />
        <Camera />
        <Screen />
      </>}
      <Round label={mine.deafened ? "Undeafen" : "Deafen"} aria-pressed={mine.deafened} tone={mine.deafened ? "off" : undefined} icon={mine.deafened ? <HeadphoneOff size={21} /> : <Headphones size={21} />} onClick={toggleDeafened} />
      {channel.guild_id && <span className="only-desktop call-controls__pair"><Reactions channel={channel} /></span>}
      <Round label="Call settings" aria-haspopup="dialog" icon={<SlidersHorizontal size={20} />} onClick={() => setOptions(true)} />
      {stage && !audience && <Round label="Move to the audience" icon={<Hand size={20} />} onClick={() => attempt(becomeAudience())} />}
      <Round label="Leave the call" tone="danger" icon={<PhoneOff size={21} />} onClick={() => void leave()} />
      {options && <CallOptions channel={channel} onClose={() => setOptions(false)} />}
    </div>
  );
}

function Talk({ muted, forced }: { muted: boolean; forced: boolean }) {
  const { mode, pushKey } = useValue(voiceSettings);
  const { transmitting } = useValue(own);
  const touch = matchMedia("(pointer: coarse)").matches;
  const holds = mode === "push" && !muted;
  return <>
    <Round label={forced ? "A moderator has muted you" : muted ? "Unmute" : "Mute"} aria-pressed={muted} disabled={forced} tone={muted ? "off" : undefined} icon={muted ? <MicOff size={21} /> : <Mic size={21} />} onClick={toggleMuted} />
    {holds && (touch
      ? <button type="button" className="hold" data-open={transmitting || undefined} onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); pushToTalk(true); }} onPointerUp={() => pushToTalk(false)} onPointerCancel={() => pushToTalk(false)} onContextMenu={(event) => event.preventDefault()}>{transmitting ? "You are heard" : "Hold to talk"}</button>
      : <span className="hold hold--hint" data-open={transmitting || undefined}>{transmitting ? "You are heard" : <>Hold <kbd>{keyName(pushKey)}</kbd></>}</span>)}
  </>;
}

function Camera() {
  const { camera } = useValue(own);
  const may = useMayInCall(Permission.stream);
  return <Round label={!may ? "You may not use the camera here" : camera ? "Turn the camera off" : "Turn the camera on"} disabled={!may} tone={camera ? "on" : undefined} icon={camera ? <Video size={21} /> : <VideoOff size={21} />} onClick={toggleCamera} />;
}

/** Phones cannot share their screen from a page. */
const mayShareScreens = () => typeof navigator !== "undefined" && typeof (navigator.mediaDevices as Partial<MediaDevices> | undefined)?.getDisplayMedia === "function";

function Screen() {
  const { screen } = useValue(own);
  const may = useMayInCall(Permission.stream);
  if (!mayShareScreens()) return null;
  if (screen) return <Round label="Stop sharing" tone="on" icon={<ScreenShareOff size={21} />} onClick={() => void stopScreen()} />;
  if (!may) return <Round label="You may not share here" disabled icon={<ScreenShare size={21} />} />;
  return (
    <Menu align="center" side="top" entries={[
      { label: "Share your screen" },
      { text: "Sharp: text, slides, code", icon: <ScreenShare size={16} />, run: () => void startScreen({ sound: true, motion: false }) },
      { text: "Smooth: films, games", icon: <Video size={16} />, run: () => void startScreen({ sound: true, motion: true }) },
      { text: "Sharp, without sound", icon: <MicOff size={16} />, run: () => void startScreen({ sound: false, motion: false }) },
    ]} trigger={<button type="button" className="round" aria-label="Share your screen"><ScreenShare size={21} /></button>} />
  );
}

function RaiseHand({ raised }: { raised: boolean }) {
  const may = useMayInCall(Permission.requestToSpeak);
  const needNotAsk = useMayInCall(Permission.muteMembers);
  if (needNotAsk && !raised) return <button type="button" className="round round--wide" data-tone="on" onClick={() => attempt(becomeSpeaker())}><ArrowUpFromLine size={19} aria-hidden /> Go on stage</button>;
  if (!may && !raised) return null;
  return (
    <button type="button" className="round round--wide" data-tone={raised ? "on" : undefined} aria-pressed={raised} onClick={() => attempt(raiseHand(!raised))}>
      <Hand size={20} /> {raised ? "Lower your hand" : "Ask to speak"}
    </button>
  );
}
