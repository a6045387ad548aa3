import { addStep, firstLine, onGuildhall, startVoice, time } from '../harness/voice.mjs';

export const about = 'Forwarding of bots\' sound over UDP at 20,000 packets a second, beside a plain UDP echo in the same run.';
export const order = 60;

const RATE = 20_000;
const ROOMS = 40;
const STEP = 4;

// The same again and again: until the code is compiled well, the compiler and the worker share one core. The last one counts.
const WARM = [RATE, RATE, RATE].join(',');

// Stamps of the kernel on arrival: how late the generator reads is not in the figures.
export async function measure(house) {
  const echo = startVoice(house, ['echo'], house.cores.server);
  const port = await firstLine(echo);
  const base = (await house.voice(['ping', '--port', port, '--speakers', 40, '--rates', WARM, '--seconds', STEP, '--pid', echo.pid])).at(-1);
  echo.kill('SIGKILL');
  addStep(house, 'voice: baseline, a UDP echo', base);

  const crowd = house.seed('voice', ROOMS * 11, 0, ['--voice', String(ROOMS)]);
  await house.up(crowd.data);
  const [, ...rooms] = crowd.voice;
  const shape = (speakers, listeners) => ['--kind', 'bot', '--speakers', speakers, '--listeners', listeners, '--rates', WARM, '--seconds', STEP];
  const many = (await house.voice(onGuildhall(house, crowd, rooms, shape(1, 10)))).at(-1);
  addStep(house, `voice: bots, ${ROOMS} rooms of 1 speaker and 10 listeners`, many);
  house.add('voice: added to the echo', `p50 ${time(many.p50 - base.p50)}, p99 ${time(many.p99 - base.p99)}`, '', 'the aim: 0.2 and 1 ms');
  const one = (await house.voice(onGuildhall(house, crowd, rooms.slice(0, 1), shape(4, 100)))).at(-1);
  addStep(house, 'voice: bots, 1 room of 4 speakers and 100 listeners', one);
  await house.down();
}
