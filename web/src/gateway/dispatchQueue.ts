// Dispatches wait for the next animation frame and are applied together, so that two hundred
// messages a second cost one render per frame. A hidden page has no frames: a timer stands in.
import { batch } from "../stores/reactive";
import type { Dispatches, DispatchName, Handlers } from "./dispatches";

const HiddenDelayMs = 120;

export class DispatchQueue {
  #waiting: [string, unknown][] = [];
  #scheduled = false;

  constructor(
    private readonly handlers: Handlers,
    private readonly schedule: (run: () => void) => void = nextFrame,
    private readonly report: (name: string, error: unknown) => void = () => undefined,
  ) {}

  push(name: string, payload: unknown): void {
    if (!(name in this.handlers)) return;
    this.#waiting.push([name, payload]);
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.schedule(() => this.flush());
  }

  flush(): void {
    this.#scheduled = false;
    const due = this.#waiting;
    this.#waiting = [];
    batch(() => {
      for (const [name, payload] of due) this.#apply(name as DispatchName, payload);
    });
  }

  /** One payload that cannot be read must not take the rest of the frame with it. */
  #apply<N extends DispatchName>(name: N, payload: unknown): void {
    try {
      this.handlers[name](payload as Dispatches[N]);
    } catch (error) {
      this.report(name, error);
    }
  }
}

function nextFrame(run: () => void): void {
  if (typeof document === "undefined" || document.hidden) {
    setTimeout(run, HiddenDelayMs);
    return;
  }
  // A page may be hidden between asking for a frame and getting it; the timer then takes over.
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    run();
  };
  requestAnimationFrame(once);
  setTimeout(once, HiddenDelayMs);
}
