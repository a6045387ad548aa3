import { join as path } from 'node:path';
import { callServer, counts, join, listen, noCall, openCaller, place } from '../harness/callers.mjs';
import { sleep } from '../harness/figures.mjs';
import { LossyRelay } from '../harness/lossy.mjs';
import { likeness, writeSpeech } from '../harness/speech.mjs';

export const about = 'Speech between two browsers through a network that loses 5 % and delays by up to 40 ms each way, beside a good one.';
export const order = 64;

const SOUND_SECONDS = 20;
const FILM_SECONDS = 10;

export async function measure(house) {
  const why = noCall();
  if (why) return void console.log(`  left out, ${why}`);
  const speech = path(house.folder, 'speech.wav');
  const voice = writeSpeech(speech);
  await house.up(path(house.folder, 'loss'), callServer);
  await measureCall(house, speech, 'no loss', { loss: 0, jitterMs: 0 }, voice);
  await measureCall(house, speech, '5 % loss and 40 ms jitter, each way', { loss: 0.05, jitterMs: 40, seed: 6 }, voice);
  await house.down();
}

async function measureCall(house, microphone, name, network, voice) {
  const relay = new LossyRelay(house.port, network);
  const udpPort = await relay.open();
  const where = await place(house, ['speaker', 'listener']);
  const [speaker, listener] = await Promise.all([{}, { muted: true }].map((settings, i) => openCaller(where, where.people[i], { microphone, udpPort, settings })));
  try {
    await join(speaker.page);
    await join(listener.page);
    await until(async () => (await counts(listener.page)).audio.packetsReceived > 200);
    const before = await counts(listener.page);
    const envelope = await listen(listener.page, SOUND_SECONDS);
    const after = await counts(listener.page);
    addSound(house, name, likeness(microphone, envelope), { before, after }, voice);

    await speaker.page.getByRole('main').getByRole('button', { name: 'Turn the camera on', exact: true }).click();
    await until(async () => (await counts(listener.page)).video.framesDecoded > 0);
    const dark = await counts(listener.page);
    await sleep(FILM_SECONDS * 1000);
    const [seen, shown] = [await counts(listener.page), await counts(speaker.page)];
    addFilm(house, name, dark.video, seen.video, shown.sent);
    const rest = [seen, shown].map(({ states }) => states.slice(states.indexOf('connected') + 1));
    house.add(`call with ${name}: both connections`, rest.every((list) => list.length === 0) ? 'connected all the time' : `left "connected": ${rest.flat().join(', ')}`, '',
      `the relay dropped ${relay.dropped} of ${relay.dropped + relay.passed} datagrams (${(relay.lostShare * 100).toFixed(1)} %); `
        + `both people are behind it, so what one says passes it twice`);
  } finally {
    await Promise.all([speaker.close(), listener.close()]);
    relay.close();
  }
}

function addSound(house, name, alike, { before, after }, voice) {
  const of = (key) => (after.audio[key] ?? 0) - (before.audio[key] ?? 0);
  const concealed = of('concealedSamples') - of('silentConcealedSamples');
  const share = (value) => `${((100 * value) / Math.max(1, of('totalSamplesReceived'))).toFixed(2)} %`;
  house.add(
    `speech with ${name}: likeness to its source`,
    `${alike.windows.toFixed(3)} (worst 5 s ${alike.worst.toFixed(3)}; ${SOUND_SECONDS} s at one lag ${alike.whole.toFixed(3)})`, '',
    `correlation of the loudness of each 20 ms; the same sound backwards ${alike.chance.toFixed(3)}; ${voice}`,
  );
  house.add(
    `speech with ${name}: made up by the listener`,
    `${share(concealed)} of the samples, in ${of('concealmentEvents')} places`, '',
    `packets ${of('packetsReceived')}, lost ${of('packetsLost')}; each brings a copy of the one before (RED): ${of('packetsDiscarded')} not needed, so `
      + `${Math.max(0, of('packetsReceived') - of('packetsDiscarded'))} filled a gap; FEC of Opus ${of('fecPacketsReceived')} (not needed ${of('fecPacketsDiscarded')}); `
      + `asked again ${of('nackCount')}, sent again ${of('retransmittedPacketsReceived')}; ${after.codec}, `
      + `jitter buffer ${((1000 * of('jitterBufferDelay')) / Math.max(1, of('jitterBufferEmittedCount'))).toFixed(0)} ms; silence made up ${share(of('silentConcealedSamples'))}`,
  );
}

function addFilm(house, name, before, after, sent) {
  const of = (key) => (after[key] ?? 0) - (before[key] ?? 0);
  house.add(
    `camera with ${name}: frames in ${FILM_SECONDS} s`,
    `${of('framesDecoded')} of ${after.frameWidth} x ${after.frameHeight}, frozen ${of('freezeCount')} times for ${of('totalFreezesDuration').toFixed(1)} s`, '',
    `packets ${of('packetsReceived')}, lost ${of('packetsLost')}, the listener asked again ${of('nackCount')} times and got ${of('retransmittedPacketsReceived')}, `
      + `new pictures asked ${of('pliCount')}; the speaker was asked ${sent.nacks} times and sent ${sent.retransmitted} again`,
  );
}

/** Waits for a condition with the patience of a busy machine. */
async function until(holds) {
  for (let i = 0; i < 600; i++) {
    if (await holds()) return;
    await sleep(100);
  }
  throw new Error('waited a minute in vain');
}
