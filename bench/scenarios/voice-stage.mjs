import { addStep, onGuildhall } from '../harness/voice.mjs';

export const about = 'A stage of 2 speakers and 1,000 receivers over WebRTC, at the 50 packets a second of each voice.';
export const order = 63;

const RECEIVERS = 1_000;

export async function measure(house) {
  const crowd = house.seed('voice-stage', RECEIVERS + 2, 0, ['--voice', '1']);
  await house.up(crowd.data);
  const began = performance.now();
  const [step] = await house.voice(onGuildhall(house, crowd, [crowd.voice[0]], [
    '--kind', 'web', '--stage', '--speakers', 2, '--listeners', RECEIVERS, '--rates', 2 * 50 * RECEIVERS, '--seconds', Math.min(8, house.seconds),
  ]));
  addStep(house, `stage: 2 speakers, 1,000 receivers (joining and all, ${((performance.now() - began) / 1000).toFixed(0)} s)`, step);
  await house.down();
}
