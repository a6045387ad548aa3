// A thousand sessions lose their sockets at random moments while messages flow, resume, and miss nothing:
// every message once, in order, and every sequence number one above the last.
// usage: node resume.mjs --server "guildhall" [--sessions 1000] [--rate 20] [--seconds 12]
import { parseArgs } from 'node:util';
import { identify, meet, register, scenario } from './lib/crowd.mjs';
import { sleep } from './lib/session.mjs';

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    sessions: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '12' },
  },
});
const [count, rate, seconds] = [values.sessions, values.rate, values.seconds].map(Number);
const perPerson = 200;

async function run({ house, tell }) {
  const people = await register(house, 'resume', count, perPerson);
  const channel = await meet(people, 'Coming and going');
  const sessions = await identify(house, people, count, perPerson);
  console.log(`${count} sessions identified`);

  const total = rate * seconds;
  const drops = sessions.map((session) =>
    (async () => {
      for (let n = 1 + Math.floor(Math.random() * 2); n > 0; n--) {
        await sleep((Math.random() * seconds * 900) / 2);
        await session.dropAndResume();
      }
    })(),
  );
  for (let n = 1; n <= total; n++) {
    await people[n % people.length].call('POST', `/channels/${channel}/messages`, { content: `n=${n}` });
    await sleep(1000 / rate);
  }
  await Promise.all(drops);
  for (let i = 0; i < 600 && sessions.some((session) => session.got.length < total); i++) await sleep(100);

  const complete = sessions.filter((session) => session.got.length === total && session.got.every((n, i) => n === i + 1));
  tell(complete.length === count, `${complete.length} of ${count} sessions have all ${total} messages once and in order`);
  const resumed = sessions.reduce((sum, session) => sum + session.resumed, 0);
  const replayed = sessions.reduce((sum, session) => sum + session.replayed, 0);
  tell(sessions.every((session) => session.problems.length === 0), `no gap in s, no invalid session (${sessions.flatMap((session) => session.problems)[0] ?? 'none'})`);
  tell(sessions.every((session) => session.resumed === session.dropped), `${resumed} drops resumed, ${replayed} events replayed`);
  for (const session of sessions) session.close();
}

await scenario(values.server, run);
