// voiceload, the generator of calls: built once, run on the load's core, beside the server's; and what several scenarios of voice share.
import { execFileSync, spawn } from 'node:child_process';
import { count } from './figures.mjs';

const program = 'bench/Guildhall.VoiceLoad/bin/Release/net10.0/voiceload';
let built = false;

/** Starts voiceload on the load's core, or on another. */
export function startVoice(house, args, core = house.cores.load) {
  if (!built) execFileSync('dotnet', ['build', '-c', 'Release', '--nologo', '-v', 'q', 'bench/Guildhall.VoiceLoad'], { stdio: ['ignore', 'ignore', 'inherit'] });
  built = true;
  const child = spawn('taskset', ['-c', core, program, ...args.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill('SIGKILL'));
  return child;
}

/** Runs it to its end: one object for each rate. `each` sees a line as it comes. */
export async function runVoice(house, args, { each } = {}) {
  console.log(`  voiceload ${args.join(' ').slice(0, 200)}`);
  const child = startVoice(house, args);
  const lines = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (part) => {
    const all = (rest + part).split('\n');
    rest = all.pop();
    for (const line of all.filter((text) => text.startsWith('{'))) {
      lines.push(JSON.parse(line));
      each?.(lines.at(-1));
    }
  });
  const code = await new Promise((done) => child.once('close', done));
  if (code !== 0) throw new Error(`voiceload ended with ${code}${lines.some((line) => line.bad > 0) ? ': packets arrived that no key opens, or altered' : ''}`);
  return lines;
}

/** The next line of a started voiceload. */
export function firstLine(child) {
  return new Promise((done, failed) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part) => {
      text += part;
      if (text.includes('\n')) done(text.split('\n')[0]);
    });
    child.once('close', () => failed(new Error('voiceload has ended')));
  });
}

export const time = (ms) => `${ms.toFixed(ms < 10 ? 2 : 0)} ms`;

/** A row of the table for one rate. */
export function addStep(house, figure, step) {
  const others = step.others_cpu > 15 ? `; others used ${step.others_cpu.toFixed(0)} % of a core (noisy: take it again)` : '';
  const flaws = [
    step.lost > 0 ? `**lost ${((100 * step.lost) / step.expected).toFixed(2)} %**` : 'lost 0',
    `doubled ${step.doubled}, reordered ${step.reordered}, bad ${step.bad} of ${count(step.checked)} decrypted`,
  ];
  house.add(
    figure,
    `${count(step.out_per_second)}/s; p50 ${time(step.p50)}, p99 ${time(step.p99)}, p99.9 ${time(step.p999)}`,
    `${step.server_cpu.toFixed(0)} % of a core, ${step.server_microseconds_each.toFixed(2)} µs a packet`,
    `${flaws.join(', ')}${others}`,
  );
}

/** The highest rate at which nothing was lost and half of the packets took less than 10 ms. */
export function best(steps) {
  return Math.max(0, ...steps.filter((step) => step.lost === 0 && step.p50 < 10 && step.out_per_second > step.offered * 0.98).map((step) => step.out_per_second));
}

/** Arguments of `voiceload guildhall` for a crowd's channels. */
export function onGuildhall(house, crowd, channels, more) {
  return [
    'guildhall', '--server', `ws://127.0.0.1:${house.port}`, '--tokens', crowd.tokens, '--guild', crowd.guild, '--channels', channels.join(','),
    '--pid', house.pid(), ...more,
  ];
}
