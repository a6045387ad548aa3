// What the test of calls needs besides people: pages that count what they hear, and a bot that plays.
import type { Browser, Page } from "@playwright/test";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { base, type Account } from "./api";
import { arrive } from "./people";

/** Devices that beep and show a moving picture, and nobody who must allow them. */
export const fakeDevices = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required"];

/** The authority that the house made for its own certificate: bots are told of it. */
const authority = process.env.GUILDHALL_VOICE_CA;

/** Why no bot can be run here, or null. */
export const noBot = authority ? null : "GUILDHALL_VOICE_CA names no certificate";

interface Counted { energy: number; packets: number; frames: number }

/** Opens the page of a signed-in person; its connections are kept where `heardBy` finds them. */
export async function openAs(browser: Browser, account: Account, path: string, policy: RTCIceTransportPolicy = "all"): Promise<Page> {
  const { page } = await arrive(browser);
  await page.addInitScript(({ token, voice, iceTransportPolicy }) => {
    localStorage.setItem("guildhall.token", JSON.stringify(token));
    localStorage.setItem("guildhall.voice", JSON.stringify(voice));
    const kept: RTCPeerConnection[] = [];
    const Real = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Real {
      constructor(configuration?: RTCConfiguration) {
        super({ ...configuration, iceTransportPolicy });
        kept.push(this);
      }
    };
    (window as unknown as { connections: RTCPeerConnection[] }).connections = kept;
  }, { token: account.token, voice: { noiseSuppression: false, autoSensitivity: false, thresholdDb: -70 }, iceTransportPolicy: policy });
  await page.goto(path);
  return page;
}

/** The sound and the pictures that have come out of a page's present connection so far. */
export function heardBy(page: Page): Promise<Counted> {
  return page.evaluate(async () => {
    const connection = (window as unknown as { connections: RTCPeerConnection[] }).connections.findLast((one) => one.connectionState === "connected");
    const counted = { energy: 0, packets: 0, frames: 0 };
    (await connection?.getStats())?.forEach((entry: { type: string; kind: string; totalAudioEnergy?: number; packetsReceived?: number; framesDecoded?: number }) => {
      if (entry.type !== "inbound-rtp") return;
      counted.energy += entry.totalAudioEnergy ?? 0;
      counted.frames += entry.framesDecoded ?? 0;
      if (entry.kind === "audio") counted.packets += entry.packetsReceived ?? 0;
    });
    return counted;
  });
}

/** How much sound comes out of a page within a while. */
export async function energyWithin(page: Page, ms: number): Promise<number> {
  const before = await heardBy(page);
  await page.waitForTimeout(ms);
  return (await heardBy(page)).energy - before.energy;
}

/** The ways in which a bot's packets are sealed, by their names on the wire. */
export type SealingMode = "aead_aes256_gcm_rtpsize" | "aead_xchacha20_poly1305_rtpsize";

export interface PlayingBot {
  id: string;
  /** How its packets are sealed. */
  mode: SealingMode;
  /** Frames heard so far, by user. */
  heard: () => Readonly<Record<string, number>>;
  errors: string[];
  stop: () => Promise<void>;
}

/** A bot in a process of its own that plays a file into a channel, and can do with one way to seal packets or both; resolves once it plays. */
export async function playBot(bot: { id: string; token: string }, guildId: string, channelId: string, wanted: SealingMode): Promise<PlayingBot> {
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const child = spawn(process.execPath, [here("voiceBot.mjs"), base, bot.token.replace(/^Bot /, ""), guildId, channelId, here("tune.ogg")],
    { env: { ...process.env, NODE_EXTRA_CA_CERTS: authority, VOICE_WITHOUT_GCM: wanted === "aead_aes256_gcm_rtpsize" ? "" : "1" }, stdio: ["pipe", "pipe", "inherit"] });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let heard: Record<string, number> = {};
  const errors: string[] = [];
  const mode = await new Promise<SealingMode>((resolve, reject) => {
    void gone.then(() => reject(new Error("The bot ended before it played.")));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const said = JSON.parse(line) as { ready?: boolean; mode?: SealingMode; error?: string; heard?: Record<string, number> };
      if (said.ready && said.mode) resolve(said.mode);
      if (said.error) errors.push(said.error);
      if (said.heard) heard = said.heard;
    });
  });
  return { id: bot.id, mode, heard: () => heard, errors, stop: () => (child.stdin.end(), gone) };
}

/** coturn as docs/operating/turn.md sets it up, for TCP alone; the server under test was told of its port and its secret. */
export async function startRelay({ port, secret }: { port: number; secret: string }): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "relay-"));
  const child = spawn("turnserver", ["-n", "--use-auth-secret", `--static-auth-secret=${secret}`, "--realm=test", `--listening-port=${port}`, "--listening-ip=127.0.0.1",
    "--relay-ip=127.0.0.1", "--allow-loopback-peers", "--no-cli", "--no-tls", "--no-dtls", "--no-udp", "--no-multicast-peers", "--log-file=stdout", `--pidfile=${folder}/pid`,
    `--userdb=${folder}/users`], { stdio: "ignore" });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const answers = () => new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => (socket.destroy(), resolve(true))).on("error", () => resolve(false));
  });
  while (child.exitCode === null && !(await answers())) await new Promise((resolve) => setTimeout(resolve, 50));
  return async () => {
    child.kill();
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Port and secret of the relay that the server under test names, as "PORT:SECRET" in GUILDHALL_TURN; null when it names none or coturn is not here. */
export function relayOf(told: string | undefined): { port: number; secret: string } | null {
  const [port, secret] = told?.split(":") ?? [];
  const isHere = (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, "turnserver")));
  return port && secret && isHere ? { port: Number(port), secret } : null;
}
