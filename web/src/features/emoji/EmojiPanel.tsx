// The emoji picker: search, the guilds' own emoji, recent ones, then all by group. Arrow keys walk the grid.
import { Search } from "lucide-react";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { VList, type VListHandle } from "virtua";
import { emojisOf, guilds } from "../../stores/entities";
import { preferences } from "../../stores/preferences";
import { route } from "../../stores/navigation";
import { emojiUrl } from "../../ui/pictures";
import type { Emoji } from "../../wire/types";
import { loadEmoji, type EmojiEntry } from "./data";
import "./emoji.css";

const Columns = 8;
const groups: [number, string, string][] = [
  [0, "Smileys", "😀"], [1, "People", "👋"], [3, "Nature", "🌿"], [4, "Food", "🍞"], [5, "Places", "🏛️"], [6, "Activities", "🎨"], [7, "Objects", "💡"], [8, "Symbols", "✳️"], [9, "Flags", "🏁"],
];

interface Cell { key: string; emoji: Emoji; label: string }
type Line = { title: string; mark: string } | { cells: Cell[] };

export default function EmojiPanel({ onPick }: { onPick: (emoji: Emoji, keepOpen: boolean) => void }) {
  const [all, setAll] = useState<readonly EmojiEntry[]>([]);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState<[number, number] | null>(null);
  const list = useRef<VListHandle>(null);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    void loadEmoji().then((data) => setAll(data.all));
  }, []);

  const lines = useMemo(() => buildLines(all, query.trim().toLowerCase()), [all, query]);
  const current = at ? cellAt(lines, at) : firstCell(lines);

  const move = (event: KeyboardEvent) => {
    const from = at ?? [lines.findIndex((line) => "cells" in line), 0];
    const next = step(lines, from, event.key);
    if (!next) return;
    event.preventDefault();
    setAt(next);
    list.current?.scrollToIndex(next[0], { align: "nearest" });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && current) {
      event.preventDefault();
      onPick(current.emoji, event.shiftKey);
    } else if (event.key.startsWith("Arrow") && !(query && (event.key === "ArrowLeft" || event.key === "ArrowRight") && !at)) {
      move(event);
    }
  };

  return (
    <div className="emoji-panel" ref={box} onKeyDown={onKeyDown}>
      <label className="emoji-panel__search">
        <Search size={16} aria-hidden />
        <input autoFocus value={query} placeholder="Find an emoji" aria-label="Find an emoji" onChange={(event) => { setQuery(event.target.value); setAt(null); }} />
      </label>
      <div className="emoji-panel__groups" role="tablist" aria-label="Groups">
        {lines.map((line, index) => "title" in line && (
          <button key={line.title} type="button" role="tab" tabIndex={-1} aria-label={line.title} title={line.title} className="emoji-text" onClick={() => list.current?.scrollToIndex(index)}>{line.mark}</button>
        ))}
      </div>
      {lines.length === 0 && all.length > 0 && <p className="emoji-panel__none">Nothing by that name. Try a simpler word.</p>}
      <VList ref={list} className="emoji-panel__list scroll" itemSize={38}>
        {lines.map((line, row) => "title" in line ? <div key={line.title} className="emoji-panel__title">{line.title}</div> : (
          <div key={row} className="emoji-panel__row">
            {line.cells.map((cell, column) => (
              <button key={cell.key} type="button" tabIndex={-1} aria-label={cell.label} title={cell.label}
                className={`emoji-cell ${current === cell ? "emoji-cell--current" : ""}`} onPointerMove={() => setAt([row, column])} onClick={(event) => onPick(cell.emoji, event.shiftKey)}>
                {cell.emoji.id ? <img src={emojiUrl(cell.emoji.id, cell.emoji.animated)} alt="" loading="lazy" /> : <span className="emoji-text">{cell.emoji.name}</span>}
              </button>
            ))}
          </div>
        ))}
      </VList>
      <div className="emoji-panel__foot" aria-live="polite">
        {current && <><span className="emoji-text">{current.emoji.id ? "✦" : current.emoji.name}</span><span className="truncate">{current.label}</span></>}
      </div>
    </div>
  );
}

function buildLines(all: readonly EmojiEntry[], query: string): Line[] {
  const custom = customCells();
  const unicode = (entry: EmojiEntry): Cell => ({ key: entry.char, emoji: { id: null, name: entry.char }, label: `:${entry.codes[0] ?? entry.label}:` });
  if (query) {
    const score = (entry: EmojiEntry) => entry.codes.some((code) => code.startsWith(query)) ? 0
      : entry.codes.some((code) => code.includes(query)) || entry.label.includes(query) ? 1
        : entry.tags.some((tag) => tag.startsWith(query)) ? 2 : 3;
    const found = all.map((entry) => [score(entry), entry] as const).filter(([rank]) => rank < 3).sort((a, b) => a[0] - b[0]);
    return section("", "", [...custom.flatMap(([, cells]) => cells).filter((cell) => cell.label.toLowerCase().includes(query)), ...found.slice(0, 160).map(([, entry]) => unicode(entry))]).slice(1);
  }
  const recent = preferences.get().recentEmoji.map((char): Cell => ({ key: char, emoji: { id: null, name: char }, label: char }));
  return [
    ...section("Recent", "🕘", recent),
    ...custom.flatMap(([name, cells]) => section(name, "✦", cells)),
    ...groups.flatMap(([group, title, mark]) => section(title, mark, all.filter((entry) => entry.group === group).map(unicode))),
  ];
}

/** The current guild's emoji come first, then those of the others. */
function customCells(): [string, Cell[]][] {
  const here = route.get();
  const hereId = here.page === "channel" ? here.guildId : null;
  return guilds.values()
    .sort((a, b) => Number(b.id === hereId) - Number(a.id === hereId))
    .map((guild): [string, Cell[]] => [guild.name, emojisOf.of(guild.id).values().filter((emoji) => emoji.available !== false)
      .map((emoji) => ({ key: emoji.id ?? "", emoji, label: `:${emoji.name ?? ""}:` }))])
    .filter(([, cells]) => cells.length > 0);
}

function section(title: string, mark: string, cells: Cell[]): Line[] {
  if (cells.length === 0) return [];
  const lines: Line[] = [{ title, mark }];
  for (let i = 0; i < cells.length; i += Columns) lines.push({ cells: cells.slice(i, i + Columns) });
  return lines;
}

function cellAt(lines: readonly Line[], [row, column]: [number, number]): Cell | undefined {
  const line = lines[row];
  return line && "cells" in line ? line.cells[column] : undefined;
}

function firstCell(lines: readonly Line[]): Cell | undefined {
  const line = lines.find((one) => "cells" in one);
  return line && "cells" in line ? line.cells[0] : undefined;
}

function step(lines: readonly Line[], [row, column]: [number, number], key: string): [number, number] | null {
  const width = (index: number) => { const line = lines[index]; return line && "cells" in line ? line.cells.length : 0; };
  const nextRow = (from: number, by: number) => {
    let index = from + by;
    while (lines[index] && width(index) === 0) index += by;
    return lines[index] ? index : null;
  };
  switch (key) {
    case "ArrowRight": {
      if (column + 1 < width(row)) return [row, column + 1];
      const next = nextRow(row, 1);
      return next === null ? null : [next, 0];
    }
    case "ArrowLeft": {
      if (column > 0) return [row, column - 1];
      const next = nextRow(row, -1);
      return next === null ? null : [next, width(next) - 1];
    }
    case "ArrowDown": case "ArrowUp": {
      const next = nextRow(row, key === "ArrowDown" ? 1 : -1);
      return next === null ? null : [next, Math.min(column, width(next) - 1)];
    }
    default: return null;
  }
}
