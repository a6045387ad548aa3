import { Compass, Home as HomeIcon, Plus } from "lucide-react";
import { useState, type KeyboardEvent, type MouseEvent } from "react";
import { channels, channelsIn, guilds, type GuildRow } from "../../stores/entities";
import { go, goToChannel } from "../../stores/navigation";
import { open } from "../../stores/overlays";
import { useComputed, useDerived } from "../../stores/reactive";
import { isUnread, mentionsIn, readStates } from "../../stores/readStates";
import { GuildIcon } from "../../ui/Avatar";
import { PointerMenu } from "../../ui/Menu";
import { Tooltip } from "../../ui/Tooltip";
import { compareIds } from "../../wire/snowflake";
import { guildEntries } from "./guildEntries";

export function GuildRail({ current }: { current: string | null }) {
  const list = useDerived([guilds], () => guilds.values().sort((a, b) => Date.parse(a.joined_at ?? "") - Date.parse(b.joined_at ?? "") || compareIds(a.id, b.id)), []);
  const [menu, setMenu] = useState<{ x: number; y: number; id: string } | null>(null);
  const onContextMenu = (event: MouseEvent) => {
    const id = (event.target as Element).closest("[data-guild]")?.getAttribute("data-guild");
    if (!id) return;
    event.preventDefault();
    setMenu({ x: event.clientX, y: event.clientY, id });
  };
  const menuGuild = menu && guilds.get(menu.id);
  return (
    <nav className="rail scroll" aria-label="Guilds" onContextMenu={onContextMenu} onKeyDown={walk}>
      <RailButton label="Home" active={current === null} onClick={() => go({ page: "home" })}><span className="rail__glyph"><HomeIcon size={21} /></span></RailButton>
      <div className="rail__line" role="separator" />
      {list.map((guild) => <GuildButton key={guild.id} guild={guild} active={guild.id === current} />)}
      <RailButton label="Create a guild" onClick={() => open({ kind: "createGuild" })}><span className="rail__glyph rail__glyph--add"><Plus size={22} /></span></RailButton>
      <RailButton label="Join with an invite" onClick={() => open({ kind: "joinGuild" })}><span className="rail__glyph rail__glyph--add"><Compass size={21} /></span></RailButton>
      {menuGuild && <PointerMenu label={menuGuild.name} at={menu} entries={guildEntries(menuGuild)} onClose={() => setMenu(null)} />}
    </nav>
  );
}

function GuildButton({ guild, active }: { guild: GuildRow; active: boolean }) {
  const state = useComputed([channels, readStates], () => {
    let mentions = 0;
    let unread = false;
    for (const channel of channelsIn(guild.id)) {
      mentions += mentionsIn(channel.id);
      unread ||= isUnread(channel);
    }
    return `${unread ? 1 : 0}:${mentions}`;
  });
  const [unread, mentions] = state.split(":").map(Number);
  return (
    <RailButton label={guild.name} active={active} unread={unread === 1} mentions={mentions} guildId={guild.id} dim={guild.unavailable ?? false}
      onClick={() => goToChannel(guild.id, null)}><GuildIcon guild={guild} size={44} /></RailButton>
  );
}

interface RailButtonProps {
  label: string;
  active?: boolean;
  unread?: boolean;
  mentions?: number | undefined;
  guildId?: string;
  dim?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function RailButton({ label, active, unread, mentions, guildId, dim, onClick, children }: RailButtonProps) {
  const said = [label, mentions ? `${mentions} mentions` : unread ? "unread" : ""].filter(Boolean).join(", ");
  return (
    <Tooltip text={label} side="right">
      <button type="button" className={`rail__item ${active ? "rail__item--active" : ""} ${unread ? "rail__item--unread" : ""} ${dim ? "rail__item--dim" : ""}`}
        aria-label={said} aria-current={active ? "page" : undefined} data-guild={guildId} onClick={onClick}>
        <span className="rail__mark" aria-hidden />
        {children}
        {!!mentions && <span className="badge rail__badge" aria-hidden>{mentions > 99 ? "99+" : mentions}</span>}
      </button>
    </Tooltip>
  );
}

/** Arrow keys walk the buttons of a list. */
export function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("button:not([tabindex='-1']), a")].filter((item) => item.offsetParent !== null);
  const at = items.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  event.preventDefault();
  items[Math.max(0, Math.min(items.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))]?.focus();
}
