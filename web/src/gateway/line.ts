// One WebSocket at a time: it is opened, says hello, beats, and is left. Both gateways speak over it; what their frames mean,
// when to come back and how often to try is theirs.

export interface WebSocketLike {
  readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onerror: ((event: never) => void) | null;
}

export interface SocketEnvironment {
  open(url: string): WebSocketLike;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  now(): number;
  random(): number;
}

/** The browser's own sockets and timers, on the clock that is given. */
export const inBrowser = (now: () => number): SocketEnvironment => ({
  open: (url) => {
    const socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    return socket as unknown as WebSocketLike;
  },
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  now,
  random: () => Math.random(),
});

/** As much of a frame as every gateway has. */
export interface AnyFrame { op: number; d?: unknown }

export interface LineOptions<F extends AnyFrame> {
  /** The server must say hello this soon, in milliseconds. */
  helloWithinMs: number;
  /** So many heartbeats may be without an answer when the next is due. */
  unansweredMax: number;
  /** What a socket is closed with that is of no use any more, so that the session behind it stays. */
  uselessCode: number;
  heartbeat: () => AnyFrame;
  onOpen?: () => void;
  onFrame: (frame: F) => void;
  onBytes?: (bytes: ArrayBuffer) => void;
  /** The other side, or the network, has closed it. */
  onClosed: (code: number) => void;
  /** It was of no use: no hello, no answers, rubbish, or it could not even be opened. It is left already. */
  onUseless: () => void;
}

type Timer = "hello" | "beat" | "retry";

export class Line<F extends AnyFrame> {
  /** Round trip of the last heartbeat, in milliseconds. */
  rttMs: number | null = null;
  #socket: WebSocketLike | null = null;
  #unanswered = 0;
  #beatSentAt = 0;
  #intervalMs = 41_250;
  readonly #timers = new Map<Timer, unknown>();

  constructor(private readonly env: SocketEnvironment, private readonly options: LineOptions<F>) {}

  get intervalMs(): number {
    return this.#intervalMs;
  }

  get awaitsAnswer(): boolean {
    return this.#unanswered > 0;
  }

  open(url: string): void {
    this.#stopTimers();
    let socket: WebSocketLike;
    try {
      socket = this.env.open(url);
    } catch {
      this.fail();
      return;
    }
    this.#socket = socket;
    socket.onopen = () => socket === this.#socket && this.options.onOpen?.();
    socket.onmessage = (event) => socket === this.#socket && this.#receive(event.data);
    socket.onclose = (event) => socket === this.#socket && this.#closed(event.code);
    socket.onerror = () => undefined;
    this.expectHello();
  }

  /** Waits for the hello, or for what must follow it, as long as a hello may take. */
  expectHello(): void {
    this.#after("hello", this.options.helloWithinMs, () => this.fail());
  }

  /** What was waited for has come. */
  settled(): void {
    this.#stop("hello");
  }

  /** Beats from now on; the first time after a share of the interval. */
  beatEvery(intervalMs: number, share = 1): void {
    this.#intervalMs = Math.max(100, intervalMs);
    this.#unanswered = 0;
    this.beatWithin(this.#intervalMs * share);
  }

  beatWithin(ms: number): void {
    this.#after("beat", ms, () => (this.#unanswered > this.options.unansweredMax ? this.fail() : this.beat()));
  }

  beat(): void {
    this.#unanswered++;
    this.#beatSentAt = this.env.now();
    this.write(this.options.heartbeat());
    this.beatWithin(this.#intervalMs);
  }

  answered(): void {
    this.#unanswered = 0;
    this.rttMs = this.env.now() - this.#beatSentAt;
  }

  retryAfter(ms: number, run: () => void): void {
    this.#stopTimers();
    this.#after("retry", ms, run);
  }

  write(frame: AnyFrame): boolean {
    if (!this.#socket) return false;
    try {
      this.#socket.send(JSON.stringify(frame));
      return true;
    } catch {
      return false;
    }
  }

  fail(): void {
    this.drop(this.options.uselessCode);
    this.options.onUseless();
  }

  /** Leaves the socket; nothing it still says is heard, and nothing that was planned happens. */
  drop(code: number): void {
    this.#stopTimers();
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
    try {
      socket.close(code);
    } catch {
      // It was closed already.
    }
  }

  #receive(data: unknown): void {
    if (data instanceof ArrayBuffer && this.options.onBytes) return this.options.onBytes(data);
    const frame = parse(data);
    if (frame) this.options.onFrame(frame as F);
    else this.fail();
  }

  #closed(code: number): void {
    this.#socket = null;
    this.#stopTimers();
    this.options.onClosed(code);
  }

  #after(name: Timer, ms: number, run: () => void): void {
    this.#stop(name);
    this.#timers.set(name, this.env.setTimeout(run, ms));
  }

  #stop(name: Timer): void {
    this.env.clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }

  #stopTimers(): void {
    for (const name of [...this.#timers.keys()]) this.#stop(name);
  }
}

function parse(data: unknown): AnyFrame | null {
  if (typeof data !== "string") return null;
  try {
    const frame = JSON.parse(data) as AnyFrame;
    return typeof frame === "object" && frame !== null && typeof frame.op === "number" ? frame : null;
  } catch {
    return null;
  }
}
