import { CloudOff, RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { retryNow } from "../../gateway/connection";
import { useValue } from "../../stores/reactive";
import { connection } from "../../stores/session";
import { Button } from "../../ui/Button";
import { Logo } from "../../ui/Logo";

const PatienceMs = 1_200;

/** A line above the conversation while the connection is away. Short interruptions stay silent. */
export function ConnectionBanner() {
  const { state, retryAt } = useValue(connection);
  const away = state !== "ready";
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!away) return setShown(false);
    const timer = setTimeout(() => setShown(true), PatienceMs);
    return () => clearTimeout(timer);
  }, [away]);
  if (!shown || !away) return null;
  return (
    <div className="banner" role="status" data-state={state}>
      {state === "backoff" ? <CloudOff size={16} /> : <RefreshCw size={15} className="banner__turning" />}
      <span>{state === "backoff" ? <>No connection. <Countdown until={retryAt} /></> : state === "resuming" ? "Connected. Catching up on what you missed…" : "Reconnecting…"}</span>
      {state === "backoff" && <button type="button" className="link" onClick={retryNow}>Try now</button>}
    </div>
  );
}

function Countdown({ until }: { until: number | undefined }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const left = Math.max(0, Math.ceil(((until ?? now) - now) / 1000));
  return <>Trying again {left > 0 ? `in ${left} s` : "now"}. You can keep writing.</>;
}

/** Before the first READY. */
export function StartScreen() {
  const { state } = useValue(connection);
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 2_500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="start" role="status">
      <Logo size={64} />
      <span className="sr-only">Connecting to Guildhall</span>
      {slow && <p className="muted">{state === "backoff" ? "The server can't be reached. Trying again…" : "Opening the hall…"}</p>}
      {slow && state === "backoff" && <Button tone="quiet" onClick={retryNow}>Try now</Button>}
    </div>
  );
}
