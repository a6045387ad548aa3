// Sounds that people play into a call, heard by those who are in it.
import { call, effects, own, voiceSettings } from "../../stores/call";

const MaxAtOnce = 4;
let playing = 0;

/** Plays what is thrown into the present call from now on; the answer stops it. */
export function playEffects(): () => void {
  let last = effects.get().at(-1)?.key ?? 0;
  return effects.subscribe(() => {
    for (const effect of effects.get()) {
      if (effect.key <= last) continue;
      last = effect.key;
      if (effect.sound_id === undefined || effect.channel_id !== call.get().channelId) continue;
      const { silenced, outputVolume, volumes } = voiceSettings.get();
      if (!own.get().deafened && !silenced.includes(effect.user_id)) play(String(effect.sound_id), (effect.sound_volume ?? 1) * outputVolume * (volumes[effect.user_id] ?? 1));
    }
  });
}

function play(sound: string, volume: number): void {
  if (playing >= MaxAtOnce) return;
  playing++;
  const audio = new Audio(`/soundboard-sounds/${sound}`);
  audio.volume = Math.min(1, volume);
  const done = () => { playing--; };
  audio.addEventListener("ended", done, { once: true });
  audio.addEventListener("error", done, { once: true });
  // Refused when nothing was ever pressed on this page; then "error" does not come.
  audio.play().catch(() => audio.error ?? done());
}
