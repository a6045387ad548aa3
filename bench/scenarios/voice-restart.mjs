import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join as path } from 'node:path';
import { createInterface } from 'node:readline';
import { callServer, join, noCall, openCaller, place, soundsSince } from '../harness/callers.mjs';
import { sleep } from '../harness/figures.mjs';
import { writeSpeech } from '../harness/speech.mjs';

export const about = 'The server is ended and started again under a call of two browsers and a bot: how soon each hears again.';
export const order = 65;

const PATIENCE_SECONDS = 60;
/** What came in just before the end may be counted a little after it; no server starts in less. */
const ECHO_MS = 300;
const BOT = new URL('../harness/voice-bot.mjs', import.meta.url);

export async function measure(house) {
  const why = noCall() ?? (existsSync('tests/voice/node_modules') ? null : 'no @discordjs/voice: run npm ci in tests/voice');
  if (why) return void console.log(`  left out, ${why}`);
  const microphone = path(house.folder, 'speech.wav');
  writeSpeech(microphone);
  const data = path(house.folder, 'restart');
  await house.up(data, callServer);
  const where = await place(house, ['ada', 'bob']);
  const pages = await Promise.all(where.people.map((person) => openCaller(where, person, { microphone })));
  const bot = startBot(where, data);
  try {
    for (const { page } of pages) await join(page);
    await bot.ready;
    // Each has heard somebody in the old house: so the new one is heard for the right reason.
    const hearers = [...pages.map(({ page }) => (at) => soundsSince(page, at)), async (at) => bot.heard.filter((one) => one > at)];
    await allAgain(hearers, 0);
    for (const [signal, name] of [['SIGTERM', 'ended with SIGTERM'], ['SIGKILL', 'killed with kill -9']]) await restart(house, data, hearers, signal, name);
  } finally {
    bot.stop();
    await Promise.all(pages.map((one) => one.close()));
  }
  await house.down();
}

async function restart(house, data, hearers, signal, name) {
  const { port } = house;
  const asked = Date.now();
  await house.down(signal);
  const ended = Date.now();
  const started = await house.up(data, { ...callServer, port });
  const again = await allAgain(hearers, ended + ECHO_MS);
  const after = (at) => (at === null ? `not within ${PATIENCE_SECONDS} s` : `${((at - ended) / 1000).toFixed(1)} s`);
  house.add(
    `server ${name} in a call: seconds from its end to sound again`,
    `browsers ${after(again[0])} and ${after(again[1])}, bot ${after(again[2])}`, '',
    `of these the new server's start ${(started / 1000).toFixed(1)} s; the old one took ${((ended - asked) / 1000).toFixed(1)} s to end; sound is looked for every 50 ms`,
  );
  // Settled before the next blow.
  await sleep(5_000);
}

/** When each hears for the first time after a moment; null for who does not. */
async function allAgain(hearers, at) {
  const first = hearers.map(() => null);
  for (let i = 0; i < PATIENCE_SECONDS * 5 && first.includes(null); i++) {
    await Promise.all(hearers.map(async (hear, k) => (first[k] ??= (await hear(at))[0] ?? null)));
    await sleep(200);
  }
  return first;
}

function startBot({ base, people, guild, channel }, data) {
  const child = spawn(process.execPath, [BOT.pathname, base, people[0].token, guild.id, channel.id], {
    stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, NODE_EXTRA_CA_CERTS: path(data, 'voice-tls', 'ca.pem') },
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const heard = [];
  const ready = new Promise((done, failed) => {
    child.once('exit', (code) => failed(new Error(`the bot ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line);
      if (said.ready) done();
      else heard.push(said.at);
    });
  });
  ready.catch(() => undefined);
  return { ready, heard, stop: () => child.stdin.end() };
}
