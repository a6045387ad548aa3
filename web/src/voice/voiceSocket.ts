// The voice gateway as a state machine: identifies, beats, resumes at the same place, and says when a new session is needed.
import { Line, type SocketEnvironment } from "../gateway/line";
import type { Id } from "../wire/types";
import { VoiceOp, afterClose, type AfterClose } from "./protocol";

export type VoiceSocketState = "closed" | "connecting" | "identifying" | "resuming" | "ready" | "waiting";

export interface VoiceCredentials { serverId: Id; userId: Id; sessionId: string; token: string }

export interface VoiceSocketEvents {
  /** Everything but hello, heartbeats and resuming. */
  onMessage: (op: number, d: unknown) => void;
  onState: (state: VoiceSocketState) => void;
  /** It will not come back by itself; `after` says what to do, never "resume". */
  onGone: (after: Exclude<AfterClose, "resume">, code: number) => void;
}

const HelloTimeoutMs = 6_000;
const MaxMissedBeats = 1;
const ResumeDelaysMs = [100, 300, 500, 800, 1_000];
/** Resuming is given up after this long: the server then has nothing left of the session. */
const ResumeWithinMs = 12_000;
const CloseResumable = 4900;

interface Frame { op: number; d?: unknown; seq?: number }

export class VoiceSocket {
  state: VoiceSocketState = "closed";
  readonly #line: Line<Frame>;
  #seq = -1;
  #known = false;
  #nonce = 0;
  #attempt = 0;
  #lostAt: number | null = null;

  constructor(
    private readonly url: string, private readonly credentials: VoiceCredentials,
    private readonly events: VoiceSocketEvents, private readonly env: SocketEnvironment,
  ) {
    this.#line = new Line<Frame>(env, {
      helloWithinMs: HelloTimeoutMs, unansweredMax: MaxMissedBeats, uselessCode: CloseResumable,
      heartbeat: () => ({ op: VoiceOp.heartbeat, d: { t: ++this.#nonce, seq_ack: this.#seq } }),
      onFrame: (frame) => this.#receive(frame),
      // Binary messages belong to DAVE, in which this client takes no part; they are counted all the same.
      onBytes: (bytes) => { if (bytes.byteLength >= 2) this.#seq = new DataView(bytes).getUint16(0); },
      onClosed: (code) => this.#closed(code),
      onUseless: () => this.#retry(),
    });
  }

  /** Round trip of the last heartbeat, in milliseconds. */
  get rttMs(): number | null {
    return this.#line.rttMs;
  }

  connect(): void {
    if (this.state === "closed") this.#open();
  }

  /** Ends the session for good. */
  close(): void {
    this.#known = false;
    this.#line.drop(1000);
    this.state = "closed";
  }

  /** The network is back: do not wait out the delay. */
  wake(): void {
    if (this.state === "waiting") this.#open();
  }

  send(op: number, d: unknown): boolean {
    return this.state === "ready" && this.#line.write({ op, d });
  }

  #open(): void {
    this.#enter("connecting");
    this.#line.open(this.url);
  }

  #receive(frame: Frame): void {
    if (typeof frame.seq === "number") this.#seq = frame.seq;
    switch (frame.op) {
      case VoiceOp.hello: return this.#hello(frame.d as { heartbeat_interval: number });
      case VoiceOp.heartbeatAck: return this.#line.answered();
      case VoiceOp.resumed: return this.#settled();
      case VoiceOp.ready:
        this.#known = true;
        this.#settled();
        break;
    }
    this.events.onMessage(frame.op, frame.d);
  }

  #hello({ heartbeat_interval: interval }: { heartbeat_interval: number }): void {
    this.#line.beatEvery(interval);
    this.#line.expectHello();
    const { serverId, userId, sessionId, token } = this.credentials;
    if (this.#known) {
      this.#enter("resuming");
      this.#line.write({ op: VoiceOp.resume, d: { server_id: serverId, session_id: sessionId, token, seq_ack: this.#seq } });
    } else {
      this.#enter("identifying");
      this.#line.write({ op: VoiceOp.identify, d: { server_id: serverId, user_id: userId, session_id: sessionId, token, max_dave_protocol_version: 0, video: true } });
    }
  }

  #settled(): void {
    this.#line.settled();
    this.#attempt = 0;
    this.#lostAt = null;
    this.#enter("ready");
  }

  #closed(code: number): void {
    const after = afterClose(code);
    if (after === "resume") this.#retry();
    else this.#gone(after, code);
  }

  #retry(): void {
    const now = this.env.now();
    this.#lostAt ??= now;
    if (now - this.#lostAt > ResumeWithinMs) return this.#gone("renew", 1006);
    const delay = ResumeDelaysMs[Math.min(this.#attempt++, ResumeDelaysMs.length - 1)] ?? 1_000;
    this.#line.retryAfter(delay, () => this.#open());
    this.#enter("waiting");
  }

  #gone(after: Exclude<AfterClose, "resume">, code: number): void {
    this.#known = false;
    this.#line.drop(1000);
    this.#enter("closed");
    this.events.onGone(after, code);
  }

  #enter(state: VoiceSocketState): void {
    this.state = state;
    this.events.onState(state);
  }
}
