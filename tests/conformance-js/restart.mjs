// The server is restarted on purpose, again and again, while messages flow and a thousand sessions listen. Every session resumes
// on the new process and has missed nothing: every acknowledged message once, in order, every sequence number one above the last.
// usage: node restart.mjs --server "guildhall" [--sessions 1000] [--guilds 3] [--rate 40] [--restarts 2]
import { parseArgs } from 'node:util';
import { identify, meet, register, scenario } from './lib/crowd.mjs';
import { sleep } from './lib/session.mjs';

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    sessions: { type: 'string', default: '1000' },
    guilds: { type: 'string', default: '3' },
    rate: { type: 'string', default: '40' },
    restarts: { type: 'string', default: '2' },
  },
});
const [count, guilds, rate, restarts] = [values.sessions, values.guilds, values.rate, values.restarts].map(Number);
const perPerson = 100;
const enough = 0.999;
/** Messages acknowledged before, between and after the restarts, each time. */
const between = 30;

async function run({ house, tell }) {
  const people = await register(house, 'restart', count, perPerson);
  const channels = [];
  for (let i = 0; i < guilds; i++) channels.push(await meet(people, `House ${i}`));
  const sessions = await identify(house, people, count, perPerson);
  // Some come back late: what happens until then must wait for them.
  sessions.forEach((session, i) => session.comeBack(i % 4 === 0 ? 2_000 : 200));
  console.log(`${count} sessions identified`);

  const writing = { on: true, said: 0, acknowledged: [] };
  const writer = write(people, channels, writing);
  for (let i = 0; i < restarts; i++) {
    await until(() => writing.acknowledged.length >= between * (i + 1), 60_000);
    const closedMs = await house.restart();
    const backMs = await until(() => sessions.every((session) => session.resumed > i || session.problems.length > 0), 60_000);
    console.log(`restart ${i + 1}: closed for ${closedMs} ms, everybody is back ${backMs} ms later, ${writing.acknowledged.length} messages so far`);
  }
  await until(() => writing.acknowledged.length >= between * (restarts + 1), 60_000);
  writing.on = false;
  await writer;
  const last = writing.acknowledged.at(-1);
  await until(() => sessions.every((session) => session.got.at(-1) >= last || session.problems.length > 0), 60_000);

  judge(tell, sessions, writing);
  for (const session of sessions) session.close();
}

function judge(tell, sessions, { said, acknowledged }) {
  const whole = sessions.filter((session) => {
    const got = new Set(session.got);
    return session.problems.length === 0 && got.size === session.got.length && session.got.every((n, i) => i === 0 || n > session.got[i - 1]) && acknowledged.every((n) => got.has(n));
  });
  const problem = sessions.flatMap((session) => session.problems)[0] ?? 'none';
  tell(acknowledged.length >= between * (restarts + 1), `${acknowledged.length} of ${said} messages acknowledged`);
  tell(whole.length >= count * enough, `${whole.length} of ${count} sessions have all of them once and in order, and no gap in s (first problem: ${problem})`);
  const resumed = sessions.filter((session) => session.resumed >= restarts).length;
  const replayed = sessions.reduce((sum, session) => sum + session.replayed, 0);
  tell(resumed >= count * enough, `${resumed} of ${count} sessions resumed after each of ${restarts} restarts; ${replayed} events replayed`);
}

/** One message after the other; while the house is closed nobody hears them, and they are not said again. */
async function write(people, channels, writing) {
  while (writing.on) {
    const n = ++writing.said;
    try {
      await people[n % people.length].call('POST', `/channels/${channels[n % channels.length]}/messages`, { content: `n=${n}` });
      writing.acknowledged.push(n);
    } catch (error) {
      if (error.status) throw error;
      await sleep(100);
    }
    await sleep(1000 / rate);
  }
}

async function until(isTrue, patienceMs) {
  const began = performance.now();
  while (!isTrue() && performance.now() - began < patienceMs) await sleep(20);
  return Math.round(performance.now() - began);
}

await scenario(values.server, run);
