// The gateway connection as an explicit state machine. It knows frames, heartbeats, resuming and
// waiting; what a dispatch means is the business of handlers/.
import {
  AuthenticationFailed, FatalCloseCodes, Op, ResumableClose, SessionLostCloseCodes, type Frame,
} from "./protocol";

export type SocketState =
  | "closed"       // not wanted, or refused for good
  | "connecting"   // the WebSocket is opening
  | "hello"        // open, waiting for HELLO
  | "identifying"  // IDENTIFY sent, waiting for READY
  | "resuming"     // RESUME sent, missed dispatches are coming in
  | "ready"        // dispatches flow
  | "backoff";     // lost; the next attempt has a date

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

export interface SocketOptions {
  url: string;
  token: string;
  identify: () => Record<string, unknown>;
  onDispatch: (name: string, payload: unknown) => void;
  onState: (state: SocketState, detail: { retryAt?: number; attempt: number }) => void;
  /** The token is no longer good. */
  onRefused: (code: number) => void;
}

// After waking up, an answer to a heartbeat must come this soon, or the socket is taken for dead.
const WakeProbeMs = 5_000;
const HelloTimeoutMs = 15_000;
const FirstBackoffMs = 800;
const MaxBackoffMs = 30_000;

export class GatewaySocket {
  state: SocketState = "closed";
  #socket: WebSocketLike | null = null;
  #timers = { heartbeat: undefined as unknown, retry: undefined as unknown, hello: undefined as unknown };
  #sessionId: string | null = null;
  #seq: number | null = null;
  #awaitsAck = false;
  #intervalMs = 41_250;
  #attempt = 0;

  constructor(private readonly options: SocketOptions, private readonly env: SocketEnvironment) {}

  get sequence(): number | null {
    return this.#seq;
  }

  connect(): void {
    if (this.state !== "closed" && this.state !== "backoff") return;
    this.#open();
  }

  /** Ends the connection for good, for example on log out. */
  close(): void {
    this.#sessionId = null;
    this.#seq = null;
    this.#drop(1000);
    this.#enter("closed");
  }

  /** The network is back, or the page is visible again: do not wait out the backoff. */
  wake(): void {
    if (this.state === "backoff") {
      this.#attempt = 0;
      this.#open();
    } else if (this.state === "ready") {
      if (!this.#awaitsAck) this.#beat();
      this.#scheduleBeat(Math.min(this.#intervalMs, WakeProbeMs));
    }
  }

  /** The browser says the network is gone: stop trusting the socket, keep the session. */
  networkLost(): void {
    if (this.state === "closed") return;
    this.#drop(ResumableClose);
    this.#retry();
  }

  send(op: number, d: unknown): boolean {
    if (this.state !== "ready") return false;
    return this.#write({ op, d });
  }

  #open(): void {
    this.#clearTimers();
    this.#enter("connecting");
    let socket: WebSocketLike;
    try {
      socket = this.env.open(this.options.url);
    } catch {
      this.#retry();
      return;
    }
    this.#socket = socket;
    socket.onopen = () => socket === this.#socket && this.#enter("hello");
    socket.onmessage = (event) => socket === this.#socket && this.#receive(event.data);
    socket.onclose = (event) => socket === this.#socket && this.#closed(event.code);
    socket.onerror = () => undefined;
    this.#timers.hello = this.env.setTimeout(() => this.#fail(), HelloTimeoutMs);
  }

  #receive(data: unknown): void {
    const frame = parse(data);
    if (!frame) return this.#fail();
    switch (frame.op) {
      case Op.hello: return this.#hello(frame.d as { heartbeat_interval: number });
      case Op.dispatch: return this.#dispatch(frame);
      case Op.heartbeat: return this.#beat(true);
      case Op.heartbeatAck: this.#awaitsAck = false; return;
      case Op.reconnect: return this.#reconnectNow();
      case Op.invalidSession: return this.#invalid(frame.d === true);
    }
  }

  #hello(hello: { heartbeat_interval: number }): void {
    this.env.clearTimeout(this.#timers.hello);
    this.#intervalMs = Math.max(100, hello.heartbeat_interval);
    this.#awaitsAck = false;
    this.#scheduleBeat(this.#intervalMs * this.env.random());
    if (this.#sessionId && this.#seq !== null) {
      this.#enter("resuming");
      this.#write({ op: Op.resume, d: { token: this.options.token, session_id: this.#sessionId, seq: this.#seq } });
    } else {
      this.#enter("identifying");
      this.#write({ op: Op.identify, d: { token: this.options.token, ...this.options.identify() } });
    }
  }

  #dispatch(frame: Frame): void {
    if (typeof frame.s === "number") this.#seq = frame.s;
    if (frame.t === "READY") {
      const ready = frame.d as { session_id: string };
      this.#sessionId = ready.session_id;
      this.#attempt = 0;
      this.#enter("ready");
    } else if (frame.t === "RESUMED") {
      this.#attempt = 0;
      this.#enter("ready");
    }
    if (frame.t) this.options.onDispatch(frame.t, frame.d);
  }

  #invalid(resumable: boolean): void {
    if (!resumable) this.#forgetSession();
    this.#drop(ResumableClose);
    this.#retry(1000 + 4000 * this.env.random());
  }

  #reconnectNow(): void {
    this.#drop(ResumableClose);
    this.#retry(50 + 450 * this.env.random());
  }

  #closed(code: number): void {
    this.#socket = null;
    if (FatalCloseCodes.has(code)) {
      this.#clearTimers();
      this.#forgetSession();
      this.#enter("closed");
      if (code === AuthenticationFailed) this.options.onRefused(code);
      return;
    }
    if (SessionLostCloseCodes.has(code)) this.#forgetSession();
    this.#retry();
  }

  /** The connection is useless (no HELLO, no heartbeat answer, garbage): leave it, keep the session. */
  #fail(): void {
    this.#drop(ResumableClose);
    this.#retry();
  }

  #retry(afterMs?: number): void {
    this.#clearTimers();
    const ceiling = Math.min(MaxBackoffMs, FirstBackoffMs * 2 ** this.#attempt);
    const wait = afterMs ?? ceiling / 2 + (ceiling / 2) * this.env.random();
    this.#attempt++;
    this.#timers.retry = this.env.setTimeout(() => this.#open(), wait);
    this.#enter("backoff", this.env.now() + wait);
  }

  #beat(asked = false): void {
    if (this.#awaitsAck && !asked) return this.#fail();
    this.#awaitsAck = true;
    this.#write({ op: Op.heartbeat, d: this.#seq });
    this.#scheduleBeat(this.#intervalMs);
  }

  #scheduleBeat(ms: number): void {
    this.env.clearTimeout(this.#timers.heartbeat);
    this.#timers.heartbeat = this.env.setTimeout(() => this.#beat(), ms);
  }

  #write(frame: Frame): boolean {
    if (!this.#socket) return false;
    try {
      this.#socket.send(JSON.stringify(frame));
      return true;
    } catch {
      return false;
    }
  }

  #drop(code: number): void {
    this.#clearTimers();
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

  #forgetSession(): void {
    this.#sessionId = null;
    this.#seq = null;
  }

  #clearTimers(): void {
    for (const timer of Object.values(this.#timers)) this.env.clearTimeout(timer);
    this.#timers = { heartbeat: undefined, retry: undefined, hello: undefined };
  }

  #enter(state: SocketState, retryAt?: number): void {
    this.state = state;
    this.options.onState(state, { retryAt, attempt: this.#attempt });
  }
}

function parse(data: unknown): Frame | null {
  if (typeof data !== "string") return null;
  try {
    const frame = JSON.parse(data) as Frame;
    return typeof frame === "object" && frame !== null && typeof frame.op === "number" ? frame : null;
  } catch {
    return null;
  }
}
