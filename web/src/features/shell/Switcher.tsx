import { Dialog as Base } from "@base-ui/react/dialog";
import { Hash, Search } from "lucide-react";
import { useMemo, useState, type KeyboardEvent, type ReactNode } from "react";
import { channels, guilds } from "../../stores/entities";
import { goToChannel } from "../../stores/navigation";
import { isUnread, mentionsIn } from "../../stores/readStates";
import { GuildIcon } from "../../ui/Avatar";
import { ChannelType } from "../../wire/types";

interface Hit { key: string; icon: ReactNode; text: string; detail: string; score: number; go: () => void }

/** Ctrl+K: any channel or guild by a few letters of its name. */
export default function Switcher({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const hits = useMemo(() => find(query.trim().toLowerCase()), [query]);
  const choose = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    hit.go();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setActive((now) => Math.min(hits.length - 1, now + 1));
    else if (event.key === "ArrowUp") setActive((now) => Math.max(0, now - 1));
    else if (event.key === "Enter") choose(hits[active]);
    else return;
    event.preventDefault();
  };
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup className="dialog switcher" aria-label="Find a channel or guild">
          <label className="switcher__search"><Search size={19} aria-hidden />
            <input autoFocus value={query} placeholder="Where do you want to go?" aria-label="Where do you want to go?" role="combobox" aria-expanded aria-controls="switcher-list" aria-activedescendant={hits[active] ? `switch-${hits[active].key}` : undefined}
              onChange={(event) => { setQuery(event.target.value); setActive(0); }} onKeyDown={onKeyDown} />
          </label>
          <ul className="switcher__list scroll" id="switcher-list" role="listbox">
            {hits.map((hit, index) => (
              <li key={hit.key} id={`switch-${hit.key}`} role="option" aria-selected={index === active} className={`completion__row ${index === active ? "completion__row--active" : ""}`}
                onPointerMove={() => setActive(index)} onClick={() => choose(hit)}>
                <span className="completion__icon">{hit.icon}</span><span className="truncate">{hit.text}</span><span className="completion__detail">{hit.detail}</span>
              </li>
            ))}
            {hits.length === 0 && <li className="switcher__none muted">Nothing by that name.</li>}
          </ul>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

const MaxHits = 12;

function find(query: string): Hit[] {
  const hits: Hit[] = [];
  for (const channel of channels.values()) {
    if (channel.type === ChannelType.category || channel.type === ChannelType.voice || !channel.guild_id) continue;
    const guild = guilds.get(channel.guild_id);
    const guildId = channel.guild_id;
    const mentions = mentionsIn(channel.id);
    const base = query ? score(query, channel.name ?? "") : mentions ? 3 : isUnread(channel) ? 2 : 1;
    if (base > 0) hits.push({ key: channel.id, icon: <Hash size={18} />, text: channel.name ?? "", detail: mentions ? `${mentions} mentions · ${guild?.name ?? ""}` : guild?.name ?? "", score: base, go: () => goToChannel(guildId, channel.id) });
  }
  for (const guild of guilds.values()) {
    const base = query ? score(query, guild.name) : 0.5;
    if (base > 0) hits.push({ key: guild.id, icon: <GuildIcon guild={guild} size={24} />, text: guild.name, detail: "guild", score: base, go: () => goToChannel(guild.id, null) });
  }
  return hits.sort((a, b) => b.score - a.score || a.text.localeCompare(b.text)).slice(0, MaxHits);
}

/** Whole beginning beats a word's beginning beats anywhere beats letters in order. */
function score(query: string, name: string): number {
  const text = name.toLowerCase();
  if (text.startsWith(query)) return 5;
  if (text.split(/[-_\s]/).some((word) => word.startsWith(query))) return 4;
  if (text.includes(query)) return 3;
  let at = 0;
  for (const char of text) if (char === query[at]) at++;
  return at === query.length ? 1 : 0;
}
