// The commands that fit what is typed after a slash, by application. The focus stays in the box; keys come from there.
import { SearchX } from "lucide-react";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { commandIndexes, loadCommands } from "../../stores/commandIndex";
import { useRow } from "../../stores/reactive";
import type { Id } from "../../wire/types";
import { AppIcon } from "./AppIcon";
import { labelOf, runnables, search, typedWhole, type Runnable, type Section } from "./catalogue";
import "./commands.css";

export interface PickerKeys {
  /** Whether the picker has dealt with a key. */
  current: ((event: KeyboardEvent) => boolean) | null;
}

interface Props {
  channelId: Id;
  query: string;
  keys: PickerKeys;
  onPick: (runnable: Runnable) => void;
  onClose: () => void;
  /** The id of the row that Enter would take, for the box's aria-activedescendant. */
  onActive: (id: string | undefined) => void;
}

export default function SlashPicker({ channelId, query, keys, onPick, onClose, onActive }: Props) {
  const row = useRow(commandIndexes, channelId);
  const [active, setActive] = useState(0);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void loadCommands(channelId);
  }, [channelId, row?.stale]);

  const all = useMemo(() => (row?.index ? runnables(row.index) : []), [row?.index]);
  const sections = useMemo(() => search(all, query), [all, query]);
  const flat = useMemo(() => sections.flatMap((section) => section.runnables), [sections]);
  const at = Math.min(active, flat.length - 1);

  useEffect(() => setActive(0), [query]);
  useEffect(() => onActive(flat[at] ? `slash-${at}` : undefined), [at, flat, onActive]);
  useEffect(() => () => onActive(undefined), [onActive]);
  useEffect(() => {
    panel.current?.querySelector(`#slash-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [at]);

  // "/remind " with the whole name typed needs no choosing.
  useEffect(() => {
    const whole = typedWhole(all, query);
    if (whole) onPick(whole);
  }, [all, query, onPick]);

  useEffect(() => {
    keys.current = (event) => {
      const count = flat.length;
      if (event.key === "Escape") onClose();
      else if (count === 0) return false;
      else if (event.key === "ArrowDown") setActive((at + 1) % count);
      else if (event.key === "ArrowUp") setActive((at - 1 + count) % count);
      else if (event.key === "PageDown") setActive(Math.min(count - 1, at + 6));
      else if (event.key === "PageUp") setActive(Math.max(0, at - 6));
      else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && flat[at]) onPick(flat[at]);
      else return false;
      event.preventDefault();
      return true;
    };
    return () => {
      keys.current = null;
    };
  }, [keys, flat, at, onPick, onClose]);

  if (!row?.index) return (
    <div className="slash slash--note" role="status">
      {row?.error ? <>{row.error} <button type="button" className="link" onClick={() => void loadCommands(channelId)}>Try again</button></> : <><span className="spinner" /> Looking for commands…</>}
    </div>
  );
  if (flat.length === 0) return (
    <div className="slash slash--note" role="status"><SearchX size={17} aria-hidden />
      {all.length === 0 ? "No bot here has commands for you." : <span>No command fits <strong>/{query.trim()}</strong>. Enter sends it as a message.</span>}
    </div>
  );
  return (
    <div className="slash" ref={panel}>
      {sections.length > 1 && <Rail sections={sections} current={flat[at]?.application.id} onJump={(section) => setActive(flat.indexOf(section.runnables[0] as Runnable))} />}
      <div className="slash__list scroll" role="listbox" id="slash-picker" aria-label="Commands" tabIndex={0}>
        {sections.map((section) => (
          <div key={section.application.id} role="group" aria-labelledby={`slash-app-${section.application.id}`} className="slash__section">
            <div className="slash__heading" id={`slash-app-${section.application.id}`} aria-hidden><AppIcon application={section.application} size={18} /> {section.application.name}</div>
            {section.runnables.map((runnable) => {
              const index = flat.indexOf(runnable);
              return <Row key={runnable.key} runnable={runnable} id={`slash-${index}`} active={index === at} onHover={() => setActive(index)} onPick={() => onPick(runnable)} />;
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

const MaxOptionsShown = 6;

function Row({ runnable, id, active, onHover, onPick }: { runnable: Runnable; id: string; active: boolean; onHover: () => void; onPick: () => void }) {
  const options = [...runnable.options].sort((a, b) => Number(!!b.required) - Number(!!a.required));
  return (
    <div id={id} role="option" aria-selected={active} className={`slash__row ${active ? "slash__row--active" : ""}`}
      onPointerMove={onHover} onPointerDown={(event) => event.preventDefault()} onClick={onPick}>
      <div className="slash__name"><span><span className="slash__mark" aria-hidden>/</span>{runnable.words}</span>
        {options.slice(0, MaxOptionsShown).map((option) => <span key={option.name} className={`slash__option ${option.required ? "slash__option--needed" : ""}`}>{labelOf(option)}</span>)}
        {options.length > MaxOptionsShown && <span className="slash__option">+{options.length - MaxOptionsShown}</span>}
      </div>
      <div className="slash__about truncate">{runnable.description}</div>
    </div>
  );
}

/** The applications at the side, to jump between them. For the pointer only: keys walk the list itself. */
function Rail({ sections, current, onJump }: { sections: readonly Section[]; current: Id | undefined; onJump: (section: Section) => void }) {
  return (
    <div className="slash__rail" aria-hidden>
      {sections.map((section) => (
        <button key={section.application.id} type="button" tabIndex={-1} title={section.application.name} className={`slash__app ${section.application.id === current ? "slash__app--current" : ""}`}
          onPointerDown={(event) => event.preventDefault()} onClick={() => onJump(section)}><AppIcon application={section.application} size={30} /></button>
      ))}
    </div>
  );
}
