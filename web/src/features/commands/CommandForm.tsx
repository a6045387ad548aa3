// A command being filled in: its name, an entry for each option, and above them what the current one may hold.
import { Paperclip, Plus, SendHorizontal, X } from "lucide-react";
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { changeDraft } from "../../stores/composing";
import { commandDrafts, type CommandDraft } from "../../stores/commandDrafts";
import { IconButton } from "../../ui/Button";
import { Menu } from "../../ui/Menu";
import { OptionType, type CommandOption } from "../../wire/commands";
import type { Id } from "../../wire/types";
import { focusComposer } from "../channel/actions";
import { AppIcon } from "./AppIcon";
import { labelOf } from "./catalogue";
import { sendCommand } from "./send";
import { useOptionItems, type OfferedItem } from "./useOptionItems";
import { isEmpty, problems as findProblems, type Entry } from "./values";
import { OptionPanel } from "./OptionPanel";
import "./commands.css";

const Blank: Entry = { text: "" };

export default function CommandForm({ channelId, draft }: { channelId: Id; draft: CommandDraft }) {
  const { runnable, entries, shown } = draft;
  const id = useId();
  const form = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(true);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const options = shown.flatMap((name) => runnable.options.find((option) => option.name === name) ?? []);
  const hidden = runnable.options.filter((option) => !shown.includes(option.name));
  const option = options.find((one) => one.name === focused);
  const found = findProblems(options, entries);
  const offer = useOptionItems(channelId, runnable, option, entries);
  const picked = option && entries[option.name]?.picked !== undefined;
  const items = open && !picked ? offer.items : [];
  const at = Math.min(active, items.length - 1);

  const change = (next: Partial<CommandDraft>) => commandDrafts.update(channelId, (now) => now && { ...now, ...next });
  const setEntry = (name: string, entry: Entry) => {
    commandDrafts.update(channelId, (now) => now && { ...now, entries: { ...now.entries, [name]: entry } });
    setActive(0);
    setOpen(true);
  };
  const find = (name: string) => form.current?.querySelector<HTMLElement>(`[data-option="${CSS.escape(name)}"]`);
  // At once where it can be, so that the next key that is typed goes there and not into what was just filled in.
  const focus = (name: string) => {
    const there = find(name);
    if (there) there.focus();
    else requestAnimationFrame(() => find(name)?.focus());
  };
  const leave = () => {
    commandDrafts.delete(channelId);
    focusComposer();
  };

  // The first thing to fill in has the focus; a command without any waits for Enter.
  useLayoutEffect(() => {
    const first = options[0];
    (first ? form.current?.querySelector<HTMLElement>(`[data-option="${CSS.escape(first.name)}"]`) : form.current?.querySelector<HTMLElement>(".command-form__name"))?.focus();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when another command begins
  }, [runnable.key]);
  useEffect(() => setActive(0), [focused]);

  const submit = () => {
    setTouched(new Set(options.map((one) => one.name)));
    const wrong = options.find((one) => found[one.name]);
    if (wrong) return focus(wrong.name);
    commandDrafts.delete(channelId);
    sendCommand(channelId, runnable, entries);
    focusComposer();
  };
  const pick = (item: OfferedItem, move: boolean) => {
    if (!option) return;
    setEntry(option.name, { text: item.label, picked: item.picked });
    setOpen(false);
    const next = options.slice(options.indexOf(option) + 1).find((one) => isEmpty(entries[one.name]));
    if (move && next) focus(next.name);
  };
  const add = (name: string) => {
    change({ shown: [...shown, name] });
    focus(name);
  };
  const drop = (name: string) => {
    const index = shown.indexOf(name);
    const { [name]: _, ...rest } = entries;
    change({ shown: shown.filter((one) => one !== name), entries: rest });
    const neighbour = shown[index - 1] ?? shown[index + 1];
    if (neighbour) focus(neighbour);
    else requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(".command-form__name")?.focus());
  };
  const backOut = () => {
    commandDrafts.delete(channelId);
    changeDraft(channelId, { text: `/${runnable.words}` });
    focusComposer();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const target = event.target as HTMLElement;
    const name = target.dataset.option;
    const inText = target instanceof HTMLInputElement;
    if (event.key === "Escape") {
      if (items.length > 0 && option && !isEmpty(entries[option.name])) setOpen(false);
      else leave();
    } else if (inText && items.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      setActive((at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length);
    } else if (inText && items[at] && !event.shiftKey && (event.key === "Enter" || (event.key === "Tab" && !isEmpty(entries[name ?? ""])))) {
      pick(items[at], true);
    } else if (event.key === "Enter" && (inText || target.classList.contains("command-form__name"))) submit();
    else if (event.key === "Backspace" && name && isEmpty(entries[name])) {
      const index = shown.indexOf(name);
      if (!options[index]?.required) drop(name);
      else if (index > 0) focus(shown[index - 1] as string);
      else backOut();
    } else if (event.key === "Backspace" && target.classList.contains("command-form__name")) backOut();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const error = option && touched.has(option.name) ? found[option.name] : undefined;
  return (
    <div className="command-form" ref={form} role="group" aria-label={`Command ${runnable.words}`} onKeyDown={onKeyDown}>
      <OptionPanel id={id} runnable={runnable} option={option} error={error} offer={{ ...offer, items }} active={at} onHover={setActive} onPick={(item) => pick(item, true)} />
      <div className="command-form__fields">
        <span className="command-form__name" tabIndex={options.length === 0 ? 0 : -1} role={options.length === 0 ? "button" : undefined} aria-label={options.length === 0 ? `/${runnable.words}. Enter runs it.` : undefined}>
          <AppIcon application={runnable.application} size={20} /> <span className="truncate">/{runnable.words}</span>
        </span>
        {options.map((one) => (
          <Pill key={one.name} id={id} option={one} entry={entries[one.name] ?? Blank} error={touched.has(one.name) ? found[one.name] : undefined} isFocused={focused === one.name}
            activeId={focused === one.name && items[at] ? `${id}-item-${at}` : undefined}
            onFocus={() => { setFocused(one.name); setOpen(true); }} onBlur={() => { setFocused((now) => (now === one.name ? null : now)); if (!isEmpty(entries[one.name])) setTouched((now) => new Set([...now, one.name])); }}
            onChange={(entry) => setEntry(one.name, entry)} onRemove={one.required ? undefined : () => drop(one.name)} />
        ))}
        {hidden.length > 0 && (
          <Menu side="top" align="start" entries={hidden.map((one) => ({ text: labelOf(one), end: kindName(one), run: () => add(one.name) }))}
            trigger={<button type="button" className="pill pill--more"><Plus size={14} aria-hidden />{hidden.length} optional</button>} />
        )}
      </div>
      <IconButton label="Leave the command" keys="Esc" side="top" icon={<X size={19} />} onClick={leave} />
      <button type="button" className="composer__send" aria-label="Send" onClick={submit}><SendHorizontal size={18} /></button>
    </div>
  );
}

const kinds: Record<number, string> = {
  [OptionType.string]: "text", [OptionType.integer]: "whole number", [OptionType.boolean]: "true or false", [OptionType.user]: "person", [OptionType.channel]: "channel",
  [OptionType.role]: "role", [OptionType.mentionable]: "person or role", [OptionType.number]: "number", [OptionType.attachment]: "file",
};
export const kindName = (option: CommandOption): string => kinds[option.type] ?? "";

interface PillProps {
  id: string;
  option: CommandOption;
  entry: Entry;
  error: string | undefined;
  isFocused: boolean;
  activeId: string | undefined;
  onFocus: () => void;
  onBlur: () => void;
  onChange: (entry: Entry) => void;
  onRemove: (() => void) | undefined;
}

function Pill({ id, option, entry, error, isFocused, activeId, onFocus, onBlur, onChange, onRemove }: PillProps) {
  const input = useRef<HTMLInputElement>(null);
  const label = labelOf(option);
  const described = isFocused ? `${id}-about` : undefined;
  const classes = ["pill", isFocused && "pill--focused", error && "pill--wrong", !isEmpty(entry) && "pill--filled"].filter(Boolean).join(" ");
  if (option.type === OptionType.attachment) {
    return (
      <span className={classes}>
        <span className="pill__label" aria-hidden>{label}</span>
        <input ref={input} type="file" hidden tabIndex={-1} aria-hidden accept={option.file_types?.map((type) => (/[./]/.test(type) ? type : `.${type}`)).join(",")}
          onChange={(event) => { const file = event.target.files?.[0]; if (file) onChange({ text: file.name, file }); event.target.value = ""; }} />
        <button type="button" className="pill__file" data-option={option.name} aria-label={`${label}: ${entry.file?.name ?? "choose a file"}`} aria-describedby={described} onFocus={onFocus} onBlur={onBlur} onClick={() => input.current?.click()}>
          <Paperclip size={14} aria-hidden /><span className="truncate">{entry.file?.name ?? "Choose a file"}</span>
        </button>
        {onRemove && <RemovePill label={label} onRemove={onRemove} />}
      </span>
    );
  }
  const numeric = option.type === OptionType.integer ? "numeric" : option.type === OptionType.number ? "decimal" : undefined;
  return (
    <span className={classes} onPointerDown={(event) => { if (event.target !== input.current) { event.preventDefault(); input.current?.focus(); } }}>
      <label className="pill__label" htmlFor={`${id}-${option.name}`}>{label}</label>
      <input ref={input} id={`${id}-${option.name}`} type="text" data-option={option.name} className={entry.picked !== undefined ? "pill__picked" : undefined} value={entry.text} inputMode={numeric}
        style={{ width: `calc(${Math.min(46, Math.max(2, [...entry.text].length + 1))}ch + 18px)` }} maxLength={6000} autoComplete="off" enterKeyHint="send" aria-required={option.required} aria-invalid={!!error}
        role="combobox" aria-expanded={activeId !== undefined} aria-autocomplete="list" aria-controls={`${id}-items`} aria-activedescendant={activeId} aria-describedby={described}
        onFocus={onFocus} onBlur={onBlur} onChange={(event) => onChange({ text: event.target.value })} />
      {onRemove && <RemovePill label={label} onRemove={onRemove} />}
    </span>
  );
}

function RemovePill({ label, onRemove }: { label: string; onRemove: () => void }) {
  return <button type="button" className="pill__remove" tabIndex={-1} aria-label={`Remove ${label}`} onPointerDown={(event) => { event.preventDefault(); event.stopPropagation(); }} onClick={onRemove}><X size={13} /></button>;
}
