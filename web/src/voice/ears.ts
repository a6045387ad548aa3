// Plays what others say: an element for each section that receives sound, and a way through WebAudio for what elements cannot do
// (louder than it came, or from a side).
import type { Id } from "../wire/types";
import type { VoiceSettings } from "../stores/call";
import { audioContext, existingAudioContext, onNextGesture } from "./audio";

export interface Heard {
  /** Volume of the element, 0 to 1; 0 when WebAudio plays instead. */
  element: number;
  /** Gain in WebAudio, or null when the element plays. */
  gain: number | null;
  /** Left -1 to right 1. */
  pan: number;
}

/** How somebody is to be heard, from what this listener wants. */
export function heardAs(settings: Pick<VoiceSettings, "volumes" | "silenced" | "outputVolume" | "spatial">, deafened: boolean, userId: Id | null, seat: number): Heard {
  if (deafened || userId === null || settings.silenced.includes(userId)) return { element: 0, gain: null, pan: 0 };
  const volume = loudness(settings.volumes[userId] ?? 1) * loudness(settings.outputVolume);
  const pan = settings.spatial ? Math.min(1, Math.max(-1, seat)) * 0.8 : 0;
  return pan === 0 && volume <= 1 ? { element: volume, gain: null, pan: 0 } : { element: 0, gain: volume, pan };
}

/** A slider's place as a gain: ears hear ratios, so the lower half goes down by its square; 2 is 6 dB more. */
export function loudness(slider: number): number {
  const place = Math.min(2, Math.max(0, slider));
  return place <= 1 ? place * place : place;
}

interface Route { source: MediaStreamAudioSourceNode; gain: GainNode; pan: StereoPannerNode }

class Ear {
  readonly element = new Audio();
  #route: Route | null = null;

  constructor(private readonly stream: MediaStream) {
    this.element.autoplay = true;
    this.element.srcObject = stream;
    this.play();
  }

  play(): void {
    this.element.play().catch((error: unknown) => {
      if (error instanceof Error && error.name === "NotAllowedError") onNextGesture(() => this.play());
    });
  }

  set({ element, gain, pan }: Heard): void {
    // The element always plays, muted or not: a track nobody plays fills its buffer and comes late.
    this.element.muted = element === 0;
    this.element.volume = Math.min(1, element);
    if (gain === null) return this.#unroute();
    const route = (this.#route ??= this.#build());
    const { currentTime } = route.gain.context;
    route.gain.gain.setTargetAtTime(gain, currentTime, 0.02);
    route.pan.pan.setTargetAtTime(pan, currentTime, 0.05);
  }

  close(): void {
    this.#unroute();
    this.element.pause();
    this.element.srcObject = null;
  }

  #build(): Route {
    const context = audioContext();
    const source = context.createMediaStreamSource(this.stream);
    const gain = new GainNode(context, { gain: 0 });
    const pan = new StereoPannerNode(context);
    source.connect(gain).connect(pan).connect(context.destination);
    return { source, gain, pan };
  }

  #unroute(): void {
    this.#route?.source.disconnect();
    this.#route?.pan.disconnect();
    this.#route = null;
  }
}

type Sinkable = { setSinkId?: (id: string) => Promise<void> };

export class Ears {
  readonly #ears = new Map<string, Ear>();
  #sink = "";

  open(mid: string, stream: MediaStream): void {
    if (this.#ears.has(mid)) return;
    const ear = new Ear(stream);
    ear.set({ element: 0, gain: null, pan: 0 });
    if (this.#sink) void (ear.element as Sinkable).setSinkId?.(this.#sink).catch(() => undefined);
    this.#ears.set(mid, ear);
  }

  set(mid: string, heard: Heard): void {
    this.#ears.get(mid)?.set(heard);
  }

  mids(): string[] {
    return [...this.#ears.keys()];
  }

  /** Plays on another loudspeaker, where the browser lets a page choose. A device that is gone leaves the default. */
  useDevice(id: string | null): void {
    const sink = id ?? "";
    if (sink === this.#sink) return;
    this.#sink = sink;
    for (const ear of this.#ears.values()) void (ear.element as Sinkable).setSinkId?.(sink).catch(() => undefined);
    void (existingAudioContext() as Sinkable | null)?.setSinkId?.(sink).catch(() => undefined);
  }

  close(): void {
    for (const ear of this.#ears.values()) ear.close();
    this.#ears.clear();
  }
}
