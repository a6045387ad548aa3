// Runs on the audio thread: measures the microphone, opens and closes the gate with short ramps, and tells the page both.
import { Gate, SilenceDb, decibels, type GateSettings } from "./gate";

declare const sampleRate: number;
declare class AudioWorkletProcessor { readonly port: MessagePort }
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** The gate looks this far ahead, so that the first sound of a word is not cut off. */
const AheadSeconds = 0.008;
const RampSeconds = 0.006;
const TellEverySeconds = 0.045;
const MaxChannels = 2;

class GateProcessor extends AudioWorkletProcessor {
  readonly #gate = new Gate();
  readonly #delay = Array.from({ length: MaxChannels }, () => new Float32Array(Math.round(sampleRate * AheadSeconds)));
  #at = 0;
  #gain = 0;
  #sinceTold = 0;
  #loudest = SilenceDb;
  #toldOpen = false;
  #level = 0;

  constructor() {
    super();
    this.port.onmessage = (event: MessageEvent<GateSettings>) => this.#gate.configure(event.data);
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const input = inputs[0] ?? [];
    const output = outputs[0] ?? [];
    const frames = output[0]?.length ?? 128;
    const db = this.#measure(input, frames);
    const open = this.#gate.next(db, (frames / sampleRate) * 1000);
    this.#pass(input, output, frames, open ? 1 : 0);
    this.#tell(db, open, frames);
    return true;
  }

  /** Smoothed over some 10 ms, with an instant rise. */
  #measure(input: Float32Array[], frames: number): number {
    let sum = 0;
    for (const channel of input) for (const sample of channel) sum += sample * sample;
    const now = input.length > 0 ? sum / (frames * input.length) : 0;
    this.#level = now > this.#level ? now : this.#level + (now - this.#level) * 0.25;
    return decibels(this.#level);
  }

  #pass(input: Float32Array[], output: Float32Array[], frames: number, target: number): void {
    const step = 1 / (RampSeconds * sampleRate);
    const length = this.#delay[0]?.length ?? 1;
    const before = this.#gain;
    for (const [index, out] of output.entries()) {
      const delay = this.#delay[index];
      const source = input[index] ?? input[0];
      if (!delay) continue;
      let gain = before;
      let at = this.#at;
      for (let i = 0; i < frames; i++) {
        gain = target > gain ? Math.min(target, gain + step) : Math.max(target, gain - step);
        out[i] = (delay[at] ?? 0) * gain;
        delay[at] = source?.[i] ?? 0;
        at = at + 1 === length ? 0 : at + 1;
      }
      if (index === output.length - 1) {
        this.#gain = gain;
        this.#at = at;
      }
    }
  }

  #tell(db: number, open: boolean, frames: number): void {
    this.#loudest = Math.max(this.#loudest, db);
    this.#sinceTold += frames / sampleRate;
    if (this.#sinceTold < TellEverySeconds && open === this.#toldOpen) return;
    this.port.postMessage({ db: this.#loudest, thresholdDb: this.#gate.thresholdDb, open });
    this.#sinceTold = 0;
    this.#loudest = SilenceDb;
    this.#toldOpen = open;
  }
}

registerProcessor("guildhall-gate", GateProcessor);
