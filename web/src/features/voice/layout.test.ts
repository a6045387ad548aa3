import { describe, expect, it } from "vitest";
import { focusLayout, gridLayout } from "./layout";

const desktop = { width: 1100, height: 640 };
const phone = { width: 366, height: 600 };
const gap = 10;

const spaces = [desktop, phone, { width: 760, height: 300 }, { width: 2000, height: 1100 }];

describe("the grid of a call", () => {
  it("holds every tile inside its space, for every crowd up to 60", () => {
    for (const space of spaces) {
      for (let count = 1; count <= 60; count++) {
        const grid = gridLayout(count, space, gap);
        expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(count);
        expect(grid.columns * grid.width + gap * (grid.columns - 1)).toBeLessThanOrEqual(space.width);
        if (!grid.scrolls) expect(grid.rows * grid.height + gap * (grid.rows - 1)).toBeLessThanOrEqual(space.height);
        expect(grid.width).toBeGreaterThan(0);
      }
    }
  });

  it("leaves no row empty", () => {
    for (let count = 1; count <= 40; count++) {
      const grid = gridLayout(count, desktop, gap);
      expect(grid.columns * (grid.rows - 1)).toBeLessThan(count);
    }
  });

  it("fills a wide space with tiles of a screen's shape, and never wider", () => {
    expect(gridLayout(1, desktop, gap)).toMatchObject({ columns: 1, rows: 1 });
    expect(gridLayout(4, desktop, gap)).toMatchObject({ columns: 2, rows: 2 });
    expect(gridLayout(9, desktop, gap)).toMatchObject({ columns: 3, rows: 3 });
    for (let count = 1; count <= 25; count++) {
      const { width, height } = gridLayout(count, desktop, gap);
      expect(width / height).toBeLessThan(16 / 9 + 0.03);
    }
  });

  it("puts two people above each other on a phone, and six in two columns", () => {
    expect(gridLayout(2, phone, gap)).toMatchObject({ columns: 1, rows: 2 });
    expect(gridLayout(6, phone, gap)).toMatchObject({ columns: 2, rows: 3 });
  });

  it("covers at least 60 of 100 parts of a desktop's space", () => {
    for (let count = 1; count <= 25; count++) {
      const { width, height } = gridLayout(count, desktop, gap);
      expect(count * width * height / (desktop.width * desktop.height), `${count} tiles`).toBeGreaterThan(0.6);
    }
  });

  it("scrolls instead of shrinking faces to dots", () => {
    const grid = gridLayout(60, phone, gap);
    expect(grid.scrolls).toBe(true);
    expect(grid.width).toBeGreaterThanOrEqual(100);
  });

  it("is empty for nobody and for a space that is not there yet", () => {
    expect(gridLayout(0, desktop, gap).rows).toBe(0);
    expect(gridLayout(3, { width: 0, height: 0 }, gap).width).toBe(0);
  });
});

describe("one in focus", () => {
  it("gives the whole space when nobody else is there", () => {
    expect(focusLayout(desktop, gap, 0)).toEqual({ others: "below", strip: 0, main: desktop });
  });

  it("keeps the others in a strip below, and beside it in a wide low space", () => {
    const below = focusLayout(desktop, gap, 5);
    expect(below.others).toBe("below");
    expect(below.main.height + below.strip + gap).toBeCloseTo(desktop.height, 0);
    expect(focusLayout({ width: 900, height: 320 }, gap, 5).others).toBe("beside");
  });

  it("gives a phone's width to the shown one, and the rest to the others", () => {
    const layout = focusLayout(phone, gap, 5);
    expect(layout.others).toBe("grid");
    expect(layout.main.width / layout.main.height).toBeCloseTo(16 / 9, 1);
    expect(layout.main.height + gap + layout.strip).toBe(phone.height);
  });
});
