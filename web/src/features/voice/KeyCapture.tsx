import { Keyboard } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../../ui/Button";
import { keyName, mayBePushKey } from "./keys";

/** The key of push-to-talk: press the button, then the key. */
export function KeyCapture({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const [waiting, setWaiting] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const onKey = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopPropagation();
      if (event.code !== "Escape" && !mayBePushKey(event.code)) return;
      if (event.code !== "Escape") onChange(event.code);
      setWaiting(false);
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [waiting, onChange]);
  return (
    <div className="setting-row">
      <div><div className="setting-row__title">Key</div><div className="setting-row__text" role="status">{waiting ? "Press the key you want; Escape keeps the present one." : "Held while you speak."}</div></div>
      <Button className="key-capture" data-waiting={waiting || undefined} aria-label={waiting ? "Waiting for a key" : `Push-to-talk key: ${keyName(value)}. Change it`} onClick={() => setWaiting(!waiting)} onBlur={() => setWaiting(false)}>
        <Keyboard size={16} aria-hidden />{waiting ? "…" : <kbd>{keyName(value)}</kbd>}
      </Button>
    </div>
  );
}
