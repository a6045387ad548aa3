// Above one's own name while in a call: where, how well, and what one would reach for first.
import { Popover } from "@base-ui/react/popover";
import { AudioLines, HeadphoneOff, Headphones, Lock, LockOpen, Mic, MicOff, PhoneOff, ScreenShare, ScreenShareOff, SignalHigh, SignalLow, SignalMedium, SignalZero, TriangleAlert, Video, VideoOff } from "lucide-react";
import { useEffect, useRef } from "react";
import { call, leave, microphoneTrouble, own, participants, preferVoice, retry, voiceSettings, type CallState } from "../../stores/call";
import { channels, useChannel, useGuild } from "../../stores/entities";
import { channelName } from "../../stores/names";
import { DirectMessages, goToChannel, route } from "../../stores/navigation";
import { drawer, notify, open } from "../../stores/overlays";
import { useRow, useValue } from "../../stores/reactive";
import { myId } from "../../stores/session";
import { IconButton } from "../../ui/Button";
import { watchComings } from "./comings";
import { playEffects } from "./effectSounds";
import { ConnectionDetails } from "./ConnectionDetails";
import { keyName } from "./keys";
import { gradeOf, gradeText, type Grade } from "./quality";
import { toggleCamera, toggleDeafened, toggleMuted, toggleScreen, useMayInCall } from "./actions";
import { Permission } from "../../wire/permissions";
import type { Id } from "../../wire/types";
import "./panel.css";

const signals = { good: SignalHigh, fair: SignalMedium, poor: SignalLow, unknown: SignalZero } as const;

export default function VoicePanel() {
  const now = useValue(call);
  const { channelId, guildId } = now;
  useEffect(playEffects, []);
  useFollow(channelId, guildId, now.phase);
  useEffect(() => (channelId ? watchComings(guildId ?? channelId, guildId, channelId) : undefined), [channelId, guildId]);
  if (now.phase === "idle" || !now.channelId) return null;
  return (
    <section className="voice-panel" aria-label="Voice" data-phase={now.phase}>
      <div className="voice-panel__top">
        {now.phase === "connected" ? <SignalButton state={now} /> : now.phase === "failed" ? <TriangleAlert size={18} className="voice-panel__warn" aria-hidden /> : <span className="spinner voice-panel__spinner" aria-hidden />}
        <Place state={now} />
        <IconButton label="Leave the call" side="top" className="voice-panel__leave" icon={<PhoneOff size={18} />} onClick={() => void leave()} />
      </div>
      {now.phase === "failed" ? <p className="voice-panel__note">{now.reason ?? "The call could not be reached."} <button type="button" className="link" onClick={() => void retry()}>Try again</button></p> : <>
        <Trouble />
        <Tools />
        <PushHint />
      </>}
    </section>
  );
}

/** Whoever is moved to another channel while looking at the call goes on looking at it. */
function useFollow(channelId: Id | null, guildId: Id | null, phase: CallState["phase"]): void {
  const before = useRef(channelId);
  useEffect(() => {
    const from = before.current;
    before.current = channelId;
    const at = route.get();
    if (!from || !channelId || from === channelId || phase === "failed" || at.page !== "channel" || at.channelId !== from) return;
    goToChannel(guildId ?? DirectMessages, channelId);
    const channel = channels.get(channelId);
    if (channel) notify(`You are in ${channelName(channel)} now.`);
  }, [channelId, guildId, phase]);
}

const phases: Record<CallState["phase"], string> = { idle: "", connecting: "Connecting…", connected: "Voice connected", reconnecting: "Reconnecting…", failed: "Not connected" };

function Place({ state }: { state: CallState }) {
  const channel = useChannel(state.channelId);
  const guild = useGuild(state.guildId);
  if (!channel) return <span className="voice-panel__place"><strong>{phases[state.phase]}</strong></span>;
  const name = channelName(channel);
  return (
    <button type="button" className="voice-panel__place" onClick={() => { goToChannel(state.guildId ?? DirectMessages, channel.id); drawer.set(null); }} aria-label={`${phases[state.phase]}: ${name}${guild ? `, ${guild.name}` : ""}. Show the call`}>
      <strong role="status">{phases[state.phase]}</strong>
      <span className="truncate">{name}{guild && <> / {guild.name}</>}</span>
    </button>
  );
}

function SignalButton({ state }: { state: CallState }) {
  const mine = useRow(participants, myId());
  const grade: Grade = gradeOf(mine?.quality);
  const Icon = signals[grade];
  return (
    <Popover.Root>
      <Popover.Trigger render={<IconButton small label={`${gradeText[grade]}. Show the numbers`} side="top" className="voice-panel__signal" data-grade={grade} icon={<Icon size={19} />} />} />
      <Popover.Portal>
        <Popover.Positioner className="positioner" align="start" side="top" sideOffset={10} collisionPadding={8}>
          <Popover.Popup className="popup popup--connection" aria-label="Connection">
            <ConnectionDetails />
            <p className="connection__lock">{state.encrypted ? <Lock size={15} /> : <LockOpen size={15} />}<span>{state.encrypted
              ? <><strong>End-to-end encrypted.</strong> The server passes on what it cannot hear.</>
              : <><strong>Encrypted on the way.</strong> Not end to end: browsers cannot take part in that yet, so the server could hear this call.</>}</span></p>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Trouble() {
  const { microphone } = useValue(own);
  const text = microphoneTrouble(microphone);
  return text ? <p className="voice-panel__note" role="status" title={text}><MicOff size={14} aria-hidden /> You can listen, not talk. <button type="button" className="link" onClick={() => open({ kind: "userSettings", tab: "voice" })}>Why?</button></p> : null;
}

function Tools() {
  const mine = useValue(own);
  const forced = useRow(participants, myId())?.serverMuted ?? false;
  const muted = mine.muted || mine.deafened || forced;
  const { noiseSuppression, music } = useValue(voiceSettings);
  const mayStream = useMayInCall(Permission.stream);
  return (
    <div className="voice-panel__tools" role="group" aria-label="Call controls">
      <IconButton side="top" label={forced ? "A moderator has muted you" : muted ? "Unmute" : "Mute"} disabled={forced} aria-pressed={muted} data-off={muted || undefined} icon={muted ? <MicOff size={18} /> : <Mic size={18} />} onClick={toggleMuted} />
      <IconButton side="top" label={mine.deafened ? "Undeafen" : "Deafen"} aria-pressed={mine.deafened} data-off={mine.deafened || undefined} icon={mine.deafened ? <HeadphoneOff size={18} /> : <Headphones size={18} />} onClick={toggleDeafened} />
      <IconButton side="top" label={mayStream ? mine.camera ? "Turn the camera off" : "Turn the camera on" : "You may not use the camera here"} disabled={!mayStream} data-on={!!mine.camera || undefined} icon={mine.camera ? <Video size={18} /> : <VideoOff size={18} />} onClick={toggleCamera} />
      <IconButton side="top" label={mayStream ? mine.screen ? "Stop sharing" : "Share your screen" : "You may not share here"} disabled={!mayStream} data-on={!!mine.screen || undefined} icon={mine.screen ? <ScreenShareOff size={18} /> : <ScreenShare size={18} />} onClick={toggleScreen} />
      <IconButton side="top" label={music ? "Noise suppression is off in music mode" : noiseSuppression ? "Noise suppression is on" : "Noise suppression is off"} aria-pressed={noiseSuppression && !music} disabled={music} data-on={(noiseSuppression && !music) || undefined} icon={<AudioLines size={18} />}
        onClick={() => preferVoice({ noiseSuppression: !noiseSuppression })} />
    </div>
  );
}

function PushHint() {
  const { mode, pushKey } = useValue(voiceSettings);
  const { transmitting, muted, deafened } = useValue(own);
  if (mode !== "push" || muted || deafened) return null;
  return <p className="voice-panel__push" data-open={transmitting || undefined}>{transmitting ? "You are heard" : <>Hold <kbd>{keyName(pushKey)}</kbd> to talk</>}</p>;
}
