// The ring of an incoming call, made of two soft tones: no file to load, and it stops at once.

const PatternMs = 3_000;
const Loudness = 0.09;
const notes: readonly (readonly [startS: number, hz: number])[] = [[0, 659.3], [0.22, 784], [0.44, 987.8], [0.9, 784], [1.12, 987.8]];

const soft = 0.045;

/** Two short tones, up when somebody comes and down when somebody goes. */
export function chimeOnce(up: boolean): void {
  try {
    const context = new AudioContext();
    for (const [at, hz] of up ? [[0, 523.3], [0.1, 659.3]] as const : [[0, 587.3], [0.1, 440]] as const) chime(context, context.currentTime + at, hz, soft);
    setTimeout(() => void context.close().catch(() => undefined), 900);
  } catch {
    // A page without sound still says it in words.
  }
}

/** Rings until the answer is called. Where a page may not sound yet, it stays silent. */
export function startRinging(): () => void {
  let context: AudioContext;
  try {
    context = new AudioContext();
  } catch {
    return () => undefined;
  }
  const ring = () => {
    if (context.state !== "running") return;
    for (const [start, hz] of notes) chime(context, context.currentTime + start, hz);
  };
  void context.resume().then(ring, () => undefined);
  const timer = setInterval(ring, PatternMs);
  return () => {
    clearInterval(timer);
    void context.close().catch(() => undefined);
  };
}

function chime(context: AudioContext, at: number, hz: number, loudness = Loudness): void {
  const tone = new OscillatorNode(context, { type: "sine", frequency: hz });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(loudness, at + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, at + 0.5);
  tone.connect(gain).connect(context.destination);
  tone.start(at);
  tone.stop(at + 0.55);
}
