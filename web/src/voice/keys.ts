// Push-to-talk by key, while this page has the keyboard.

export class PushKey {
  #down = false;
  #release: ReturnType<typeof setTimeout> | undefined;
  #stop: AbortController | null = null;

  constructor(private readonly settings: () => { pushKey: string; pushReleaseMs: number }, private readonly onChange: (open: boolean) => void) {}

  get held(): boolean {
    return this.#down || this.#release !== undefined;
  }

  watch(): void {
    if (this.#stop) return;
    const { signal } = (this.#stop = new AbortController());
    window.addEventListener("keydown", (event) => {
      if (event.code !== this.settings().pushKey || event.repeat || writes(event)) return;
      this.set(true);
    }, { signal });
    window.addEventListener("keyup", (event) => event.code === this.settings().pushKey && this.set(false), { signal });
    // Whoever goes to another window lets the key go where this page cannot see it.
    window.addEventListener("blur", () => this.set(false), { signal });
  }

  unwatch(): void {
    this.#stop?.abort();
    this.#stop = null;
    this.#down = false;
    clearTimeout(this.#release);
    this.#release = undefined;
  }

  /** Pressed or let go; once let go, it stays open a moment longer. */
  set(down: boolean): void {
    if (down === this.#down) return;
    this.#down = down;
    clearTimeout(this.#release);
    this.#release = undefined;
    if (down) return this.onChange(true);
    this.#release = setTimeout(() => {
      this.#release = undefined;
      this.onChange(false);
    }, this.settings().pushReleaseMs);
  }
}

/** A key that writes a letter into a box is for the box; keys such as F8 or Pause write nothing. */
function writes(event: KeyboardEvent): boolean {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey) return false;
  return target.isContentEditable || target.matches("input, textarea, select");
}
