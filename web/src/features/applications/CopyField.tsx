import { Check, Copy, KeyRound } from "lucide-react";
import { useEffect, useId, useState, type ReactNode } from "react";
import { Button } from "../../ui/Button";

const ShownMs = 1_800;

export function useCopied(): [boolean, (text: string) => void] {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), ShownMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (text: string) => void navigator.clipboard?.writeText(text).then(() => setCopied(true), () => undefined);
  return [copied, copy];
}

/** Something to take along: a value that is read-only, and a button that copies it. */
export function CopyField({ label, value, hint }: { label: string; value: string; hint?: ReactNode }) {
  const id = useId();
  const [copied, copy] = useCopied();
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>{label}</label>
      <div className="copy-field">
        <input id={id} className="input copy-field__value" readOnly value={value} onFocus={(event) => event.target.select()} />
        <Button onClick={() => copy(value)} aria-label={`Copy ${label.toLowerCase()}`}>{copied ? <Check size={15} /> : <Copy size={15} />}{copied ? "Copied" : "Copy"}</Button>
      </div>
      {hint && <p className="field__hint">{hint}</p>}
    </div>
  );
}

interface SecretProps {
  label: string;
  /** The secret itself while it may be seen: once, right after it was made. */
  value: string | null;
  explanation: ReactNode;
  action: string;
  busy?: boolean;
  onReset: () => void;
}

/** A secret: hidden for ever but for the moment after it was made. */
export function SecretField({ label, value, explanation, action, busy, onReset }: SecretProps) {
  const id = useId();
  const [copied, copy] = useCopied();
  if (value === null) {
    return (
      <div className="secret">
        <div className="secret__text"><strong>{label}</strong><span className="muted">{explanation}</span></div>
        <Button busy={busy ?? false} onClick={onReset}><KeyRound size={15} /> {action}</Button>
      </div>
    );
  }
  return (
    <div className="secret secret--open">
      <label className="field__label" htmlFor={id}>{label}</label>
      <div className="copy-field">
        <input id={id} className="input copy-field__value" readOnly value={value} spellCheck={false} onFocus={(event) => event.target.select()} />
        <Button tone="primary" onClick={() => copy(value)} aria-label={`Copy ${label.toLowerCase()}`}>{copied ? <Check size={15} /> : <Copy size={15} />}{copied ? "Copied" : "Copy"}</Button>
      </div>
      <p className="secret__warning">This is the only time it is shown. Keep it where nobody else looks; if it is lost, make a new one.</p>
    </div>
  );
}
