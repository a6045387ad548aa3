// A thousand sessions lose their sockets at random moments while messages flow, resume, and miss nothing:
// every message once, in order, and every sequence number one above the last.
// usage: node resume.mjs --server "guildhall" [--sessions 1000] [--rate 20] [--seconds 12]
import { parseArgs } from 'node:util';
import { Person } from './lib/people.mjs';
import { launch } from './lib/server.mjs';
import { Session, sleep } from './lib/session.mjs';

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
let house;
let [passed, failed] = [0, 0];

async function run() {
  const people = [];
  for (let i = 0; i < Math.ceil(count / perPerson); i++) people.push(await Person.register(house.url, `resume${i}`));
  const guild = await people[0].call('POST', '/guilds', { name: 'Coming and going' });
  const channel = (await people[0].call('GET', `/guilds/${guild.id}/channels`)).find((one) => one.type === 0).id;
  const { code } = await people[0].call('POST', `/channels/${channel}/invites`, {});
  for (const person of people.slice(1)) await person.call('POST', `/invites/${code}`, {});
  const sessions = Array.from({ length: count }, (_, i) => new Session(house.url, people[Math.floor(i / perPerson)].token));
  for (let i = 0; i < count; i += 50) await Promise.all(sessions.slice(i, i + 50).map((session) => session.identify()));
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

function tell(isTrue, sentence) {
  if (isTrue) passed++;
  else failed++;
  console.log(`  ${isTrue ? 'ok  ' : 'FAIL'}  ${sentence}`);
}

house = await launch(values.server);
try {
  await run();
} catch (error) {
  failed++;
  console.log(error.stack);
} finally {
  await house.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
