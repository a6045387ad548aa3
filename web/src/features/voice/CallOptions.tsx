// What one switches during a call; on a phone it rises from the bottom edge.
import { Music4, Settings, Smile } from "lucide-react";
import { preferVoice, voiceSettings } from "../../stores/call";
import { open } from "../../stores/overlays";
import { useValue } from "../../stores/reactive";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Segments, SwitchRow } from "../../ui/Field";
import { Range } from "../../ui/Range";
import { Permission } from "../../wire/permissions";
import type { Channel } from "../../wire/types";
import { useMayInCall } from "./actions";
import { pickReaction } from "./Reactions";
import { Soundboard } from "./Soundboard";

export function CallOptions({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const now = useValue(voiceSettings);
  return (
    <Dialog title="Call settings" onClose={onClose} foot={<Button tone="quiet" onClick={() => { onClose(); open({ kind: "userSettings", tab: "voice" }); }}><Settings size={16} /> All voice settings</Button>}>
      {channel.guild_id && <PhoneReactions channel={channel} onClose={onClose} />}
      <Range label="Loudness of the call" value={Math.round(now.outputVolume * 100)} min={0} max={200} mark={100} text={`${Math.round(now.outputVolume * 100)} %`} onChange={(value) => preferVoice({ outputVolume: value / 100 })} />
      <div className="setting-row call-options__mode"><div className="setting-row__title">Microphone opens</div>
        <Segments label="Microphone opens" value={now.mode} onChange={(mode) => preferVoice({ mode })} options={[{ value: "activity", text: "When I speak" }, { value: "push", text: matchMedia("(pointer: coarse)").matches ? "While I hold a button" : "On a key" }]} /></div>
      <SwitchRow title="Noise suppression" text={now.music ? "Off in music mode." : "Keeps fans, keys and streets out of your voice."} checked={now.noiseSuppression && !now.music} disabled={now.music} onChange={(noiseSuppression) => preferVoice({ noiseSuppression })} />
      <SwitchRow title="Spatial audio" text="You hear people from where they sit on the screen. Best with headphones." checked={now.spatial} onChange={(spatial) => preferVoice({ spatial })} />
      <SwitchRow title="Music mode" text="Stereo at a high bitrate, nothing processed: for instruments, not for talking." checked={now.music} onChange={(music) => preferVoice({ music })} />
    </Dialog>
  );
}

/** A phone's bar has no room for these. */
function PhoneReactions({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const maySound = useMayInCall(Permission.useSoundboard);
  return (
    <div className="call-options__more">
      <Button onClick={(event) => { const from = event.currentTarget; onClose(); pickReaction(channel.id, from); }}><Smile size={18} aria-hidden /> Emoji</Button>
      {maySound && <Soundboard channel={channel} trigger={<Button><Music4 size={17} aria-hidden /> Sounds</Button>} />}
    </div>
  );
}
