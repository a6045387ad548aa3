// The gateway connection as an explicit state machine: identifying, resuming and waiting; what a dispatch means is the business
// of handlers/.
import { Line, type SocketEnvironment } from "./line";
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
  readonly #line: Line<Frame>;
  #sessionId: string | null = null;
  #seq: number | null = null;
  #attempt = 0;

  constructor(private readonly options: SocketOptions, private readonly env: SocketEnvironment) {
    this.#line = new Line<Frame>(env, {
      helloWithinMs: HelloTimeoutMs, unansweredMax: 0, uselessCode: ResumableClose,
      heartbeat: () => ({ op: Op.heartbeat, d: this.#seq }),
      onOpen: () => this.#enter("hello"),
      onFrame: (frame) => this.#receive(frame),
      onClosed: (code) => this.#closed(code),
      onUseless: () => this.#retry(),
    });
  }

  get sequence(): number | null {
    return this.#seq;
  }

  connect(): void {
    if (this.state !== "closed" && this.state !== "backoff") return;
    this.#open();
  }

  /** Ends the connection for good, for example on log out. */
  close(): void {
    this.#forgetSession();
    this.#line.drop(1000);
    this.#enter("closed");
  }

  /** The network is back, or the page is visible again: do not wait out the backoff. */
  wake(): void {
    if (this.state === "backoff") {
      this.#attempt = 0;
      this.#open();
    } else if (this.state === "ready") {
      if (!this.#line.awaitsAnswer) this.#line.beat();
      this.#line.beatWithin(Math.min(this.#line.intervalMs, WakeProbeMs));
    }
  }

  /** The browser says the network is gone: stop trusting the socket, keep the session. */
  networkLost(): void {
    if (this.state === "closed") return;
    this.#line.fail();
  }

  send(op: number, d: unknown): boolean {
    return this.state === "ready" && this.#line.write({ op, d });
  }

  #open(): void {
    this.#enter("connecting");
    this.#line.open(this.options.url);
  }

  #receive(frame: Frame): void {
    switch (frame.op) {
      case Op.hello: return this.#hello(frame.d as { heartbeat_interval: number });
      case Op.dispatch: return this.#dispatch(frame);
      case Op.heartbeat: return this.#line.beat();
      case Op.heartbeatAck: return this.#line.answered();
      case Op.reconnect: return this.#comeBack(50 + 450 * this.env.random());
      case Op.invalidSession: {
        if (frame.d !== true) this.#forgetSession();
        return this.#comeBack(1000 + 4000 * this.env.random());
      }
    }
  }

  #hello(hello: { heartbeat_interval: number }): void {
    this.#line.settled();
    this.#line.beatEvery(hello.heartbeat_interval, this.env.random());
    if (this.#sessionId && this.#seq !== null) {
      this.#enter("resuming");
      this.#line.write({ op: Op.resume, d: { token: this.options.token, session_id: this.#sessionId, seq: this.#seq } });
    } else {
      this.#enter("identifying");
      this.#line.write({ op: Op.identify, d: { token: this.options.token, ...this.options.identify() } });
    }
  }

  #dispatch(frame: Frame): void {
    if (typeof frame.s === "number") this.#seq = frame.s;
    if (frame.t === "READY") this.#sessionId = (frame.d as { session_id: string }).session_id;
    if (frame.t === "READY" || frame.t === "RESUMED") {
      this.#attempt = 0;
      this.#enter("ready");
    }
    if (frame.t) this.options.onDispatch(frame.t, frame.d);
  }

  #comeBack(afterMs: number): void {
    this.#line.drop(ResumableClose);
    this.#retry(afterMs);
  }

  #closed(code: number): void {
    if (FatalCloseCodes.has(code)) {
      this.#forgetSession();
      this.#enter("closed");
      if (code === AuthenticationFailed) this.options.onRefused(code);
      return;
    }
    if (SessionLostCloseCodes.has(code)) this.#forgetSession();
    this.#retry();
  }

  #retry(afterMs?: number): void {
    const ceiling = Math.min(MaxBackoffMs, FirstBackoffMs * 2 ** this.#attempt);
    const wait = afterMs ?? ceiling / 2 + (ceiling / 2) * this.env.random();
    this.#attempt++;
    this.#line.retryAfter(wait, () => this.#open());
    this.#enter("backoff", this.env.now() + wait);
  }

  #forgetSession(): void {
    this.#sessionId = null;
    this.#seq = null;
  }

  #enter(state: SocketState, retryAt?: number): void {
    this.state = state;
    this.options.onState(state, { retryAt, attempt: this.#attempt });
  }
}
