// What goes out from here: microphone, camera, screen, and everything that opens and closes them.
import { microphoneTrouble, own, type Microphone as MicrophoneState } from "../stores/call";
import { notify } from "../stores/overlays";
import { inputLevel, voiceSettings, type InputLevel, type VoiceSettings } from "../stores/voiceSettings";
import type { GateMode } from "./gate";
import { PushKey } from "./keys";
import { Microphone, needsReopening } from "./microphone";
import { refreshDevices } from "./devices";
import { openCamera, openScreen, stopStream } from "./pictures";
import type { Tracks } from "./session";

export interface OwnMediaHost {
  /** Whether the server lets us be heard at all, and by voice activity. */
  maySpeak(): boolean;
  mayUseActivity(): boolean;
  /** Tracks came or went. */
  onTracks(): void;
  onTransmitting(isTransmitting: boolean): void;
}

const ReopenAfterMs = 400;

export class OwnMedia {
  readonly #microphone = new Microphone({ onLevel: (level) => this.#levelled(level), onEnded: () => this.#unplugged() });
  readonly #key = new PushKey(() => voiceSettings.get(), () => this.applyGate());
  #settings: VoiceSettings = voiceSettings.get();
  #inCall = false;
  #testing = false;
  #loopback: HTMLAudioElement | null = null;

  constructor(private readonly host: OwnMediaHost) {
    voiceSettings.subscribe(() => this.#settingsChanged());
  }

  tracks(): Tracks {
    const { camera, screen } = own.get();
    return {
      microphone: this.#inCall ? this.#microphone.track : null,
      camera: camera?.getVideoTracks()[0] ?? null,
      screen: screen?.getVideoTracks()[0] ?? null,
      screenSound: screen?.getAudioTracks()[0] ?? null,
    };
  }

  /** Opens the microphone for a call; without one the call goes on, and the page says why nobody hears us. */
  async enter(): Promise<void> {
    this.#inCall = true;
    this.#key.watch();
    await this.#open();
    const trouble = microphoneTrouble(own.get().microphone);
    if (trouble && this.#inCall) notify(trouble);
  }

  leave(): void {
    this.#inCall = false;
    this.#key.unwatch();
    this.stopCamera();
    this.stopScreen();
    if (!this.#testing) this.#close();
  }

  /** Whoever wants to be heard may have allowed or plugged in a microphone since. */
  tryAgain(): void {
    const { microphone } = own.get();
    if (microphone !== "open" && microphone !== "asking" && microphone !== "off") void this.enter();
  }

  async startTest(loopback: boolean): Promise<void> {
    this.#testing = true;
    if (own.get().microphone !== "open") await this.#open();
    this.applyGate();
    const { track } = this.#microphone;
    this.#stopLoopback();
    if (!loopback || !track) return;
    this.#loopback = new Audio();
    this.#loopback.srcObject = new MediaStream([track]);
    void this.#loopback.play().catch(() => undefined);
  }

  stopTest(): void {
    this.#testing = false;
    this.#stopLoopback();
    if (this.#inCall) this.applyGate();
    else this.#close();
  }

  push(held: boolean): void {
    this.#key.set(held);
  }

  applyGate(): void {
    this.#microphone.configure(voiceSettings.get(), this.#mode());
  }

  async startCamera(): Promise<void> {
    const stream = await openCamera(voiceSettings.get());
    void refreshDevices();
    stopStream(own.get().camera);
    for (const track of stream.getTracks()) track.onended = () => this.stopCamera();
    own.update((now) => ({ ...now, camera: stream }));
    this.host.onTracks();
  }

  stopCamera(): void {
    if (!own.get().camera) return;
    stopStream(own.get().camera);
    own.update((now) => ({ ...now, camera: null }));
    this.host.onTracks();
  }

  async startScreen(options: { sound: boolean; motion: boolean }): Promise<void> {
    const stream = await openScreen(options);
    if (!stream) return;
    stopStream(own.get().screen);
    for (const track of stream.getVideoTracks()) track.onended = () => this.stopScreen();
    own.update((now) => ({ ...now, screen: stream, screenSound: stream.getAudioTracks().length > 0 }));
    this.host.onTracks();
  }

  stopScreen(): void {
    if (!own.get().screen) return;
    stopStream(own.get().screen);
    own.update((now) => ({ ...now, screen: null, screenSound: false }));
    this.host.onTracks();
  }

  #mode(): GateMode {
    const { muted, deafened } = own.get();
    const { mode, music } = voiceSettings.get();
    const isPush = mode === "push" || !this.host.mayUseActivity();
    if (!this.#inCall) return mode === "push" ? "open" : "activity";
    if (muted || deafened || !this.host.maySpeak()) return "closed";
    if (isPush) return this.#key.held ? "open" : "closed";
    return music ? "open" : "activity";
  }

  async #open(): Promise<void> {
    this.#set("asking");
    this.#settings = voiceSettings.get();
    const state = await this.#microphone.open(this.#settings);
    if (state === "off") return;
    if (!this.#inCall && !this.#testing) return this.#close();
    this.#set(state);
    this.applyGate();
    void refreshDevices();
    this.host.onTracks();
  }

  #close(): void {
    this.#microphone.close();
    this.#stopLoopback();
    inputLevel.set(null);
    this.#set("off");
    this.#transmits(false);
  }

  #set(microphone: MicrophoneState): void {
    own.update((now) => (now.microphone === microphone ? now : { ...now, microphone }));
  }

  #settingsChanged(): void {
    const before = this.#settings;
    const after = voiceSettings.get();
    this.#settings = after;
    if ((this.#inCall || this.#testing) && needsReopening(before, after)) void this.#open();
    else this.applyGate();
  }

  #unplugged(): void {
    setTimeout(() => {
      if (this.#inCall || this.#testing) void this.#open();
    }, ReopenAfterMs);
  }

  #levelled(level: InputLevel): void {
    inputLevel.set(level);
    this.#transmits(level.open && this.#inCall);
  }

  #transmits(transmitting: boolean): void {
    if (own.get().transmitting === transmitting) return;
    own.update((now) => ({ ...now, transmitting }));
    this.host.onTransmitting(transmitting);
  }

  #stopLoopback(): void {
    this.#loopback?.pause();
    if (this.#loopback) this.#loopback.srcObject = null;
    this.#loopback = null;
  }
}
