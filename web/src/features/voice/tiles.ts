// Which tiles a call has, in what order, and which of them is shown large.
import type { Participant } from "../../stores/call";
import { Value } from "../../stores/reactive";
import type { Id } from "../../wire/types";

export interface TileSpec {
  key: string;
  userId: Id;
  kind: "person" | "screen";
}

export const tileKey = (userId: Id, kind: TileSpec["kind"]) => `${userId}:${kind}`;

type TilePerson = Pick<Participant, "userId" | "isSelf" | "screen">;

/** Shared screens first, since they are why people look; then the others as they came, oneself last. */
export function tilesOf(people: readonly TilePerson[]): TileSpec[] {
  const ordered = [...people.filter((person) => !person.isSelf), ...people.filter((person) => person.isSelf)];
  const tile = (kind: TileSpec["kind"]) => (person: TilePerson): TileSpec => ({ key: tileKey(person.userId, kind), userId: person.userId, kind });
  return [...ordered.filter((person) => person.screen).map(tile("screen")), ...ordered.map(tile("person"))];
}

/** What somebody chose to see large: a tile, the grid, or nothing yet: then the first screen of somebody else. */
export type Focus = { key: string } | "grid" | "auto";

export const focus = new Value<Focus>("auto");

export function focusedOf(tiles: readonly TileSpec[], chosen: Focus, selfId: Id): TileSpec | null {
  if (chosen === "grid") return null;
  if (chosen !== "auto") {
    const found = tiles.find((tile) => tile.key === chosen.key);
    if (found) return found;
  }
  return tiles.find((tile) => tile.kind === "screen" && tile.userId !== selfId) ?? null;
}

/** Where people sit from left to right, -1 to 1, by the column of their tile; a last row that is not full stands in the middle. */
export function seatsOf(tiles: readonly TileSpec[], columns: number): Record<Id, number> {
  const seats: Record<Id, number> = {};
  tiles.forEach((tile, index) => {
    if (tile.userId in seats) return;
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, tiles.length - row * columns);
    const column = (index % columns) + (columns - inRow) / 2;
    seats[tile.userId] = columns <= 1 ? 0 : Number(((2 * column) / (columns - 1) - 1).toFixed(3));
  });
  return seats;
}
