// The call this tab takes part in: its state, the people in it, and everything one can do there.
// What needs sound and sockets lives in ../voice and is loaded with the first call.
import * as routes from "../api/voice";
import type { CallEngine } from "../voice/engine";
import type { Id } from "../wire/types";
import { channels } from "./entities";
import { notify } from "./overlays";
import { Table, Value, useRow } from "./reactive";
import { privateCalls } from "./voiceStates";
import { preferSilence, preferVolume } from "./voiceSettings";

export * from "./voiceSettings";
export * from "./voiceStates";

export type CallPhase = "idle" | "connecting" | "connected" | "reconnecting" | "failed";

/** Why a call failed or ended, so that the page can say what to do. */
export type CallProblem =
  | "full" | "forbidden" | "unreachable" | "refused" | "unsupported" | "kicked" | "elsewhere" | "channel-gone";

export interface CallState {
  phase: CallPhase;
  channelId: Id | null;
  /** Null for a private call. */
  guildId: Id | null;
  /** When it was first connected, in milliseconds since 1970. */
  since: number | null;
  /** The last problem, in a sentence for people; also after an involuntary end, when the phase is "failed". */
  reason: string | null;
  problem: CallProblem | null;
  /** Whether the server cannot hear what is said. Browsers are heard by it until they can take part in DAVE. */
  encrypted: boolean;
}

export const noCall: CallState = { phase: "idle", channelId: null, guildId: null, since: null, reason: null, problem: null, encrypted: false };

export const call = new Value<CallState>(noCall);

export interface Quality {
  /** Shares lost on the way to the server and from it, 0 to 1. */
  lossUp: number | null;
  lossDown: number | null;
  jitterMs: number | null;
  rttMs: number | null;
  /** What arrives from this person here (for oneself: what is sent), in kbit/s. */
  kbps: number | null;
}

/** Which way packets take: kinds of candidates ("host", "srflx", "prflx", "relay") and what carries them. */
export interface NetworkPath { local: string; remote: string | null; protocol: string }

/** The own connection as the browser counts it, over the last seconds; null where nothing is known yet. */
export interface LinkFigures {
  rttMs: number | null;
  /** Shares lost on the way to the server and from it, 0 to 1. */
  lossUp: number | null;
  lossDown: number | null;
  jitterUpMs: number | null;
  /** The worst of all that arrives. */
  jitterDownMs: number | null;
  sentKbps: number | null;
  receivedKbps: number | null;
  /** Codecs by name, of what is carried just now. */
  sending: readonly string[];
  receiving: readonly string[];
  path: NetworkPath | null;
}

/** Of the present call; null before anything was counted. */
export const figures = new Value<LinkFigures | null>(null);

export interface Participant {
  userId: Id;
  isSelf: boolean;
  speaking: boolean;
  /** Not heard, by own choice or the moderators' (then `serverMuted`). */
  muted: boolean;
  serverMuted: boolean;
  /** Hears nobody, by own choice or the moderators' (then `serverDeafened`). */
  deafened: boolean;
  serverDeafened: boolean;
  /** In the audience of a stage. */
  suppressed: boolean;
  /** When the hand went up on a stage, else null. */
  handRaisedAt: string | null;
  /** What the person says is on; the stream follows once it is watched and pictures arrive. */
  camera: boolean;
  screen: boolean;
  cameraStream: MediaStream | null;
  screenStream: MediaStream | null;
  /** 0 to 2, for this listener alone. */
  volume: number;
  /** Silenced by this listener, for this listener. */
  silenced: boolean;
  quality: Quality | null;
}

/** Everybody in the present call, oneself included, by user id. */
export const participants = new Table<Participant>();

/** Why there is no sound from here: one then takes part as a listener. */
export type Microphone = "off" | "asking" | "open" | "denied" | "missing" | "busy" | "unsupported";

export interface OwnState {
  muted: boolean;
  deafened: boolean;
  microphone: Microphone;
  /** Whether what is said now goes out: not muted, gate or key open. */
  transmitting: boolean;
  /** Pictures of the own camera and screen, for the preview; null when off. */
  camera: MediaStream | null;
  screen: MediaStream | null;
  screenSound: boolean;
}

export const own = new Value<OwnState>({ muted: false, deafened: false, microphone: "off", transmitting: false, camera: null, screen: null, screenSound: false });

/** A sentence on what the microphone lacks, or null when all is well. */
export function microphoneTrouble(microphone: Microphone): string | null {
  switch (microphone) {
    case "denied": return "The browser does not allow this page to use the microphone. You can listen; allow it in the address bar to talk.";
    case "missing": return "No microphone was found. You can listen; plug one in to talk.";
    case "busy": return "The microphone is used by another program. You can listen; close the other program to talk.";
    case "unsupported": return "Browsers give a microphone to pages on https or localhost only. You can listen.";
    default: return null;
  }
}

let loading: Promise<CallEngine> | null = null;
let loaded: CallEngine | null = null;

function engine(): Promise<CallEngine> {
  loading ??= import("../voice/engine").then((module) => (loaded = module.engine), (error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function act(run: (engine: CallEngine) => unknown): Promise<void> {
  try {
    await run(await engine());
  } catch (error) {
    notify(error instanceof Error ? error.message : "That did not work.", "danger");
  }
}

/** What the gateway says goes to the engine, if there is one: without it nobody is in a call. */
export function tellEngine(run: (engine: CallEngine) => void): void {
  if (loaded) run(loaded);
}

/** Joins a voice or stage channel, or a private call; leaves the present one. */
export const join = (channelId: Id) => act((voice) => voice.join(channelId, channels.get(channelId)?.guild_id ?? null));
export const leave = () => act((voice) => voice.leave());
/** After a failure: tries the same channel again. */
export const retry = () => {
  const { channelId } = call.get();
  return channelId ? join(channelId) : Promise.resolve();
};

export const setMuted = (muted: boolean) => act((voice) => voice.setMuted(muted));
export const setDeafened = (deafened: boolean) => act((voice) => voice.setDeafened(deafened));
export const startCamera = () => act((voice) => voice.startCamera());
export const stopCamera = () => act((voice) => voice.stopCamera());
/** Asks what to share. `motion` favours smooth films and games over sharp text. */
export const startScreen = (options: { sound: boolean; motion: boolean } = { sound: true, motion: false }) => act((voice) => voice.startScreen(options));
export const stopScreen = () => act((voice) => voice.stopScreen());

/** 0 to 2, for oneself alone; kept for next time. */
export const setVolume = (userId: Id, volume: number) => preferVolume(userId, volume);
export const setSilenced = (userId: Id, silenced: boolean) => preferSilence(userId, silenced);

/** Says how high a video is shown, in device pixels; 0 when it is off screen. Nothing arrives that nobody watches. */
export const watch = (userId: Id, kind: "camera" | "screen", heightPx: number) => tellEngine((voice) => voice.watch(userId, kind, heightPx));

/** Where people sit from left (-1) to right (1), for spatial sound. */
export const seat = (positions: Readonly<Record<Id, number>>) => tellEngine((voice) => voice.seat(positions));

/** Opens the microphone without a call, so that the settings can show its level; `loopback` plays it back. */
export const startInputTest = (loopback = false) => act((voice) => voice.startInputTest(loopback));
export const stopInputTest = () => act((voice) => voice.stopInputTest());
export const refreshDevices = () => act((voice) => voice.refreshDevices());

/** Press and release of push-to-talk from the screen, for phones; keys are watched by the engine. */
export const pushToTalk = (held: boolean) => tellEngine((voice) => voice.push(held));

/** Whether this person has asked to speak and waits: when the request goes without it, a moderator has put it aside. */
export const waitsToSpeak = new Value(false);

// On stages. Errors of the API come to the caller, in its words.
const where = () => {
  const { guildId, channelId } = call.get();
  if (!guildId || !channelId) throw new Error("You are in no voice channel.");
  return { guildId, channelId };
};
export const raiseHand = async (raised = true) => {
  const { guildId, channelId } = where();
  waitsToSpeak.set(raised);
  await routes.voice.patchSelf(guildId, { channel_id: channelId, request_to_speak_timestamp: raised ? new Date().toISOString() : null });
};
/** Speaks without being asked, for who may; or accepts an invitation. */
export const becomeSpeaker = async () => {
  const { guildId, channelId } = where();
  await routes.voice.patchSelf(guildId, { channel_id: channelId, suppress: false });
};
export const becomeAudience = async () => {
  const { guildId, channelId } = where();
  await routes.voice.patchSelf(guildId, { channel_id: channelId, suppress: true });
};
export const inviteToSpeak = async (userId: Id) => {
  const { guildId, channelId } = where();
  await routes.voice.patchState(guildId, userId, { channel_id: channelId, suppress: false });
};
export const moveToAudience = async (userId: Id) => {
  const { guildId, channelId } = where();
  await routes.voice.patchState(guildId, userId, { channel_id: channelId, suppress: true });
};
/** Takes somebody's hand down: who is in the audience already only ceases to ask. */
export const dismissRequest = moveToAudience;
export const startStage = (channelId: Id, topic: string, notifyEverybody = false) => routes.stages.create({ channel_id: channelId, topic, send_start_notification: notifyEverybody });
export const changeStage = (channelId: Id, topic: string) => routes.stages.patch(channelId, { topic });
export const endStage = (channelId: Id) => routes.stages.delete(channelId);

// Calls of private channels.
/** Calls the others of a private channel; without `recipients` all of them. */
export const ring = async (channelId: Id, recipients?: Id[]) => {
  if (call.get().channelId !== channelId) await join(channelId);
  await routes.privateCalls.ring(channelId, recipients);
};
export const answer = (channelId: Id) => join(channelId);
export const decline = (channelId: Id) => routes.privateCalls.stopRinging(channelId);
/** Whether a private channel rings for us. */
export const ringsFor = (channelId: Id, userId: Id) => privateCalls.get(channelId)?.ringing.includes(userId) ?? false;

// For moderators.
export const serverMute = (guildId: Id, userId: Id, mute: boolean) => routes.voice.patchMember(guildId, userId, { mute });
export const serverDeafen = (guildId: Id, userId: Id, deaf: boolean) => routes.voice.patchMember(guildId, userId, { deaf });
/** Null disconnects. */
export const moveMember = (guildId: Id, userId: Id, channelId: Id | null) => routes.voice.patchMember(guildId, userId, { channel_id: channelId });
export const setVoiceStatus = (channelId: Id, status: string | null) => routes.voice.setStatus(channelId, status);

// Soundboard and thrown emoji.
export const throwEmoji = (channelId: Id, emoji: { id: Id | null; name: string | null }) => routes.voice.effect(channelId, emoji);
export const playSound = (channelId: Id, soundId: Id, sourceGuildId?: Id) => routes.soundboard.play(channelId, soundId, sourceGuildId);

export const useParticipant = (userId: Id | null | undefined) => useRow(participants, userId);
