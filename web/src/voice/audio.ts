// The one AudioContext of the page: made with the first call, since browsers want a gesture before sound.

let shared: AudioContext | null = null;

export function audioContext(): AudioContext {
  if (!shared || shared.state === "closed") shared = new AudioContext({ latencyHint: "interactive", sampleRate: 48_000 });
  wake(shared);
  return shared;
}

/** Whether a context exists that could be told to use another loudspeaker. */
export function existingAudioContext(): AudioContext | null {
  return shared;
}

function wake(context: AudioContext): void {
  if (context.state !== "suspended") return;
  void context.resume();
  onNextGesture(() => void context.resume());
}

/** Runs once when the page is next touched: until then browsers may refuse to play. */
export function onNextGesture(run: () => void): void {
  const stop = new AbortController();
  const once = () => {
    stop.abort();
    run();
  };
  for (const name of ["pointerdown", "keydown"]) window.addEventListener(name, once, { signal: stop.signal, capture: true });
}
