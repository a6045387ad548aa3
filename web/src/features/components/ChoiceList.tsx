// A list to choose one or several from, driven by arrow keys from its search box or from itself.
import { Check, Search } from "lucide-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { Item } from "./candidates";

interface Props {
  items: readonly Item[];
  chosen: readonly string[];
  multiple: boolean;
  /** As many as may be are chosen: others wait until one is given up. */
  full: boolean;
  label: string;
  /** What is searched for; null for a list that is short enough to read. */
  search: string | null;
  onSearch: (text: string) => void;
  onToggle: (value: string) => void;
}

export function ChoiceList({ items, chosen, multiple, full, label, search, onSearch, onToggle }: Props) {
  const id = useId();
  const [active, setActive] = useState(() => Math.max(0, items.findIndex((item) => chosen.includes(item.value))));
  const list = useRef<HTMLUListElement>(null);
  const at = Math.min(active, items.length - 1);

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) setActive(Math.max(0, Math.min(items.length - 1, Math.abs(step) === 1 ? (at + step + items.length) % Math.max(1, items.length) : at + step)));
    else if (event.key === "Home" && search === null) setActive(0);
    else if (event.key === "End" && search === null) setActive(items.length - 1);
    else if (event.key === "Enter" || (event.key === " " && search === null)) {
      const item = items[at];
      if (item && !(full && !chosen.includes(item.value))) onToggle(item.value);
    } else return;
    event.preventDefault();
  };

  const active_ = items[at] ? `${id}-${at}` : undefined;
  return (
    <div className="choices" onKeyDown={onKeyDown}>
      {search !== null && (
        <div className="choices__search"><Search size={15} aria-hidden />
          <input type="text" role="combobox" aria-expanded aria-controls={id} aria-activedescendant={active_} aria-autocomplete="list" aria-label={`Search: ${label}`} placeholder="Search" autoComplete="off" autoFocus
            value={search} onChange={(event) => { onSearch(event.target.value); setActive(0); }} />
        </div>
      )}
      <ul ref={list} id={id} className="choices__list" role="listbox" aria-label={label} aria-multiselectable={multiple || undefined}
        tabIndex={search === null ? 0 : -1} aria-activedescendant={search === null ? active_ : undefined} autoFocus={search === null}>
        {items.map((item, index) => {
          const isChosen = chosen.includes(item.value);
          return (
            <li key={item.value} id={`${id}-${index}`} role="option" aria-selected={isChosen} aria-disabled={(full && !isChosen) || undefined}
              className={`choice ${index === at ? "choice--active" : ""}`} onPointerMove={() => setActive(index)}
              onClick={() => !(full && !isChosen) && onToggle(item.value)}>
              {item.icon && <span className="choice__icon">{item.icon}</span>}
              <span className="choice__text"><span className="truncate">{item.label}</span>{item.detail && <span className="choice__detail truncate">{item.detail}</span>}</span>
              <span className={`choice__mark ${multiple ? "choice__mark--box" : ""}`} aria-hidden>{isChosen && <Check size={14} strokeWidth={3} />}</span>
            </li>
          );
        })}
      </ul>
      {items.length === 0 && <p className="choices__none">Nothing found.</p>}
    </div>
  );
}
