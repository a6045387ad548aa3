// A scenario of many sessions against a server of its own: its checks are counted, and the process ends as they did.
import { Person } from './people.mjs';
import { launch } from './server.mjs';
import { Session } from './session.mjs';

const atOnce = 50;

/** Runs `run({ house, tell })` beside a fresh server and ends the process: 0 when something was checked and all of it held. */
export async function scenario(server, run) {
  let [passed, failed] = [0, 0];
  const tell = (isTrue, sentence) => {
    if (isTrue) passed++;
    else failed++;
    console.log(`  ${isTrue ? 'ok  ' : 'FAIL'}  ${sentence}`);
  };
  const house = await launch(server);
  try {
    await run({ house, tell });
  } catch (error) {
    failed++;
    console.log(error.stack);
  } finally {
    await house.stop();
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

/** People enough for so many sessions. */
export async function register(house, name, count, perPerson) {
  const people = [];
  for (let i = 0; i < Math.ceil(count / perPerson); i++) people.push(await Person.register(house.url, `${name}${i}`));
  return people;
}

/** So many sessions of these people, one after the other as they are, all identified. */
export async function identify(house, people, count, perPerson) {
  const sessions = Array.from({ length: count }, (_, i) => new Session(house.url, people[Math.floor(i / perPerson)].token));
  for (let i = 0; i < count; i += atOnce) await Promise.all(sessions.slice(i, i + atOnce).map((session) => session.identify()));
  return sessions;
}

/** A guild with all of them in it; its first text channel is answered. */
export async function meet(people, name) {
  const guild = await people[0].call('POST', '/guilds', { name });
  const channel = (await people[0].call('GET', `/guilds/${guild.id}/channels`)).find((one) => one.type === 0).id;
  const { code } = await people[0].call('POST', `/channels/${channel}/invites`, {});
  for (const person of people.slice(1)) await person.call('POST', `/invites/${code}`, {});
  return channel;
}
