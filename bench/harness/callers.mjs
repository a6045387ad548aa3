// People in a call: headless Chromium with the real web client, a file for a microphone, and probes on its connections.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Person } from '../../tests/conformance-js/lib/people.mjs';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
const web = resolve(process.env.GUILDHALL_WEB ?? 'web/dist');
const require = createRequire(new URL('../../web/package.json', import.meta.url));

/** Why no call can be held here, or null. */
export function noCall() {
  if (!existsSync(chromium)) return `no browser: ${chromium} is missing (CHROMIUM names another)`;
  if (!existsSync(`${web}/index.html`)) return `no web client: ${web}/index.html is missing (./dev build makes it)`;
  try {
    require.resolve('playwright');
  } catch {
    return 'no playwright: run npm ci in web/';
  }
  return null;
}

/** Options of the server for a call in browsers, which use the same cores: that they are busy says nothing about the house. */
export const callServer = { args: ['--web', web, '--voice-address', '127.0.0.1', '--overload-protection', 'false'], pinned: false };

/** A guild with a voice channel and people in it. */
export async function place(house, names) {
  const base = house.origin();
  const people = [];
  for (const name of names) people.push(await Person.register(base, name));
  const [owner, ...others] = people;
  const guild = await owner.call('POST', '/guilds', { name: 'A call' });
  const channel = await owner.call('POST', `/guilds/${guild.id}/channels`, { name: 'Evening', type: 2 });
  const { code } = await owner.call('POST', `/channels/${channel.id}/invites`, {});
  for (const other of others) await other.call('POST', `/invites/${code}`, {});
  return { base, people, guild, channel };
}

/** Opens a browser of its own for somebody, whose microphone is a file; `udpPort` leads its media to another port. */
export async function openCaller(where, person, { microphone, udpPort = null, settings = {} }) {
  const browser = await require('playwright').chromium.launch({
    executablePath: chromium,
    args: ['--no-sandbox', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--autoplay-policy=no-user-gesture-required',
      `--use-file-for-fake-audio-capture=${microphone}`],
  });
  const context = await browser.newContext({ baseURL: where.base, viewport: { width: 1280, height: 800 }, bypassCSP: true });
  const page = await context.newPage();
  await page.addInitScript(probe, { token: person.token, settings, udpPort });
  await page.goto(`/channels/${where.guild.id}/${where.channel.id}`);
  return { page, close: () => browser.close() };
}

export async function join(page) {
  await page.getByRole('main').getByRole('button', { name: 'Join voice' }).click();
  await page.locator('[data-phase="connected"]').first().waitFor({ timeout: 60_000 });
}

/** Reads what the probe counts; see there. */
export const counts = (page) => page.evaluate(() => window.probe.counts());
/** The loudness of each 20 ms for some seconds. */
export const listen = (page, seconds) => page.evaluate((span) => window.probe.listen(span), seconds);
/** When sound came in: milliseconds of the clock, one for every 50 ms in which some did. */
export const soundsSince = (page, at) => page.evaluate((from) => window.probe.sounds.filter((one) => one > from), at);

/** Runs in the page before its scripts. */
function probe({ token, settings, udpPort }) {
  localStorage.setItem('guildhall.token', JSON.stringify(token));
  localStorage.setItem('guildhall.voice', JSON.stringify(settings));
  const kept = [];
  const states = [];
  const sounds = [];
  const Real = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Real {
    constructor(configuration) {
      super(configuration);
      kept.push(this);
      this.addEventListener('connectionstatechange', () => states.push(this.connectionState));
    }

    setRemoteDescription(told) {
      if (!udpPort || !told?.sdp) return super.setRemoteDescription(told);
      const sdp = told.sdp.replace(/^(a=candidate:\S+ \d+ udp \d+) \S+ \d+/gim, `$1 127.0.0.1 ${udpPort}`);
      return super.setRemoteDescription({ type: told.type, sdp });
    }
  };

  const report = async (connection) => [...(await connection.getStats()).values()];
  const current = () => kept.findLast((one) => one.connectionState !== 'closed' && one.connectionState !== 'new') ?? kept.at(-1);
  const counts = async () => {
    const all = await report(current());
    const most = (kind, key) => all.filter((one) => one.type === 'inbound-rtp' && one.kind === kind).sort((a, b) => (b[key] ?? 0) - (a[key] ?? 0))[0] ?? {};
    const sent = all.filter((one) => one.type === 'outbound-rtp' && one.kind === 'video');
    return {
      audio: { ...most('audio', 'packetsReceived') }, video: { ...most('video', 'packetsReceived') }, states: [...states],
      sent: { retransmitted: sent.reduce((sum, one) => sum + (one.retransmittedPacketsSent ?? 0), 0), nacks: sent.reduce((sum, one) => sum + (one.nackCount ?? 0), 0) },
      codec: all.find((one) => one.type === 'codec' && one.id === most('audio', 'packetsReceived').codecId)?.mimeType ?? '',
    };
  };

  const worklet = `registerProcessor('tap', class extends AudioWorkletProcessor {
    sum = 0; count = 0; list = [];
    process([input]) {
      const samples = input[0];
      for (let i = 0; i < 128; i++) {
        this.sum += samples ? samples[i] ** 2 : 0;
        if (++this.count < 960) continue;
        this.list.push(Math.sqrt(this.sum / 960));
        this.sum = this.count = 0;
        if (this.list.length >= 25) this.port.postMessage(this.list.splice(0));
      }
      return true;
    }
  });`;
  const listen = async (seconds) => {
    const context = new AudioContext({ sampleRate: 48_000 });
    await context.resume();
    await context.audioWorklet.addModule(URL.createObjectURL(new Blob([worklet], { type: 'text/javascript' })));
    const tap = new AudioWorkletNode(context, 'tap', { channelCount: 1, channelCountMode: 'explicit' });
    for (const { receiver } of current().getTransceivers()) {
      if (receiver.track.kind === 'audio') context.createMediaStreamSource(new MediaStream([receiver.track])).connect(tap);
    }
    // Unless it leads somewhere it is not asked for samples.
    tap.connect(new GainNode(context, { gain: 0 })).connect(context.destination);
    const list = [];
    await new Promise((done) => {
      tap.port.onmessage = ({ data }) => list.push(...data) >= seconds * 50 && done();
    });
    await context.close();
    return list.slice(0, seconds * 50);
  };

  const last = new WeakMap();
  setInterval(async () => {
    for (const connection of kept) {
      if (connection.connectionState === 'closed') continue;
      const before = last.get(connection);
      const now = { packets: 0, energy: 0 };
      for (const one of await report(connection)) {
        if (one.type !== 'inbound-rtp' || one.kind !== 'audio') continue;
        now.packets += one.packetsReceived ?? 0;
        now.energy += one.totalAudioEnergy ?? 0;
      }
      last.set(connection, now);
      if (before && now.packets > before.packets && now.energy > before.energy + 1e-6) sounds.push(Date.now());
    }
  }, 50);
  window.probe = { counts, listen, sounds };
}
