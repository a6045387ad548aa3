import { useId, type CSSProperties, type ReactNode } from "react";

interface Props {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  /** The value in words, such as "80 %"; shown beside the label and read aloud. */
  text: string;
  hint?: ReactNode;
  disabled?: boolean;
  /** A mark on the track, such as the unchanged volume. */
  mark?: number;
  onChange: (value: number) => void;
}

/** A slider with its name and its value in words. */
export function Range({ label, value, min, max, step = 1, text, hint, disabled, mark, onChange }: Props) {
  const id = useId();
  const share = (at: number) => `${((at - min) / (max - min)) * 100}%`;
  return (
    <div className="range">
      <div className="range__head"><label htmlFor={id} className="field__label">{label}</label><output htmlFor={id} className="range__value">{text}</output></div>
      <div className="range__track" style={{ "--at": share(value), ...(mark === undefined ? {} : { "--mark": share(mark) }) } as CSSProperties}>
        {mark !== undefined && <span className="range__mark" aria-hidden />}
        <input id={id} type="range" min={min} max={max} step={step} value={value} disabled={disabled} aria-valuetext={text} onChange={(event) => onChange(Number(event.target.value))} />
      </div>
      {hint && <p className="field__hint">{hint}</p>}
    </div>
  );
}
