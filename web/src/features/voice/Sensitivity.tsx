// The live level of the microphone, and the line it has to pass.
import { useEffect, useRef, type CSSProperties } from "react";
import { inputLevel, preferVoice, voiceSettings } from "../../stores/call";
import { useComputed, useValue } from "../../stores/reactive";

const share = (db: number) => Math.max(0, Math.min(100, 100 + db));

/** The bar is moved by hand twenty times a second, so that nothing else renders for it. */
export function Sensitivity({ running }: { running: boolean }) {
  const bar = useRef<HTMLDivElement>(null);
  const { autoSensitivity, thresholdDb, mode } = useValue(voiceSettings);
  const found = useComputed([inputLevel], () => Math.round(inputLevel.get()?.thresholdDb ?? -50));
  const open = useComputed([inputLevel], () => inputLevel.get()?.open ?? false);
  useEffect(() => {
    const move = () => bar.current?.style.setProperty("--level", `${running ? share(inputLevel.get()?.db ?? -100) : 0}%`);
    move();
    return inputLevel.subscribe(move);
  }, [running]);
  const threshold = autoSensitivity ? found : thresholdDb;
  const gated = mode === "activity";
  return (
    <div className="sensitivity" data-open={(running && open) || undefined}>
      <div ref={bar} className="sensitivity__bar" style={{ "--threshold": `${share(threshold)}%` } as CSSProperties} data-gated={gated || undefined}>
        <span className="sensitivity__level" aria-hidden />
        {gated && (autoSensitivity ? <span className="sensitivity__line" aria-hidden /> : (
          <input type="range" min={-100} max={0} value={thresholdDb} aria-label="Threshold of the microphone" aria-valuetext={`${thresholdDb} dB`} onChange={(event) => preferVoice({ thresholdDb: Number(event.target.value) })} />
        ))}
      </div>
      <p className="sensitivity__said" role="status">{!running ? "The test is off." : open ? "You would be heard." : gated ? "Too quiet to be sent." : "The key is not held."}</p>
    </div>
  );
}
