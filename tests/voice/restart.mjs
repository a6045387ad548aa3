// The server stops on purpose and starts again while two bots are in a call. Their library does not resume when it finds the port closed:
// it begins a new session. The bots do nothing but wait, as the library's guide has it: the server gives the new session the seat.
import { check, eventually, Scenario } from '../conformance-js/lib/scenario.mjs';
import { frames, judge, troupe } from './troupe.mjs';

const [base] = process.argv.slice(2);
const expected = await frames();
const scenario = new Scenario();
const { channel, bots } = await troupe(base, ['Piper', 'Listener']);
const [piper, listener] = bots;

await scenario.step('bots in a call come back after a restart', async () => {
  for (const bot of bots) {
    await bot.join(channel, { daveEncryption: false });
    // A bot's own business, which ends a program that does not listen.
    bot.client.on('error', () => undefined);
    bot.connection.on('error', () => undefined);
  }
  const restarted = new Promise((done) => process.once('message', done));
  process.send('restart');
  await eventually(() => bots.every((bot) => bot.log.some((line) => line.endsWith('-> disconnected'))), 'they are told to wait');
  const { closedMs } = await restarted;
  const began = performance.now();
  await eventually(() => bots.every((bot) => bot.connection.state.status === 'ready'), 'everybody is back').catch((error) => {
    throw new Error(`${error.message}; ${bots.map((bot) => bot.log.slice(-8).join(' | ')).join(' ;; ')}`);
  });
  console.log(`        closed for ${closedMs} ms, everybody is back ${Math.round(performance.now() - began)} ms later`);
  const heard = listener.listenTo(piper);
  await piper.announceTo(listener);
  await piper.play();
  await eventually(() => judge(expected, heard).count >= expected.length * 0.9, 'they hear each other again');
  check(judge(expected, heard).strange.length === 0, 'frames are not what was sent');
});

for (const bot of bots) await bot.quit();
console.log(`${scenario.passed} passed, ${scenario.failed} failed`);
process.exit(scenario.failed === 0 ? 0 : 1);
