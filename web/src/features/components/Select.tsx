// A select of a message or a modal: a button that says what is chosen, and a list to choose from.
import { Popover } from "@base-ui/react/popover";
import { ChevronDown } from "lucide-react";
import { useMemo, useState } from "react";
import { channels } from "../../stores/entities";
import { ComponentType, type Component } from "../../wire/components";
import type { Id } from "../../wire/types";
import { itemOf, useCandidates, type Item, type Kinds } from "./candidates";
import { ChoiceList } from "./ChoiceList";
import { EmojiView } from "./EmojiView";

interface Props {
  part: Component;
  channelId: Id;
  disabled?: boolean;
  busy?: boolean;
  /** In a form the choice is only kept; elsewhere it is sent, so that too few must not leave. */
  inForm?: boolean;
  value?: readonly string[];
  labelledBy?: string | undefined;
  describedBy?: string | undefined;
  invalid?: boolean;
  onDone: (values: string[]) => void;
}

/** More choices than fit on a phone at once can be searched. */
const SearchFrom = 9;

export function defaultsOf(part: Component): string[] {
  if (part.type === ComponentType.stringSelect) return (part.options ?? []).filter((option) => option.default).map((option) => option.value);
  return (part.default_values ?? []).map((entry) => entry.id);
}

export function limitsOf(part: Component): { min: number; max: number } {
  const max = Math.max(1, part.max_values ?? 1);
  return { max, min: Math.min(part.min_values ?? 1, max) };
}

const kindsOf = (part: Component): Kinds => ({
  users: part.type === ComponentType.userSelect || part.type === ComponentType.mentionableSelect,
  roles: part.type === ComponentType.roleSelect || part.type === ComponentType.mentionableSelect,
  channels: part.type === ComponentType.channelSelect,
  channelTypes: part.channel_types,
});

const placeholders: Record<number, string> = {
  [ComponentType.userSelect]: "Choose people", [ComponentType.roleSelect]: "Choose roles",
  [ComponentType.mentionableSelect]: "Choose people or roles", [ComponentType.channelSelect]: "Choose channels",
};

export function Select({ part, channelId, disabled, busy, inForm, value, labelledBy, describedBy, invalid, onDone }: Props) {
  const [own, setOwn] = useState<readonly string[]>(() => defaultsOf(part));
  const [draft, setDraft] = useState<readonly string[] | null>(null);
  const [text, setText] = useState("");
  const chosen = draft ?? value ?? own;
  const { min, max } = limitsOf(part);
  const guildId = channels.get(channelId)?.guild_id ?? "";
  const isString = part.type === ComponentType.stringSelect;
  const kinds = useMemo(() => kindsOf(part), [part]);
  const found = useCandidates(channelId, kinds, text, draft !== null && !isString);
  const fixed = useMemo(() => (part.options ?? []).map((option): Item => ({
    value: option.value, label: option.label, detail: option.description, icon: option.emoji ? <EmojiView emoji={option.emoji} /> : undefined,
  })), [part.options]);
  const items = isString ? fixed.filter((item) => `${item.label} ${item.detail ?? ""}`.toLowerCase().includes(text.trim().toLowerCase())) : found;
  const shown = chosen.map((id) => (isString ? fixed.find((item) => item.value === id) : itemOf(id, guildId))).filter((item) => item !== undefined);
  const tooFew = draft !== null && !inForm && draft.length < min;

  const finish = (next: readonly string[]) => {
    setDraft(null);
    setText("");
    const before = value ?? own;
    if (next.length === before.length && next.every((one) => before.includes(one)) && (inForm || max > 1)) return;
    if (!inForm && next.length < min) return;
    setOwn(next);
    onDone([...next]);
  };

  const toggle = (id: string) => {
    const now = draft ?? [];
    if (max === 1) return finish(now.includes(id) && min === 0 ? [] : [id]);
    setDraft(now.includes(id) ? now.filter((one) => one !== id) : now.length < max ? [...now, id] : now);
  };

  const placeholder = part.placeholder || placeholders[part.type] || "Choose";
  return (
    <Popover.Root open={draft !== null} onOpenChange={(isOpen) => (isOpen ? setDraft(value ?? own) : finish(draft ?? own))}>
      <Popover.Trigger className={`select-part ${inForm ? "select-part--field" : ""}`} disabled={disabled} aria-busy={busy || undefined} aria-haspopup="listbox" aria-invalid={invalid || undefined}
        aria-describedby={describedBy} aria-labelledby={labelledBy} aria-label={labelledBy ? undefined : shown.length ? `${placeholder}: ${shown.map((item) => item.label).join(", ")}` : placeholder}>
        <span className="select-part__text">
          {shown.length === 0 ? <span className="select-part__placeholder truncate">{placeholder}</span>
            : max === 1 ? <ItemFace item={shown[0] as Item} /> : shown.map((item) => <span key={item.value} className="select-part__chip"><ItemFace item={item} /></span>)}
        </span>
        {busy ? <span className="spinner" aria-hidden style={{ width: 16, height: 16 }} /> : <ChevronDown size={17} aria-hidden />}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="positioner" side="bottom" align="start" sideOffset={5} collisionPadding={8}>
          <Popover.Popup className="popup popup--choices" aria-label={placeholder}>
            <ChoiceList items={items} chosen={chosen} multiple={max > 1} full={chosen.length >= max && max > 1} label={placeholder}
              search={!isString || fixed.length >= SearchFrom ? text : null} onSearch={setText} onToggle={toggle} />
            {max > 1 && <p className="choices__foot" role="status">{tooFew ? `Choose at least ${min}.` : `${chosen.length} of ${max} chosen`}
              <button type="button" className="link" disabled={tooFew} onClick={() => finish(chosen)}>Done</button></p>}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function ItemFace({ item }: { item: Item }) {
  return <>{item.icon}<span className="truncate">{item.label}</span></>;
}
