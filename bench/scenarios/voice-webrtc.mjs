import { addStep, best, onGuildhall } from '../harness/voice.mjs';
import { count } from '../harness/figures.mjs';

export const about = 'WebRTC sessions, 4 speakers and 50 or 100 listeners, sealed anew for each, up to what one core forwards without loss.';
export const order = 61;

const STEP = 3;
const STEPS = [20_000, 40_000, 80_000, 160_000, 240_000, 300_000, 400_000];

export async function measure(house) {
  house.voiceBest = {};
  const crowd = house.seed('voice-webrtc', 104, 0, ['--voice', '1']);
  for (const listeners of [50, 100]) {
    await house.up(crowd.data);
    const steps = await house.voice(
      onGuildhall(house, crowd, [crowd.voice[1]], ['--kind', 'web', '--speakers', 4, '--listeners', listeners, '--rates', STEPS.join(','), '--seconds', STEP]),
      { each: (step) => addStep(house, `WebRTC: ${listeners} listeners, ${count(step.offered)}/s offered`, step) },
    );
    house.voiceBest[listeners] = best(steps);
    await house.down();
  }
}
