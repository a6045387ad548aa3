// Decides when a microphone is open. Pure arithmetic on levels: the worklet feeds it, the tests too.

export type GateMode =
  | "activity" // open while something is said
  | "open"     // music, or the key is held
  | "closed";  // muted, or the key is up

export interface GateSettings {
  mode: GateMode;
  /** Whether the threshold follows the noise of the room. */
  auto: boolean;
  /** In dB below full scale; what counts when `auto` is off. */
  thresholdDb: number;
}

export const SilenceDb = -100;

/** The gate stays open this long after the last loud moment, so that words keep their ends. */
const HoldMs = 300;
/** Once open, it takes this much less to stay open. */
const HysteresisDb = 4;
const AboveNoiseDb = 12;
const FloorRisesDbPerSecond = 4;
const FloorFallsDbPerSecond = 200;
const LowestAutoDb = -62;
const HighestAutoDb = -30;

export class Gate {
  isOpen = false;
  thresholdDb = -50;
  #settings: GateSettings = { mode: "closed", auto: true, thresholdDb: -50 };
  #floorDb = -70;
  #holdMs = 0;

  configure(settings: GateSettings): void {
    this.#settings = settings;
    this.thresholdDb = this.#threshold();
  }

  /** Takes in how loud the last `ms` were and says whether they pass. */
  next(db: number, ms: number): boolean {
    this.#follow(db, ms);
    this.thresholdDb = this.#threshold();
    const { mode } = this.#settings;
    if (mode !== "activity") {
      this.#holdMs = 0;
      return (this.isOpen = mode === "open");
    }
    const needed = this.isOpen ? this.thresholdDb - HysteresisDb : this.thresholdDb;
    if (db >= needed) this.#holdMs = HoldMs;
    else this.#holdMs = Math.max(0, this.#holdMs - ms);
    return (this.isOpen = this.#holdMs > 0);
  }

  /** The floor falls with the quiet at once and rises slowly, so that speech does not count as noise. */
  #follow(db: number, ms: number): void {
    const step = (db > this.#floorDb ? FloorRisesDbPerSecond : -FloorFallsDbPerSecond) * (ms / 1000);
    this.#floorDb = db > this.#floorDb ? Math.min(db, this.#floorDb + step) : Math.max(db, this.#floorDb + step);
  }

  #threshold(): number {
    const { auto, thresholdDb } = this.#settings;
    return auto ? Math.min(HighestAutoDb, Math.max(LowestAutoDb, this.#floorDb + AboveNoiseDb)) : thresholdDb;
  }
}

/** Root mean square of samples between -1 and 1, as dB below full scale. */
export function decibels(meanSquare: number): number {
  return meanSquare <= 1e-10 ? SilenceDb : Math.max(SilenceDb, 10 * Math.log10(meanSquare));
}
