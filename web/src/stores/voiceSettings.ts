// Voice settings of this device, and the live picture of its microphones and loudspeakers.
import type { Id } from "../wire/types";
import { Value } from "./reactive";
import { storage } from "./storage";

export type InputMode = "activity" | "push";

export interface VoiceSettings {
  /** Device ids of the browser; null takes its default. */
  inputDevice: string | null;
  outputDevice: string | null;
  cameraDevice: string | null;
  /** 1 is unchanged, 2 twice as loud. */
  inputVolume: number;
  outputVolume: number;
  mode: InputMode;
  /** Whether the threshold follows the room's noise by itself. */
  autoSensitivity: boolean;
  /** In dB below full scale, -100 (everything passes) to 0. */
  thresholdDb: number;
  /** A KeyboardEvent.code, such as "KeyV" or "Backquote". */
  pushKey: string;
  /** How long the microphone stays open after the key was let go, in milliseconds. */
  pushReleaseMs: number;
  noiseSuppression: boolean;
  echoCancellation: boolean;
  autoGain: boolean;
  /** Stereo at a high bitrate with nothing processed: for instruments, not for talking. */
  music: boolean;
  /** People are heard from where they sit on the screen. */
  spatial: boolean;
  /** Volume by person, 0 to 2; absent is 1. */
  volumes: Readonly<Record<Id, number>>;
  /** People one does not want to hear. */
  silenced: readonly Id[];
  /** How the last call was left, for the next one. */
  muted: boolean;
  deafened: boolean;
}

const Key = "guildhall.voice";
const MaxRemembered = 500;

export const defaultVoiceSettings: VoiceSettings = {
  inputDevice: null,
  outputDevice: null,
  cameraDevice: null,
  inputVolume: 1,
  outputVolume: 1,
  mode: "activity",
  autoSensitivity: true,
  thresholdDb: -50,
  pushKey: "Backquote",
  pushReleaseMs: 200,
  noiseSuppression: true,
  echoCancellation: true,
  autoGain: true,
  music: false,
  spatial: false,
  volumes: {},
  silenced: [],
  muted: false,
  deafened: false,
};

export const voiceSettings = new Value<VoiceSettings>({ ...defaultVoiceSettings, ...storage.get<Partial<VoiceSettings>>(Key, {}) });

/** Changes settings of this device; a call that is under way follows at once. */
export function preferVoice(change: Partial<VoiceSettings>): void {
  voiceSettings.update((current) => ({ ...current, ...change }));
  storage.set(Key, voiceSettings.get());
}

/** How loud one wants to hear somebody: 0 to 2, 1 as it comes. */
export function preferVolume(userId: Id, volume: number): void {
  const rest = Object.fromEntries(Object.entries(voiceSettings.get().volumes).filter(([id]) => id !== userId).slice(1 - MaxRemembered));
  const wanted = Math.min(2, Math.max(0, volume));
  preferVoice({ volumes: wanted === 1 ? rest : { ...rest, [userId]: wanted } });
}

/** Not to hear somebody at all, for oneself alone. */
export function preferSilence(userId: Id, silent: boolean): void {
  const rest = voiceSettings.get().silenced.filter((id) => id !== userId).slice(1 - MaxRemembered);
  preferVoice({ silenced: silent ? [...rest, userId] : rest });
}

export interface Device { id: string; label: string }

export interface Devices {
  inputs: readonly Device[];
  outputs: readonly Device[];
  cameras: readonly Device[];
  /** Without permission the browser hides names and most devices. */
  named: boolean;
}

/** Filled by refreshDevices() and whenever one is plugged in or out, once the call engine is loaded. */
export const devices = new Value<Devices>({ inputs: [], outputs: [], cameras: [], named: false });

export interface InputLevel {
  /** Loudness of the microphone, -100 to 0 dB, before the gate. */
  db: number;
  /** Where the gate opens now: the setting, or what was found by itself. */
  thresholdDb: number;
  /** Whether what is said now is sent. */
  open: boolean;
}

/** Changes some twenty times a second while a microphone is open (in a call or in a test), else null. */
export const inputLevel = new Value<InputLevel | null>(null);
