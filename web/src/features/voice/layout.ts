// How tiles fill a space: pure, so that every crowd can be tested without a screen.

export interface Space { width: number; height: number }

export interface GridLayout {
  columns: number;
  rows: number;
  /** The size of each tile, in CSS pixels. */
  width: number;
  height: number;
  /** The tiles do not fit at a size worth looking at: the grid scrolls. */
  scrolls: boolean;
}

/** The shapes a tile may have, width by height; between them it takes what fills best. */
const Widest = 16 / 9;
const Tallest = 4 / 5;
const TallestInLandscape = 6 / 5;
/** Below this width a face is no longer one. */
const NarrowestTile = 132;

/** The number of columns with which `count` tiles cover the most of the space. */
export function gridLayout(count: number, space: Space, gap: number): GridLayout {
  const nothing: GridLayout = { columns: 1, rows: 0, width: 0, height: 0, scrolls: false };
  if (count <= 0 || space.width <= 0 || space.height <= 0) return nothing;
  const tallest = space.height > space.width ? Tallest : TallestInLandscape;
  let best = nothing;
  let bestArea = -1;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const tile = fit((space.width - gap * (columns - 1)) / columns, (space.height - gap * (rows - 1)) / rows, tallest);
    const area = tile.width * tile.height;
    if (area > bestArea) {
      bestArea = area;
      best = { columns, rows, ...tile, scrolls: false };
    }
  }
  if (best.width >= Math.min(NarrowestTile, space.width)) return best;
  return scrolling(count, space, gap);
}

function scrolling(count: number, space: Space, gap: number): GridLayout {
  const columns = Math.max(1, Math.min(count, Math.floor((space.width + gap) / (NarrowestTile + gap))));
  const width = Math.floor((space.width - gap * (columns - 1)) / columns);
  return { columns, rows: Math.ceil(count / columns), width, height: Math.floor(width / (4 / 3)), scrolls: true };
}

function fit(cellWidth: number, cellHeight: number, tallest: number): { width: number; height: number } {
  if (cellWidth <= 0 || cellHeight <= 0) return { width: 0, height: 0 };
  const shape = Math.min(Widest, Math.max(tallest, cellWidth / cellHeight));
  const width = Math.floor(Math.min(cellWidth, cellHeight * shape));
  return { width, height: Math.floor(width / shape) };
}

export interface FocusLayout {
  /** The others stand in a strip, or, where the space is higher than wide, in a grid below. */
  others: "below" | "beside" | "grid";
  /** The strip's height, or its width beside; the grid's height. */
  strip: number;
  main: Space;
}

/** How large the shown one is and where the others are: below it, or beside it where the space is wide and low. */
export function focusLayout(space: Space, gap: number, others: number): FocusLayout {
  if (others === 0) return { others: "below", strip: 0, main: space };
  if (space.height > space.width * 1.15) {
    const height = Math.round(Math.min(space.width / Widest, space.height * 0.6));
    return { others: "grid", strip: space.height - height - gap, main: { width: space.width, height } };
  }
  const beside = space.width / Math.max(1, space.height) > 2 && space.height < 460;
  const strip = beside ? Math.min(200, Math.max(120, space.width * 0.2)) : Math.min(128, Math.max(72, space.height * 0.2));
  const main = beside
    ? { width: space.width - strip - gap, height: space.height }
    : { width: space.width, height: space.height - strip - gap };
  return { others: beside ? "beside" : "below", strip: Math.round(strip), main };
}
