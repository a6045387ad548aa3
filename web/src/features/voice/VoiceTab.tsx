// Settings of voice and video: devices, how the microphone opens, what is done to its sound.
import { Camera, Mic, Square } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { devices, preferVoice, refreshDevices, startInputTest, stopInputTest, voiceSettings, type Device, type VoiceSettings } from "../../stores/call";
import { useValue } from "../../stores/reactive";
import { Button } from "../../ui/Button";
import { Segments, Select, SwitchRow } from "../../ui/Field";
import { Range } from "../../ui/Range";
import { KeyCapture } from "./KeyCapture";
import { Sensitivity } from "./Sensitivity";
import "./voiceTab.css";

export default function VoiceTab() {
  const now = useValue(voiceSettings);
  const known = useValue(devices);
  const [testing, setTesting] = useState<"no" | "level" | "loop">("no");
  useEffect(() => { void refreshDevices(); }, []);
  useEffect(() => {
    if (testing === "no") return;
    void startInputTest(testing === "loop");
    return () => void stopInputTest();
  }, [testing]);
  const percent = (value: number) => `${Math.round(value * 100)} %`;
  return (
    <div className="stack voice-tab">
      <div className="two-columns">
        <DeviceSelect label="Microphone" value={now.inputDevice} list={known.inputs} onChange={(inputDevice) => preferVoice({ inputDevice })} />
        <DeviceSelect label="Loudspeaker" value={now.outputDevice} list={known.outputs} onChange={(outputDevice) => preferVoice({ outputDevice })} />
        <Range label="Loudness of the microphone" value={Math.round(now.inputVolume * 100)} min={0} max={200} mark={100} text={percent(now.inputVolume)} onChange={(value) => preferVoice({ inputVolume: value / 100 })} />
        <Range label="Loudness of the call" value={Math.round(now.outputVolume * 100)} min={0} max={200} mark={100} text={percent(now.outputVolume)} onChange={(value) => preferVoice({ outputVolume: value / 100 })} />
      </div>
      {!known.named && <p className="note"><Mic size={16} /><span>The browser shows the names of devices once this page may use the microphone. Start the test below, and allow it.</span></p>}

      <section className="settings__section"><h3>Microphone test</h3>
        <p className="muted">Say something. Your voice should pass the line, and the noise of your room stay below it.</p>
        <Sensitivity running={testing !== "no"} />
        <div className="row">
          <Button tone={testing === "no" ? "primary" : "quiet"} onClick={() => setTesting(testing === "no" ? "level" : "no")}>{testing === "no" ? <><Mic size={16} /> Test the microphone</> : <><Square size={15} /> Stop</>}</Button>
          {testing !== "no" && <Button tone="plain" aria-pressed={testing === "loop"} onClick={() => setTesting(testing === "loop" ? "level" : "loop")}>{testing === "loop" ? "Stop hearing yourself" : "Hear yourself"}</Button>}
        </div>
      </section>

      <section className="settings__section"><h3>When the microphone opens</h3><InputModes now={now} /></section>
      <Processing now={now} />
      <section className="settings__section"><h3>Camera</h3>
        <DeviceSelect label="Device" value={now.cameraDevice} list={known.cameras} onChange={(cameraDevice) => preferVoice({ cameraDevice })} />
        <CameraPreview key={now.cameraDevice} device={now.cameraDevice} />
      </section>
    </div>
  );
}

function DeviceSelect({ label, value, list, onChange }: { label: string; value: string | null; list: readonly Device[]; onChange: (id: string | null) => void }) {
  const gone = value !== null && !list.some((device) => device.id === value);
  return (
    <Select label={label} value={value ?? ""} onChange={(event) => onChange(event.target.value || null)} hint={gone ? "The chosen device is not plugged in; the default stands in." : undefined}>
      <option value="">Default of this device</option>
      {gone && <option value={value}>Not plugged in</option>}
      {list.map((device, index) => <option key={device.id} value={device.id}>{device.label || `${label} ${index + 1}`}</option>)}
    </Select>
  );
}

function InputModes({ now }: { now: VoiceSettings }) {
  return <>
    <Segments label="When the microphone opens" value={now.mode} onChange={(mode) => preferVoice({ mode })} options={[{ value: "activity", text: "When I speak" }, { value: "push", text: "While I hold a key" }]} />
    {now.mode === "activity" ? <>
      <SwitchRow title="Find the threshold by itself" text="Follows the noise of your room." checked={now.autoSensitivity} onChange={(autoSensitivity) => preferVoice({ autoSensitivity })} />
      {!now.autoSensitivity && <Range label="Threshold" value={now.thresholdDb} min={-100} max={0} text={`${Math.round(now.thresholdDb)} dB`} hint="What is quieter than this is not sent." onChange={(thresholdDb) => preferVoice({ thresholdDb })} />}
    </> : <>
      <KeyCapture value={now.pushKey} onChange={(pushKey) => preferVoice({ pushKey })} />
      <Range label="Stays open after letting go" value={now.pushReleaseMs} min={0} max={2000} step={50} text={`${now.pushReleaseMs} ms`} hint="So that the end of a word is not cut off." onChange={(pushReleaseMs) => preferVoice({ pushReleaseMs })} />
      <p className="field__hint">A browser hears the key only while this window is in front. On a phone a button takes its place.</p>
    </>}
  </>;
}

function Processing({ now }: { now: VoiceSettings }) {
  return (
    <section className="settings__section"><h3>Sound</h3>
      <SwitchRow title="Noise suppression" text="Keeps fans, keys and streets out of your voice. It runs on this device." checked={now.noiseSuppression && !now.music} disabled={now.music} onChange={(noiseSuppression) => preferVoice({ noiseSuppression })} />
      <SwitchRow title="Echo cancellation" text="Needed with loudspeakers; not with headphones." checked={now.echoCancellation && !now.music} disabled={now.music} onChange={(echoCancellation) => preferVoice({ echoCancellation })} />
      <SwitchRow title="Gain control" text="Makes quiet voices louder and loud ones quieter." checked={now.autoGain && !now.music} disabled={now.music} onChange={(autoGain) => preferVoice({ autoGain })} />
      <SwitchRow title="Music mode" text="Stereo at a high bitrate, nothing processed: for instruments, not for talking. Switches the three above off." checked={now.music} onChange={(music) => preferVoice({ music })} />
      <SwitchRow title="Spatial audio" text="You hear people from where they sit on the screen. Best with headphones." checked={now.spatial} onChange={(spatial) => preferVoice({ spatial })} />
    </section>
  );
}

type Preview = { state: "off" | "asking" | "on" } | { state: "failed"; text: string };

function CameraPreview({ device }: { device: string | null }) {
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream | null>(null);
  const [preview, setPreview] = useState<Preview>({ state: "off" });
  const stop = () => {
    stream.current?.getTracks().forEach((track) => track.stop());
    stream.current = null;
  };
  useEffect(() => stop, []);
  const start = async () => {
    setPreview({ state: "asking" });
    try {
      const found = await navigator.mediaDevices.getUserMedia({ video: { ...(device ? { deviceId: { exact: device } } : {}), height: { ideal: 720 } } });
      if (!video.current) return found.getTracks().forEach((track) => track.stop());
      stream.current = found;
      video.current.srcObject = found;
      setPreview({ state: "on" });
      void refreshDevices();
    } catch (error) {
      setPreview({ state: "failed", text: cameraTrouble(error) });
    }
  };
  return (
    <div className="camera-preview" data-on={preview.state === "on" || undefined}>
      <video ref={video} className="tile__video" data-mirrored muted autoPlay playsInline aria-label="Preview of your camera" hidden={preview.state !== "on"} />
      {preview.state !== "on" ? <div className="camera-preview__off">
        <Camera size={28} aria-hidden />
        {preview.state === "failed" && <p role="alert">{preview.text}</p>}
        <Button small busy={preview.state === "asking"} onClick={() => void start()}>Try the camera</Button>
      </div> : <Button small className="camera-preview__stop" onClick={() => { stop(); setPreview({ state: "off" }); }}>Stop</Button>}
    </div>
  );
}

function cameraTrouble(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError") return "The browser does not allow this page to use the camera. Allow it in the address bar.";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "This camera was not found.";
  if (name === "NotReadableError") return "The camera is used by another program.";
  return "The camera could not be opened. Browsers give it to pages on https or localhost only.";
}
