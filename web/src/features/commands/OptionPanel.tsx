import { AlertCircle } from "lucide-react";
import { useEffect, useRef } from "react";
import { OptionType, type CommandOption } from "../../wire/commands";
import { labelOf, type Runnable } from "./catalogue";
import type { Offer, OfferedItem } from "./useOptionItems";

interface Props {
  id: string;
  runnable: Runnable;
  option: CommandOption | undefined;
  error: string | undefined;
  offer: Offer;
  active: number;
  onHover: (index: number) => void;
  onPick: (item: OfferedItem) => void;
}

/** What the command or its current option is about, what may be chosen, and what is wrong. */
export function OptionPanel({ id, runnable, option, error, offer, active, onHover, onPick }: Props) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const { items, waiting } = offer;
  const trouble = error ?? offer.error;
  return (
    <div className="option-panel">
      <div className="option-panel__about" id={`${id}-about`}>
        {option ? <>
          <strong>{labelOf(option)}</strong><span className="truncate">{option.description_localized || option.description}</span><span className="option-panel__rule">{ruleOf(option)}</span>
        </> : <><strong>/{runnable.words}</strong><span className="truncate">{runnable.description}</span></>}
        {waiting && <span className="spinner" role="status" aria-label="Loading options" style={{ width: 14, height: 14 }} />}
      </div>
      {trouble && <p className="option-panel__error" role="alert"><AlertCircle size={14} aria-hidden /> {trouble}</p>}
      <ul ref={list} id={`${id}-items`} className={`option-panel__items ${items.length === 0 ? "option-panel__items--none" : ""}`} role="listbox" aria-label={option ? `Options for ${labelOf(option)}` : "Options"}>
        {items.map((item, index) => (
          <li key={`${item.value}-${index}`} id={`${id}-item-${index}`} role="option" aria-selected={index === active} className={`completion__row ${index === active ? "completion__row--active" : ""}`}
            onPointerMove={() => onHover(index)} onPointerDown={(event) => event.preventDefault()} onClick={() => onPick(item)}>
            {item.icon && <span className="completion__icon">{item.icon}</span>}
            <span className="truncate">{item.label}</span>
            {item.detail && <span className="completion__detail">{item.detail}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The limits of an option in a few words. */
export function ruleOf(option: CommandOption): string {
  const needed = option.required ? "" : "optional";
  const range = (min: number | undefined, max: number | undefined, unit: string) =>
    min !== undefined && max !== undefined ? `${min} to ${max}${unit}` : min !== undefined ? `at least ${min}${unit}` : max !== undefined ? `at most ${max}${unit}` : "";
  const limit = option.type === OptionType.integer || option.type === OptionType.number ? range(option.min_value, option.max_value, "")
    : option.type === OptionType.string ? range(option.min_length, option.max_length, " characters") : "";
  return [needed, limit].filter(Boolean).join(" · ");
}
