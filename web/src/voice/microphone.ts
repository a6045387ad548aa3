// From the microphone to the track that is sent: the browser's own echo cancellation, RNNoise, volume, gate.
import type { InputLevel, Microphone as MicrophoneState, VoiceSettings } from "../stores/call";
import rnnoiseUrl from "@sapphi-red/web-noise-suppressor/rnnoise.wasm?url";
import rnnoiseSimdUrl from "@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url";
import rnnoiseWorkletUrl from "@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url";
import { audioContext } from "./audio";
import type { GateMode, GateSettings } from "./gate";
import gateWorkletUrl from "./gate.worklet.ts?worker&url";

export interface MicrophoneEvents {
  onLevel: (level: InputLevel) => void;
  /** The device was unplugged or taken away. */
  onEnded: () => void;
}

/** The settings that need the microphone opened anew. */
export function needsReopening(before: VoiceSettings, after: VoiceSettings): boolean {
  return before.inputDevice !== after.inputDevice || before.music !== after.music || before.noiseSuppression !== after.noiseSuppression
    || before.echoCancellation !== after.echoCancellation || before.autoGain !== after.autoGain;
}

/** What is asked of the browser. Music is left as it is; noise is RNNoise's business where it runs, else the browser's. */
export function constraintsFor(settings: VoiceSettings, browserSuppresses: boolean): MediaTrackConstraints {
  const { music } = settings;
  return {
    ...(settings.inputDevice ? { deviceId: { exact: settings.inputDevice } } : {}),
    echoCancellation: !music && settings.echoCancellation,
    noiseSuppression: !music && settings.noiseSuppression && browserSuppresses,
    autoGainControl: !music && settings.autoGain,
    channelCount: music ? 2 : 1,
    sampleRate: 48_000,
  };
}

/** What to tell people when the browser says no. */
export function troubleOf(error: unknown): MicrophoneState {
  switch (error instanceof Error ? error.name : "") {
    case "NotAllowedError": case "SecurityError": return "denied";
    case "NotReadableError": case "AbortError": return "busy";
    case "TypeError": return "unsupported";
    default: return "missing";
  }
}

export class Microphone {
  /** What goes out; null while nothing is open. */
  track: MediaStreamTrack | null = null;
  #raw: MediaStream | null = null;
  #nodes: AudioNode[] = [];
  #gate: AudioWorkletNode | null = null;
  #volume: GainNode | null = null;
  #settings: GateSettings = { mode: "closed", auto: true, thresholdDb: -50 };
  /** Grows with every opening and closing: an opening that was overtaken gives its device back. */
  #turn = 0;

  constructor(private readonly events: MicrophoneEvents) {}

  async open(settings: VoiceSettings): Promise<MicrophoneState> {
    const turn = ++this.#turn;
    // Undefined on pages that are neither https nor localhost.
    const media = navigator.mediaDevices as MediaDevices | undefined;
    if (!media) return "unsupported";
    const context = audioContext();
    const suppressor = settings.noiseSuppression && !settings.music ? await loadSuppressor(context) : null;
    let raw: MediaStream;
    try {
      raw = await capture(media, settings, suppressor === null);
    } catch (error) {
      return troubleOf(error);
    }
    if (turn !== this.#turn) {
      stop(raw);
      return "off";
    }
    this.#release();
    this.#raw = raw;
    const [microphone] = raw.getAudioTracks();
    if (microphone) microphone.onended = () => this.events.onEnded();
    try {
      this.track = await this.#wire(context, raw, suppressor, settings);
    } catch {
      // Without a graph there is no gate; muting then works on the track itself.
      this.track = microphone ?? null;
    }
    this.#apply();
    return "open";
  }

  configure(settings: VoiceSettings, mode: GateMode): void {
    this.#settings = { mode, auto: settings.autoSensitivity, thresholdDb: settings.thresholdDb };
    if (this.#volume) this.#volume.gain.value = settings.music ? 1 : settings.inputVolume;
    this.#apply();
  }

  close(): void {
    this.#turn++;
    this.#release();
  }

  #apply(): void {
    this.#gate?.port.postMessage(this.#settings);
    // Without a gate in between, the track itself is what is switched.
    if (this.track && !this.#gate) this.track.enabled = this.#settings.mode !== "closed";
  }

  async #wire(context: AudioContext, raw: MediaStream, suppressor: ArrayBuffer | null, settings: VoiceSettings): Promise<MediaStreamTrack | null> {
    await context.audioWorklet.addModule(gateWorkletUrl);
    const channelCount = settings.music ? 2 : 1;
    const options: AudioWorkletNodeOptions = { channelCount, channelCountMode: "explicit", outputChannelCount: [channelCount] };
    const gate = new AudioWorkletNode(context, "guildhall-gate", options);
    gate.port.onmessage = (event: MessageEvent<InputLevel>) => this.events.onLevel(event.data);
    const volume = new GainNode(context, { gain: settings.music ? 1 : settings.inputVolume });
    const out = new MediaStreamAudioDestinationNode(context, { channelCount });
    const chain: AudioNode[] = [context.createMediaStreamSource(raw)];
    if (suppressor) chain.push(new AudioWorkletNode(context, suppressorName, { ...options, processorOptions: { maxChannels: 1, wasmBinary: suppressor } }));
    chain.push(volume, gate, out);
    chain.reduce((from, to) => from.connect(to));
    this.#nodes = chain;
    this.#gate = gate;
    this.#volume = volume;
    return out.stream.getAudioTracks()[0] ?? null;
  }

  #release(): void {
    for (const node of this.#nodes) {
      node.disconnect();
      if (node instanceof AudioWorkletNode && node !== this.#gate) node.port.postMessage("destroy");
    }
    if (this.#gate) this.#gate.port.onmessage = null;
    this.#nodes = [];
    this.#gate = this.#volume = null;
    if (this.#raw) stop(this.#raw);
    this.#raw = null;
    this.track?.stop();
    this.track = null;
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) {
    track.onended = null;
    track.stop();
  }
}

/** The chosen microphone, or the browser's default when that one is gone. */
async function capture(media: MediaDevices, settings: VoiceSettings, browserSuppresses: boolean): Promise<MediaStream> {
  const audio = constraintsFor(settings, browserSuppresses);
  try {
    return await media.getUserMedia({ audio });
  } catch (error) {
    if (!settings.inputDevice || troubleOf(error) === "denied") throw error;
    return media.getUserMedia({ audio: { ...audio, deviceId: undefined } });
  }
}

const suppressorName = "@sapphi-red/web-noise-suppressor/rnnoise";
let suppressor: Promise<ArrayBuffer | null> | null = null;

/** RNNoise's code, once for the page; null where it does not run, and the browser's own suppression takes over. */
function loadSuppressor(context: AudioContext): Promise<ArrayBuffer | null> {
  suppressor ??= (async () => {
    try {
      const { loadRnnoise } = await import("@sapphi-red/web-noise-suppressor");
      const [binary] = await Promise.all([
        loadRnnoise({ url: rnnoiseUrl, simdUrl: rnnoiseSimdUrl }),
        context.audioWorklet.addModule(rnnoiseWorkletUrl),
      ]);
      return WebAssembly.validate(binary) && await runs(binary) ? binary : null;
    } catch {
      suppressor = null;
      return null;
    }
  })();
  return suppressor;
}

/** Whether the page's policy lets WebAssembly run at all. */
async function runs(binary: ArrayBuffer): Promise<boolean> {
  try {
    await WebAssembly.compile(binary);
    return true;
  } catch {
    return false;
  }
}
