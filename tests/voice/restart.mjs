// The server stops on purpose and starts again while two bots are in a call: they wait, and are back without having asked.
import { check, eventually, Scenario } from '../conformance-js/lib/scenario.mjs';
import { frames, judge, troupe } from './troupe.mjs';

const [base] = process.argv.slice(2);
const expected = await frames();
const scenario = new Scenario();
const { channel, bots } = await troupe(base, ['Piper', 'Listener']);
const [piper, listener] = bots;

await scenario.step('a call outlasts a planned restart', async () => {
  for (const bot of [piper, listener]) await bot.join(channel, { daveEncryption: false });
  const restarted = new Promise((done) => process.once('message', done));
  process.send('restart');
  const { closedMs } = await restarted;
  const began = performance.now();
  await eventually(() => bots.every((bot) => bot.connection.state.status === 'ready' && bot.log.some((line) => line.endsWith('-> disconnected'))),
    `everybody is back (${bots.map((bot) => bot.log.slice(-10).join(' | ')).join(' ;; ')})`);
  console.log(`        closed for ${closedMs} ms, everybody is back ${Math.round(performance.now() - began)} ms later`);
  const heard = listener.listenTo(piper);
  await piper.play();
  await eventually(() => judge(expected, heard).count >= expected.length * 0.9, 'they hear each other again');
  check(judge(expected, heard).strange.length === 0, 'frames are not what was sent');
});

for (const bot of bots) await bot.quit();
console.log(`${scenario.passed} passed, ${scenario.failed} failed`);
process.exit(scenario.failed === 0 ? 0 : 1);
