// Speech for a microphone, and how much of it is in what somebody heard: the loudness of every 20 ms, correlated.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { randomFrom } from './lossy.mjs';

const STEP_MS = 5;
const FRAME_MS = 20;
const TEXT = 'The guild met at the long table in the evening. Somebody had brought bread, and somebody else a lute with two strings missing. '
  + 'Nobody minded. They spoke of the harbour, of seven ships that were late, and of a bridge that should have been mended before the rain. '
  + 'At last the oldest of them rose, counted the coins in the box, and said: we have enough for the bridge, but not for the lute.';

/** Writes a WAV file that loops without a seam; what spoke in it. */
export function writeSpeech(file) {
  let wav;
  let voice = 'espeak-ng';
  try {
    execFileSync('espeak-ng', ['-v', 'en', '-s', '150', '-a', '150', '-w', file, TEXT], { stdio: 'ignore' });
    wav = readWav(file);
  } catch {
    voice = 'a synthetic signal in the rhythm of speech (espeak-ng is not installed)';
    wav = syllables();
  }
  const step = (wav.rate * FRAME_MS) / 1000;
  writeWav(file, { rate: wav.rate, samples: wav.samples.subarray(0, Math.floor(wav.samples.length / step) * step) });
  return voice;
}

/**
 * How much an envelope is like a looping file's, as correlations: `whole` at the best lag, `windows` the mean over 5 s each, which may
 * drift by 200 ms, `worst` of these; `chance` is what the same envelope reversed in time reaches, so what has the rhythm but not the words.
 */
export function likeness(file, envelope) {
  const power = powerOf(readWav(file));
  const source = (lag, count) => {
    const at = (i) => power[(((lag + i) % power.length) + power.length) % power.length];
    const per = FRAME_MS / STEP_MS;
    return Float64Array.from({ length: count }, (_, i) => {
      let sum = 0;
      for (let k = 0; k < per; k++) sum += at(i * per + k);
      return Math.sqrt(sum / per);
    });
  };
  const best = (heard, from, to) => {
    let found = { r: -1, lag: 0 };
    for (let lag = from; lag < to; lag++) {
      const r = correlation(heard, source(lag, heard.length));
      if (r > found.r) found = { r, lag };
    }
    return found;
  };
  const whole = best(envelope, 0, power.length);
  const size = 5_000 / FRAME_MS;
  const drift = 200 / STEP_MS;
  const windows = [];
  for (let at = 0; at + size <= envelope.length; at += size) {
    const lag = whole.lag + (at * FRAME_MS) / STEP_MS;
    windows.push(best(envelope.slice(at, at + size), lag - drift, lag + drift + 1).r);
  }
  const chance = best([...envelope].reverse(), 0, power.length).r;
  return { whole: whole.r, chance, windows: windows.reduce((sum, r) => sum + r, 0) / Math.max(1, windows.length), worst: Math.min(...windows) };
}

function correlation(a, b) {
  const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i] - ma) * (b[i] - mb);
    aa += (a[i] - ma) ** 2;
    bb += (b[i] - mb) ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

function powerOf({ rate, samples }) {
  const count = Math.floor((samples.length * 1000) / rate / STEP_MS);
  return Float64Array.from({ length: count }, (_, i) => {
    const [from, to] = [i, i + 1].map((edge) => Math.round((edge * STEP_MS * rate) / 1000));
    let sum = 0;
    for (let k = from; k < to; k++) sum += (samples[k] / 32768) ** 2;
    return sum / (to - from);
  });
}

/** Vowels of harmonics with pauses between words, seeded. */
function syllables(rate = 48_000, seconds = 20) {
  const random = randomFrom(7);
  const samples = new Int16Array(rate * seconds);
  for (let at = 0; at < samples.length; ) {
    const length = Math.min(samples.length - at, Math.round(rate * (0.08 + random() * 0.2)));
    const [pitch, loud] = [100 + random() * 80, 4_000 + random() * 9_000];
    for (let i = 0; i < length; i++) {
      let value = 0;
      for (let h = 1; h <= 12; h++) value += Math.sin((2 * Math.PI * pitch * h * i) / rate) / h;
      samples[at + i] = loud * Math.sin((Math.PI * i) / length) * value * 0.5;
    }
    at += length + Math.round(rate * (random() < 0.25 ? 0.15 + random() * 0.35 : 0.02));
  }
  return { rate, samples };
}

function readWav(file) {
  const bytes = readFileSync(file);
  const rate = bytes.readUInt32LE(24);
  const at = bytes.indexOf('data', 12, 'latin1') + 8;
  const size = Math.min(bytes.readUInt32LE(at - 4), bytes.length - at) & ~1;
  const samples = Int16Array.from({ length: size / 2 }, (_, i) => bytes.readInt16LE(at + i * 2));
  return { rate, samples };
}

function writeWav(file, { rate, samples }) {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + samples.length * 2, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.length * 2, 40);
  writeFileSync(file, Buffer.concat([head, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)]));
}
