// What can be chosen for the option being filled in: fixed choices, an application's own suggestions, people, roles, channels.
import { useEffect, useRef, useState } from "react";
import { interact, suggestions } from "../../stores/interactions";
import { useRow } from "../../stores/reactive";
import { InteractionType, OptionType, type CommandOption } from "../../wire/commands";
import { useCandidates, type Item, type Kinds } from "../components/candidates";
import { labelOf, type Runnable } from "./catalogue";
import { toWire, type Entries, type Entry } from "./values";
import { commandData } from "./send";

/** How long one must pause for the application to be asked. */
const DebounceMs = 250;
const MaxItems = 25;

export interface Offer {
  items: readonly OfferedItem[];
  waiting: boolean;
  error: string | null;
}

export interface OfferedItem extends Item {
  picked: string | number | boolean;
}

const Nothing: Offer = { items: [], waiting: false, error: null };

const kindsOf = (option: CommandOption | undefined): Kinds => ({
  users: option?.type === OptionType.user || option?.type === OptionType.mentionable,
  roles: option?.type === OptionType.role || option?.type === OptionType.mentionable,
  channels: option?.type === OptionType.channel,
  channelTypes: option?.channel_types,
});

export function useOptionItems(channelId: string, runnable: Runnable, option: CommandOption | undefined, entries: Entries): Offer {
  const entry: Entry = (option && entries[option.name]) ?? { text: "" };
  const kinds = kindsOf(option);
  const isEntity = !!(kinds.users || kinds.roles || kinds.channels);
  const found = useCandidates(channelId, kinds, entry.picked === undefined ? entry.text : "", isEntity);
  const asked = useAutocomplete(channelId, runnable, option, entries);
  if (!option) return Nothing;
  if (isEntity) return { ...Nothing, items: found.map((item) => ({ ...item, picked: item.value })) };
  if (option.autocomplete) return asked;
  const fixed: OfferedItem[] = option.type === OptionType.boolean
    ? [{ value: "true", label: "True", picked: true }, { value: "false", label: "False", picked: false }]
    : (option.choices ?? []).map((choice) => ({ value: String(choice.value), label: labelOf(choice), picked: choice.value }));
  const text = entry.picked === undefined ? entry.text.trim().toLowerCase() : "";
  return { ...Nothing, items: fixed.filter((item) => item.label.toLowerCase().includes(text)).slice(0, MaxItems) };
}

/** Asks the application when typing pauses; only the answer to the latest question counts. */
function useAutocomplete(channelId: string, runnable: Runnable, option: CommandOption | undefined, entries: Entries): Offer {
  const [nonce, setNonce] = useState<string | null>(null);
  const shown = useRef<readonly OfferedItem[]>([]);
  const answer = useRow(suggestions, nonce);
  const name = option?.autocomplete ? option.name : null;
  const entry = name ? entries[name] : undefined;
  const text = entry?.text ?? "";
  const settled = entry?.picked !== undefined;
  const latest = useRef(entries);
  latest.current = entries;

  useEffect(() => {
    shown.current = [];
    setNonce(null);
  }, [name]);

  useEffect(() => {
    if (!name || settled) return;
    const timer = setTimeout(() => {
      const { options } = toWire(runnable, latest.current, name);
      setNonce(interact({ kind: InteractionType.autocomplete, applicationId: runnable.application.id, channelId, data: commandData(runnable, options) }));
    }, DebounceMs);
    return () => clearTimeout(timer);
  }, [name, text, settled, runnable, channelId]);

  if (!name || settled) return Nothing;
  if (answer && "error" in answer) return { items: [], waiting: false, error: answer.error };
  if (answer) shown.current = answer.map((choice) => ({ value: String(choice.value), label: labelOf(choice), picked: choice.value }));
  return { items: shown.current, waiting: !answer, error: null };
}
