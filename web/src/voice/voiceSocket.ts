// The voice gateway as a state machine: identifies, beats, resumes at the same place, and says when a new session is needed.
import type { SocketEnvironment, WebSocketLike } from "../gateway/socket";
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
const MaxMissedBeats = 2;
const ResumeDelaysMs = [100, 300, 500, 800, 1_000];
/** Resuming is given up after this long: the server then has nothing left of the session. */
const ResumeWithinMs = 12_000;
const CloseResumable = 4900;

interface Frame { op: number; d?: unknown; seq?: number }

export class VoiceSocket {
  state: VoiceSocketState = "closed";
  /** Round trip of the last heartbeat, in milliseconds. */
  rttMs: number | null = null;
  #socket: WebSocketLike | null = null;
  #seq = -1;
  #known = false;
  #missed = 0;
  #beatSentAt = 0;
  #nonce = 0;
  #attempt = 0;
  #lostAt: number | null = null;
  #timers = { beat: undefined as unknown, hello: undefined as unknown, retry: undefined as unknown };

  constructor(
    private readonly url: string, private readonly credentials: VoiceCredentials,
    private readonly events: VoiceSocketEvents, private readonly env: SocketEnvironment,
  ) {}

  connect(): void {
    if (this.state === "closed") this.#open();
  }

  /** Ends the session for good. */
  close(): void {
    this.#known = false;
    this.#drop(1000);
    this.state = "closed";
  }

  /** The network is back: do not wait out the delay. */
  wake(): void {
    if (this.state === "waiting") this.#open();
  }

  send(op: number, d: unknown): boolean {
    return this.state === "ready" && this.#write(op, d);
  }

  #open(): void {
    this.#clearTimers();
    this.#enter("connecting");
    try {
      const socket = this.env.open(this.url);
      this.#socket = socket;
      socket.onopen = null;
      socket.onmessage = (event) => socket === this.#socket && this.#receive(event.data);
      socket.onclose = (event) => socket === this.#socket && this.#closed(event.code);
      socket.onerror = () => undefined;
      this.#timers.hello = this.env.setTimeout(() => this.#fail(), HelloTimeoutMs);
    } catch {
      this.#retry();
    }
  }

  #receive(data: unknown): void {
    // Binary messages belong to DAVE, in which this client takes no part; they are counted all the same.
    if (data instanceof ArrayBuffer) {
      if (data.byteLength >= 2) this.#seq = new DataView(data).getUint16(0);
      return;
    }
    const frame = parse(data);
    if (!frame) return this.#fail();
    if (typeof frame.seq === "number") this.#seq = frame.seq;
    switch (frame.op) {
      case VoiceOp.hello: return this.#hello(frame.d as { heartbeat_interval: number });
      case VoiceOp.heartbeatAck: return this.#answered();
      case VoiceOp.resumed: return this.#settled();
      case VoiceOp.ready:
        this.#known = true;
        this.#settled();
        break;
    }
    this.events.onMessage(frame.op, frame.d);
  }

  #hello({ heartbeat_interval: interval }: { heartbeat_interval: number }): void {
    this.env.clearTimeout(this.#timers.hello);
    this.#missed = 0;
    this.#beatEvery(Math.max(100, interval));
    this.#timers.hello = this.env.setTimeout(() => this.#fail(), HelloTimeoutMs);
    const { serverId, userId, sessionId, token } = this.credentials;
    if (this.#known) {
      this.#enter("resuming");
      this.#write(VoiceOp.resume, { server_id: serverId, session_id: sessionId, token, seq_ack: this.#seq });
    } else {
      this.#enter("identifying");
      this.#write(VoiceOp.identify, { server_id: serverId, user_id: userId, session_id: sessionId, token, max_dave_protocol_version: 0, video: true });
    }
  }

  #settled(): void {
    this.env.clearTimeout(this.#timers.hello);
    this.#attempt = 0;
    this.#lostAt = null;
    this.#enter("ready");
  }

  #beatEvery(ms: number): void {
    this.env.clearTimeout(this.#timers.beat);
    this.#timers.beat = this.env.setTimeout(() => {
      if (this.#missed >= MaxMissedBeats) return this.#fail();
      this.#missed++;
      this.#beatSentAt = this.env.now();
      this.#write(VoiceOp.heartbeat, { t: ++this.#nonce, seq_ack: this.#seq });
      this.#beatEvery(ms);
    }, ms);
  }

  #answered(): void {
    this.#missed = 0;
    this.rttMs = this.env.now() - this.#beatSentAt;
  }

  #closed(code: number): void {
    this.#socket = null;
    this.#clearTimers();
    const after = afterClose(code);
    if (after === "resume") this.#retry();
    else this.#gone(after, code);
  }

  #fail(): void {
    this.#drop(CloseResumable);
    this.#retry();
  }

  #retry(): void {
    const now = this.env.now();
    this.#lostAt ??= now;
    if (now - this.#lostAt > ResumeWithinMs) return this.#gone("renew", 1006);
    this.#clearTimers();
    const delay = ResumeDelaysMs[Math.min(this.#attempt++, ResumeDelaysMs.length - 1)] ?? 1_000;
    this.#timers.retry = this.env.setTimeout(() => this.#open(), delay);
    this.#enter("waiting");
  }

  #gone(after: Exclude<AfterClose, "resume">, code: number): void {
    this.#known = false;
    this.#drop(1000);
    this.#enter("closed");
    this.events.onGone(after, code);
  }

  #write(op: number, d: unknown): boolean {
    try {
      this.#socket?.send(JSON.stringify({ op, d }));
      return this.#socket !== null;
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

  #clearTimers(): void {
    for (const timer of Object.values(this.#timers)) this.env.clearTimeout(timer);
    this.#timers = { beat: undefined, hello: undefined, retry: undefined };
  }

  #enter(state: VoiceSocketState): void {
    this.state = state;
    this.events.onState(state);
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
