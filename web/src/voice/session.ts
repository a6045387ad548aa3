// One session with one voice server: its socket, its connection for media, and what arrives through both.
import type { SocketEnvironment } from "../gateway/line";
import type { LinkFigures } from "../stores/call";
import { myId } from "../stores/session";
import type { Id } from "../wire/types";
import { Ears, type Heard } from "./ears";
import { Peer, type Sounding } from "./peer";
import { Known, streamKey } from "./people";
import {
  VoiceOp, type AfterClose, type MediaKind, type MemberQuality, type SessionDescription, type Slot, type Speaking, type StreamFlag, type VoiceReady, type Want,
} from "./protocol";
import { Slots } from "./slots";
import { between, figuresBetween, look, type Look } from "./stats";
import { VoiceSocket, type VoiceCredentials } from "./voiceSocket";

export interface Tracks {
  microphone: MediaStreamTrack | null;
  camera: MediaStreamTrack | null;
  screen: MediaStreamTrack | null;
  screenSound: MediaStreamTrack | null;
}

export interface SessionHost {
  readonly known: Known;
  tracks(): Tracks;
  sound(): Sounding;
  outputDevice(): string | null;
  wants(): Want[];
  heard(userId: Id | null, kind: MediaKind): Heard;
  /** Whether sound flows both ways now. */
  onLink(up: boolean): void;
  /** Somebody's row may have changed. */
  onPeople(): void;
  /** What the browser has counted of the connection since it was last told. */
  onFigures(figures: LinkFigures): void;
  onGone(after: Exclude<AfterClose, "resume">, code: number): void;
  onUnsupported(error: unknown): void;
}

const LevelEveryMs = 60;
const LoudAbove = 0.004;
const LoudHoldMs = 220;
const StatsEveryMs = 2_000;
const WantsAfterMs = 80;
/** A connection that falters may come back by itself within this time. */
const FaltersMs = 1_500;
const RestartWithinMs = 4_000;

export class VoiceSession {
  readonly #peer: Peer;
  readonly #socket: VoiceSocket;
  readonly #slots = new Slots();
  readonly #ears = new Ears();
  readonly #offer: Promise<string>;
  readonly #loudUntil = new Map<Id, number>();
  #timers: ReturnType<typeof setInterval>[] = [];
  #trouble: ReturnType<typeof setTimeout> | undefined;
  #wantsTimer: ReturnType<typeof setTimeout> | undefined;
  #look: Look | null = null;
  #closed = false;

  constructor(url: string, credentials: VoiceCredentials, private readonly host: SessionHost, environment: SocketEnvironment) {
    this.#peer = new Peer({ onState: (state) => this.#peerChanged(state) });
    this.#offer = this.#peer.offer();
    this.#offer.catch(() => undefined);
    this.#socket = new VoiceSocket(url, credentials, {
      onMessage: (op, d) => void this.#message(op, d).catch((error: unknown) => this.#closed || this.host.onUnsupported(error)),
      onState: () => this.#tellLink(),
      onGone: (after, code) => this.#closed || this.host.onGone(after, code),
    }, environment);
  }

  start(): void {
    this.#socket.connect();
    this.#timers = [setInterval(() => this.#listen(), LevelEveryMs), setInterval(() => void this.#measure(), StatsEveryMs)];
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#trouble);
    clearTimeout(this.#wantsTimer);
    this.#socket.close();
    this.#ears.close();
    this.#peer.close();
  }

  wake(): void {
    this.#socket.wake();
  }

  /** Puts the present tracks into the connection, and says which videos there are. */
  async send(): Promise<void> {
    const { microphone, camera, screen, screenSound } = this.host.tracks();
    await Promise.all([this.#peer.sendMicrophone(microphone), this.#peer.sendCamera(camera), this.#peer.sendScreen(screen, screenSound)]);
    this.#sayVideos();
  }

  /** Volumes, seats or devices have changed. */
  applySettings(): void {
    this.#ears.useDevice(this.host.outputDevice());
    for (const mid of this.#ears.mids()) this.#hear(mid);
    void this.#peer.setSound(this.host.sound()).catch(() => undefined);
  }

  /** Many tiles appear and go in one breath; they are said together. */
  wantsChanged(): void {
    clearTimeout(this.#wantsTimer);
    this.#wantsTimer = setTimeout(() => this.#socket.send(VoiceOp.mediaSinkWants, { want: this.host.wants() }), WantsAfterMs);
  }

  async #message(op: number, d: unknown): Promise<void> {
    switch (op) {
      case VoiceOp.ready: return this.#ready(d as VoiceReady);
      case VoiceOp.sessionDescription: return this.#described(d as SessionDescription);
      case VoiceOp.speaking: return this.#spoke(d as Speaking);
      case VoiceOp.video: return this.#videos(d as { user_id: Id; streams?: StreamFlag[] });
      case VoiceOp.slots: return this.#slotted((d as { slots: Slot[] }).slots);
      case VoiceOp.quality: return this.#fared((d as { members: MemberQuality[] }).members);
      case VoiceOp.clientDisconnect: {
        this.host.known.forget((d as { user_id: Id }).user_id);
        return this.host.onPeople();
      }
    }
  }

  async #ready(ready: VoiceReady): Promise<void> {
    // The offer was made while the socket opened; relays are asked only by one made after they are known.
    const made = await this.#offer;
    this.#select(this.#peer.useRelays(ready.ice_servers) ? await this.#peer.offer(true) : made);
  }

  #select(sdp: string): void {
    this.#socket.send(VoiceOp.selectProtocol, { protocol: "webrtc", data: { sdp } });
  }

  async #described({ sdp }: SessionDescription): Promise<void> {
    await this.#peer.accept(sdp, this.host.sound());
    for (const { mid, receiver, stream } of this.#peer.receiving.values()) if (receiver.track.kind === "audio") this.#ears.open(mid, stream);
    this.applySettings();
    await this.send();
    this.wantsChanged();
  }

  #sayVideos(): void {
    const { camera, screen, screenSound } = this.host.tracks();
    const streams: StreamFlag[] = [
      { kind: "camera", active: camera !== null }, { kind: "screen", active: screen !== null }, { kind: "screen_audio", active: screenSound !== null },
    ];
    this.#socket.send(VoiceOp.video, { streams });
  }

  #spoke({ user_id: userId, speaking }: Speaking): void {
    const { known } = this.host;
    if (userId === myId()) return;
    if (speaking) known.speaking.add(userId);
    else known.speaking.delete(userId);
    this.host.onPeople();
  }

  #videos({ user_id: userId, streams = [] }: { user_id: Id; streams?: StreamFlag[] }): void {
    const active = streams.filter((stream) => stream.active).map((stream) => stream.kind);
    this.host.known.videos.set(userId, new Set(active));
    this.host.onPeople();
  }

  #slotted(slots: readonly Slot[]): void {
    const { known } = this.host;
    const lost = [...this.#slots.entries()];
    const changed = this.#slots.take(slots);
    for (const [mid, { kind, userId }] of lost) {
      if (changed.includes(mid) && (kind === "camera" || kind === "screen")) known.streams.delete(streamKey(userId, kind));
    }
    for (const mid of changed) {
      const held = this.#slots.at(mid);
      const stream = this.#peer.receiving.get(mid)?.stream;
      if (held && stream && (held.kind === "camera" || held.kind === "screen")) known.streams.set(streamKey(held.userId, held.kind), stream);
      this.#hear(mid);
    }
    this.host.onPeople();
  }

  #hear(mid: string): void {
    const held = this.#slots.at(mid);
    this.#ears.set(mid, this.host.heard(held?.userId ?? null, held?.kind ?? "audio"));
  }

  #fared(members: readonly MemberQuality[]): void {
    const { known } = this.host;
    for (const { user_id: userId, loss_up: lossUp, loss_down: lossDown, jitter_ms: jitterMs, rtt_ms: rttMs } of members) {
      const before = known.quality.get(userId);
      known.quality.set(userId, { kbps: before?.kbps ?? null, lossUp, lossDown, jitterMs: jitterMs ?? before?.jitterMs ?? null, rttMs: rttMs ?? before?.rttMs ?? null });
    }
    this.host.onPeople();
  }

  /** Who is heard here just now: faster than any message, and true of what comes out of the loudspeaker. */
  #listen(): void {
    const now = performance.now();
    for (const [mid, { kind, userId }] of this.#slots.entries()) {
      if (kind !== "audio") continue;
      const [source] = this.#peer.receiving.get(mid)?.receiver.getSynchronizationSources() ?? [];
      const isFresh = source !== undefined && performance.timeOrigin + now - source.timestamp < LoudHoldMs;
      if (isFresh && (source.audioLevel ?? 0) > LoudAbove) this.#loudUntil.set(userId, now + LoudHoldMs);
    }
    const { loud } = this.host.known;
    let changed = false;
    for (const [userId, until] of this.#loudUntil) {
      if (until > now === loud.has(userId)) continue;
      changed = true;
      if (until > now) loud.add(userId);
      else {
        loud.delete(userId);
        this.#loudUntil.delete(userId);
      }
    }
    if (changed) this.host.onPeople();
  }

  async #measure(): Promise<void> {
    const report = await this.#peer.stats().catch(() => null);
    if (!report || this.#closed) return;
    const entries: unknown[] = [];
    report.forEach((entry) => entries.push(entry));
    const now = look(entries as Parameters<typeof look>[0], performance.now());
    const { quality } = this.host.known;
    const kbps = new Map<Id, number>();
    for (const [mid, { userId, kind }] of this.#slots.entries()) {
      const flow = between(this.#look, now, mid);
      kbps.set(userId, (kbps.get(userId) ?? 0) + (flow.kbps ?? 0));
      const before = quality.get(userId);
      if (kind === "audio" && before?.lossDown == null) {
        quality.set(userId, { lossUp: null, rttMs: null, ...before, lossDown: flow.loss, jitterMs: before?.jitterMs ?? flow.jitterMs, kbps: null });
      }
    }
    for (const [userId, rate] of kbps) {
      const before = quality.get(userId);
      if (before) quality.set(userId, { ...before, kbps: rate });
    }
    this.#measureSelf(now);
    this.#look = now;
    this.host.onPeople();
  }

  /** What the browser counts of the own connection comes first; what the server tells of it fills the gaps. */
  #measureSelf(now: Look): void {
    const { quality } = this.host.known;
    const told = quality.get(myId());
    const counted = figuresBetween(this.#look, now);
    const own: LinkFigures = {
      ...counted, lossUp: counted.lossUp ?? told?.lossUp ?? null, lossDown: counted.lossDown ?? told?.lossDown ?? null,
      jitterUpMs: counted.jitterUpMs ?? told?.jitterMs ?? null, rttMs: counted.rttMs ?? this.#socket.rttMs,
    };
    quality.set(myId(), { lossUp: own.lossUp, lossDown: own.lossDown, jitterMs: own.jitterUpMs, rttMs: own.rttMs, kbps: own.sentKbps });
    this.host.onFigures(own);
  }

  #peerChanged(state: RTCPeerConnectionState): void {
    if (this.#closed) return;
    clearTimeout(this.#trouble);
    if (state === "disconnected") this.#trouble = setTimeout(() => void this.#restart(), FaltersMs);
    if (state === "failed") void this.#restart();
    this.#tellLink();
  }

  /** Finds another way through the network; when that fails too, a new session is asked for. */
  async #restart(): Promise<void> {
    if (this.#closed) return;
    clearTimeout(this.#trouble);
    this.#trouble = setTimeout(() => {
      if (!this.#closed && this.#peer.state !== "connected") this.host.onGone("renew", 0);
    }, RestartWithinMs);
    if (this.#socket.state === "ready") this.#select(await this.#peer.offer(true));
  }

  #tellLink(): void {
    if (!this.#closed) this.host.onLink(this.#socket.state === "ready" && this.#peer.state === "connected");
  }
}
