// The text box that both writing and editing use: grows with its text, completes names, knows Enter.
import { useLayoutEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent, type ReactNode } from "react";
import type { Id } from "../../wire/types";
import { CompletionList, useSuggestions, type Suggestion } from "./Completion";
import { queryAt, type Query } from "./mentionText";

interface Props {
  id?: string;
  channelId: Id;
  value: string;
  label: string;
  placeholder?: string;
  disabled?: boolean;
  autoFocus?: boolean;
  maxHeight?: number;
  onChange: (value: string) => void;
  onSubmit: () => void;
  onEscape?: () => void;
  /** ArrowUp in an empty box. */
  onArrowUp?: () => void;
  onFiles?: (files: File[]) => void;
  /** Something above the box that takes keys first, such as the list of commands. */
  above?: Above | null;
}

export interface Above {
  view: ReactNode;
  controls: string;
  activeId: string | undefined;
  onKey: (event: KeyboardEvent) => boolean;
}

export function MessageInput(props: Props) {
  const { channelId, value, onChange } = props;
  const box = useRef<HTMLTextAreaElement>(null);
  const [query, setQuery] = useState<Query | null>(null);
  const [active, setActive] = useState(0);
  const suggestions = useSuggestions(channelId, query);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, props.maxHeight ?? 320)}px`;
  }, [value, props.maxHeight]);

  useLayoutEffect(() => {
    const element = box.current;
    if (!props.autoFocus || !element) return;
    element.focus({ preventScroll: true });
    element.setSelectionRange(element.value.length, element.value.length);
  }, [props.autoFocus, channelId]);

  const look = () => {
    const element = box.current;
    if (!element) return;
    setQuery(element.selectionStart === element.selectionEnd ? queryAt(element.value, element.selectionStart) : null);
    setActive(0);
  };

  const pick = (suggestion: Suggestion) => {
    const element = box.current;
    if (!element || !query) return;
    const next = value.slice(0, query.from) + suggestion.insert + value.slice(element.selectionStart);
    const caret = query.from + suggestion.insert.length;
    onChange(next);
    setQuery(null);
    requestAnimationFrame(() => element.setSelectionRange(caret, caret));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (props.above?.onKey(event)) return;
    if (suggestions.length > 0 && navigateSuggestions(event, suggestions, active, setActive, pick, () => setQuery(null))) return;
    if (event.key === "Enter" && !event.shiftKey && !matchMedia("(pointer: coarse) and (hover: none)").matches) {
      if (insideCodeBlock(value, event.currentTarget.selectionStart)) return;
      event.preventDefault();
      props.onSubmit();
    } else if (event.key === "Escape" && props.onEscape) {
      event.preventDefault();
      props.onEscape();
    } else if (event.key === "ArrowUp" && value === "" && props.onArrowUp) {
      event.preventDefault();
      props.onArrowUp();
    } else if ((event.ctrlKey || event.metaKey) && wrapSelection(event, value, onChange)) {
      event.preventDefault();
    }
  };

  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0 || !props.onFiles) return;
    event.preventDefault();
    props.onFiles(files);
  };

  return (
    <div className="message-input">
      <CompletionList suggestions={suggestions} active={active} onPick={pick} onHover={setActive} />
      <textarea ref={box} id={props.id} rows={1} value={value} maxLength={4000} disabled={props.disabled} placeholder={props.placeholder}
        aria-label={props.label} aria-autocomplete="list" aria-controls={props.above?.activeId ? props.above.controls : suggestions.length ? "completion" : undefined}
        aria-activedescendant={props.above?.activeId ?? (suggestions.length ? `completion-${active}` : undefined)} enterKeyHint="send" autoComplete="off"
        onChange={(event) => { onChange(event.target.value); look(); }} onKeyDown={onKeyDown} onClick={look} onBlur={() => setQuery(null)} onPaste={onPaste} />
    </div>
  );
}

function navigateSuggestions(
  event: KeyboardEvent, suggestions: readonly Suggestion[], active: number,
  setActive: (index: number) => void, pick: (suggestion: Suggestion) => void, close: () => void,
): boolean {
  const count = suggestions.length;
  switch (event.key) {
    case "ArrowDown": setActive((active + 1) % count); break;
    case "ArrowUp": setActive((active - 1 + count) % count); break;
    case "Enter": case "Tab": {
      const chosen = suggestions[active];
      if (!chosen || event.shiftKey) return false;
      pick(chosen);
      break;
    }
    case "Escape": close(); break;
    default: return false;
  }
  event.preventDefault();
  return true;
}

const wrappers: Record<string, string> = { b: "**", i: "*", u: "__", e: "`" };

/** Ctrl+B, I, U and E put marks around the selection. */
function wrapSelection(event: KeyboardEvent<HTMLTextAreaElement>, value: string, onChange: (value: string) => void): boolean {
  const mark = wrappers[event.key];
  const element = event.currentTarget;
  const { selectionStart: from, selectionEnd: to } = element;
  if (!mark || from === to || event.shiftKey) return false;
  onChange(value.slice(0, from) + mark + value.slice(from, to) + mark + value.slice(to));
  requestAnimationFrame(() => element.setSelectionRange(from + mark.length, to + mark.length));
  return true;
}

function insideCodeBlock(text: string, caret: number): boolean {
  return (text.slice(0, caret).match(/```/g)?.length ?? 0) % 2 === 1;
}
