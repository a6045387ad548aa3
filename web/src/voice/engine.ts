// The one call of this tab: what the gateway says and what people press become sockets, sound and pictures.
import { retryNow, tellGateway } from "../gateway/connection";
import { Op } from "../gateway/protocol";
import { inBrowser } from "../gateway/line";
import { call, figures, noCall, own, voiceSettings, voiceStatesOf, type CallPhase, type CallProblem } from "../stores/call";
import { channels } from "../stores/entities";
import { connection, myId } from "../stores/session";
import { preferVoice } from "../stores/voiceSettings";
import type { Id } from "../wire/types";
import type { VoiceServer, VoiceState } from "../wire/voice";
import { refreshDevices } from "./devices";
import { heardAs } from "./ears";
import { OwnMedia } from "./ownMedia";
import { Known, refresh, streamKey } from "./people";
import type { AfterClose, Want } from "./protocol";
import { mayIn } from "./rights";
import { VoiceSession } from "./session";

/** The main gateway answers at once; when it stays silent this long, something is wrong. */
const AnswerWithinMs = 10_000;
const MovedWithinMs = 3_000;
const FirstRenewalMs = 250;
const MaxRenewalMs = 8_000;
const MaxRenewals = 12;
/** While a call waits for the main gateway, its next attempt comes this soon. */
const NudgeEveryMs = 600;
const MaxWants = 50;
const DefaultBitrate = 64_000;

const environment = inBrowser(() => performance.now());

export class CallEngine {
  readonly #known = new Known();
  readonly #media = new OwnMedia({
    maySpeak: () => this.#maySpeak(),
    mayUseActivity: () => mayIn(call.get().channelId).useActivity,
    onTracks: () => this.#tracksChanged(),
    onTransmitting: (is) => this.#heardSelf(is),
  });
  readonly #wants = new Map<string, Want>();
  #seats: Readonly<Record<Id, number>> = {};
  #session: VoiceSession | null = null;
  /** The name under which the gateway keeps our place, once it has confirmed it; what it said before belongs to an earlier one. */
  #place: string | null = null;
  #owesState = false;
  /** From one private call to another: being taken out of the first is still to be told, without saying of which. */
  #leavesPrivate = false;
  #saidVideo = "";
  #renewals = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #nudge: ReturnType<typeof setInterval> | undefined;
  #refreshing = false;
  #watched: { owner: Id; stop: () => void } = { owner: "", stop: () => undefined };

  constructor() {
    const { muted, deafened } = voiceSettings.get();
    own.update((now) => ({ ...now, muted, deafened }));
    voiceSettings.subscribe(() => {
      this.#session?.applySettings();
      this.#people();
    });
    call.subscribe(() => this.#callChanged());
    window.addEventListener("pagehide", () => this.#active && this.leave());
    window.addEventListener("online", () => this.#session?.wake());
  }

  get #active(): boolean {
    const { phase } = call.get();
    return phase === "connecting" || phase === "connected" || phase === "reconnecting";
  }

  async join(channelId: Id, guildId: Id | null): Promise<void> {
    if (this.#active && call.get().channelId === channelId) return;
    const { refusal } = mayIn(channelId);
    if (refusal) throw new Error(refusal);
    if (typeof RTCPeerConnection === "undefined") throw new Error("This browser cannot take part in calls.");
    const isMove = this.#active;
    this.#leavesPrivate = isMove && guildId === null && call.get().guildId === null;
    this.#dropSession();
    this.#place = null;
    this.#renewals = 0;
    this.#wants.clear();
    call.set({ ...noCall, phase: "connecting", channelId, guildId });
    this.#say();
    this.#expect(AnswerWithinMs, () => this.#fail("unreachable", "The server gave no place in the call."));
    if (!isMove) await this.#media.enter();
    else this.#media.applyGate();
  }

  leave(): void {
    const { guildId } = call.get();
    if (this.#active) tellGateway(Op.voiceStateUpdate, { guild_id: guildId, channel_id: null, self_mute: false, self_deaf: false });
    this.#end();
    call.set(noCall);
  }

  setMuted(muted: boolean): void {
    own.update((now) => ({ ...now, muted, deafened: now.deafened && muted }));
    if (!muted && this.#active) this.#media.tryAgain();
    this.#ownChanged();
  }

  setDeafened(deafened: boolean): void {
    own.update((now) => ({ ...now, deafened }));
    this.#ownChanged();
  }

  startCamera = () => this.#media.startCamera();
  stopCamera = () => this.#media.stopCamera();
  startScreen = (options: { sound: boolean; motion: boolean }) => this.#media.startScreen(options);
  stopScreen = () => this.#media.stopScreen();
  startInputTest = (loopback: boolean) => this.#media.startTest(loopback);
  stopInputTest = () => this.#media.stopTest();
  refreshDevices = refreshDevices;
  push = (held: boolean) => this.#media.push(held);

  watch(userId: Id, kind: "camera" | "screen", heightPx: number): void {
    const key = streamKey(userId, kind);
    const height = Math.max(0, Math.round(heightPx));
    if ((this.#wants.get(key)?.height ?? 0) === height) return;
    if (height > 0 && this.#wants.size < MaxWants) this.#wants.set(key, { user_id: userId, kind, height });
    else this.#wants.delete(key);
    this.#session?.wantsChanged();
  }

  seat(positions: Readonly<Record<Id, number>>): void {
    this.#seats = positions;
    this.#session?.applySettings();
  }

  /** The main gateway on anybody's place. */
  stateChanged(state: VoiceState): void {
    if (state.user_id === myId() && this.#active) this.#ownState(state);
  }

  /** The main gateway on where the call is held. */
  serverChanged({ token, endpoint, guild_id: guildId, channel_id: channelId }: VoiceServer): void {
    const now = call.get();
    if (!this.#active || (guildId ? guildId !== now.guildId : now.guildId !== null || (channelId !== undefined && channelId !== now.channelId))) return;
    clearTimeout(this.#timer);
    this.#dropSession();
    if (endpoint === null) return this.#phase("reconnecting");
    const serverId = now.guildId ?? now.channelId;
    // Our own voice state comes first, and has the name of the session in it.
    const session = voiceStatesOf.of(serverId ?? "").get(myId())?.session_id;
    if (!serverId || !session) return this.#renew();
    const isNew = this.#place !== session;
    this.#place = session;
    if (isNew) this.#sayVideo();
    const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/voice?v=8`;
    this.#session = new VoiceSession(url, { serverId, userId: myId(), sessionId: session, token }, this.#host(), environment);
    this.#session.start();
  }

  /** A new session of the main gateway knows nothing of a call: say again where we are. */
  sessionBegan(): void {
    if (!this.#active) return;
    this.#place = null;
    this.#saidVideo = "";
    this.#renewals = 0;
    this.#renew();
  }

  sessionResumed(): void {
    if (this.#active && this.#owesState) this.#say();
  }

  /** Voice states come by themselves, with a guild, or in a summary: the table is what is watched. */
  #callChanged(): void {
    const { guildId, channelId } = call.get();
    const owner = guildId ?? channelId ?? "";
    if (owner !== this.#watched.owner) {
      this.#watched.stop();
      this.#watched = { owner, stop: voiceStatesOf.of(owner).subscribe(() => this.#people()) };
    }
    this.#people();
  }

  #host(): ConstructorParameters<typeof VoiceSession>[2] {
    const media = this.#media;
    return {
      known: this.#known,
      tracks: () => media.tracks(),
      sound: () => ({ musical: voiceSettings.get().music, bitrate: channels.get(call.get().channelId ?? "")?.bitrate ?? DefaultBitrate }),
      outputDevice: () => voiceSettings.get().outputDevice,
      wants: () => [...this.#wants.values()],
      heard: (userId) => heardAs(voiceSettings.get(), own.get().deafened, userId, this.#seatOf(userId)),
      onFigures: (now) => figures.set(now),
      onLink: (up) => this.#linked(up),
      onPeople: () => this.#people(),
      onGone: (after, code) => this.#gone(after, code),
      onUnsupported: () => this.#fail("unsupported", "This browser and the server found no common way to talk."),
    };
  }

  #linked(up: boolean): void {
    const { phase } = call.get();
    if (up) {
      this.#renewals = 0;
      clearTimeout(this.#timer);
      this.#phase("connected");
    } else if (phase === "connected") this.#phase("reconnecting");
  }

  #gone(after: Exclude<AfterClose, "resume">, code: number): void {
    this.#dropSession();
    if (after === "end") return this.#fail(code === 4021 ? "refused" : "channel-gone", code === 4021 ? "The server ended the call: too much was asked of it." : "The call has ended.");
    this.#phase(call.get().since ? "reconnecting" : "connecting");
    // Moved or put out: the main gateway says which. When it says neither, the place is still ours.
    if (after === "wait") this.#expect(MovedWithinMs, () => this.#renew());
    else this.#renew();
  }

  /** Asks for a new session in the same place, ever less often. */
  #renew(): void {
    this.#dropSession();
    if (this.#renewals >= MaxRenewals) return this.#fail("unreachable", "The call was lost and could not be joined again.");
    this.#phase(call.get().since ? "reconnecting" : "connecting");
    const wait = this.#renewals === 0 ? 0 : Math.min(MaxRenewalMs, FirstRenewalMs * 2 ** this.#renewals);
    this.#renewals++;
    this.#expect(wait, () => {
      this.#say();
      this.#expect(AnswerWithinMs, () => this.#renew());
    });
  }

  #ownState({ channel_id: channelId, guild_id: guildId, session_id: session }: VoiceState): void {
    const now = call.get();
    if (channelId === null && this.#leavesPrivate) {
      this.#leavesPrivate = false;
      return;
    }
    if (this.#place !== null) {
      if (session !== this.#place) return channelId === null ? undefined : this.#fail("elsewhere", "You have joined a call somewhere else.");
      // Leaving the guild of an earlier call may be told after the next one has begun.
      if (channelId === null) return (guildId ?? null) === now.guildId ? this.#fail("kicked", "You were disconnected from the call.") : undefined;
      if (channelId !== now.channelId) call.set({ ...now, channelId, guildId: guildId ?? null });
    }
    this.#media.applyGate();
  }

  #maySpeak(): boolean {
    const { channelId, guildId } = call.get();
    const state = voiceStatesOf.of(guildId ?? channelId ?? "").get(myId());
    return !(state?.mute || state?.deaf || state?.suppress);
  }

  #ownChanged(): void {
    const { muted, deafened } = own.get();
    preferVoice({ muted, deafened });
    this.#media.applyGate();
    this.#session?.applySettings();
    if (this.#active) this.#say();
  }

  #tracksChanged(): void {
    const { camera, screen } = own.get();
    for (const [kind, stream] of [["camera", camera], ["screen", screen]] as const) {
      if (stream) this.#known.streams.set(streamKey(myId(), kind), stream);
      else this.#known.streams.delete(streamKey(myId(), kind));
    }
    void this.#session?.send().catch(() => undefined);
    if (this.#active) this.#sayVideo();
    this.#people();
  }

  /** Camera by the voice state, screen as a stream of its own, as clients of this protocol do. */
  #sayVideo(): void {
    const { camera, screen } = own.get();
    const { guildId, channelId } = call.get();
    const [hadCamera, hadScreen] = this.#saidVideo.split(",");
    if (String(camera !== null) !== (hadCamera || "false")) this.#say();
    if (String(screen !== null) !== (hadScreen || "false")) {
      const type = guildId ? "guild" : "call";
      if (screen) tellGateway(Op.streamCreate, { type, guild_id: guildId, channel_id: channelId, preferred_region: null });
      else tellGateway(Op.streamDelete, { stream_key: [type, guildId, channelId, myId()].filter(Boolean).join(":") });
    }
    this.#saidVideo = `${camera !== null},${screen !== null}`;
  }

  #say(): void {
    const { channelId, guildId } = call.get();
    const { muted, deafened, camera } = own.get();
    const isSaid = tellGateway(Op.voiceStateUpdate, { guild_id: guildId, channel_id: channelId, self_mute: muted || deafened, self_deaf: deafened, self_video: camera !== null });
    this.#owesState = !isSaid;
  }

  #heardSelf(isTransmitting: boolean): void {
    if (isTransmitting) this.#known.speaking.add(myId());
    else this.#known.speaking.delete(myId());
    this.#people();
  }

  /** Without seats from the page, people sit in a row in the order they came. */
  #seatOf(userId: Id | null): number {
    if (userId === null) return 0;
    const given = this.#seats[userId];
    if (given !== undefined) return given;
    const { guildId, channelId } = call.get();
    const others = voiceStatesOf.of(guildId ?? channelId ?? "").values().filter((state) => state.channel_id === channelId && state.user_id !== myId());
    const place = others.findIndex((state) => state.user_id === userId);
    return others.length < 2 || place < 0 ? 0 : (2 * place) / (others.length - 1) - 1;
  }

  #phase(phase: CallPhase): void {
    call.update((now) => (now.phase === phase ? now : { ...now, phase, reason: null, problem: null, since: now.since ?? (phase === "connected" ? Date.now() : null) }));
    clearInterval(this.#nudge);
    if (phase === "reconnecting") this.#nudge = setInterval(() => connection.get().state === "backoff" && retryNow(), NudgeEveryMs);
  }

  #expect(withinMs: number, otherwise: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(otherwise, withinMs);
  }

  #fail(problem: CallProblem, reason: string): void {
    this.#end();
    call.update((now) => ({ ...now, phase: "failed", problem, reason }));
  }

  #end(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#nudge);
    this.#dropSession();
    this.#media.leave();
    this.#wants.clear();
    this.#place = null;
    this.#owesState = false;
    this.#saidVideo = "";
  }

  #dropSession(): void {
    figures.set(null);
    this.#session?.close();
    this.#session = null;
    this.#known.clear();
    const { camera, screen } = own.get();
    if (camera) this.#known.streams.set(streamKey(myId(), "camera"), camera);
    if (screen) this.#known.streams.set(streamKey(myId(), "screen"), screen);
  }

  /** Many things change at once; the rows are made once for all of them. */
  #people(): void {
    if (this.#refreshing) return;
    this.#refreshing = true;
    queueMicrotask(() => {
      this.#refreshing = false;
      refresh(this.#known);
    });
  }
}

export const engine = new CallEngine();
