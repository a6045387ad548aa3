import { describe, expect, it } from "vitest";
import { focusedOf, seatsOf, tilesOf } from "./tiles";

const person = (userId: string, more: { isSelf?: boolean; screen?: boolean } = {}) => ({ userId, isSelf: false, screen: false, ...more });
const keys = (tiles: { key: string }[]) => tiles.map((tile) => tile.key);

describe("the tiles of a call", () => {
  it("begin with the shared screens and end with oneself", () => {
    const tiles = tilesOf([person("me", { isSelf: true }), person("ada"), person("bo", { screen: true })]);
    expect(keys(tiles)).toEqual(["bo:screen", "ada:person", "bo:person", "me:person"]);
  });

  it("show the first screen of somebody else large until one chooses", () => {
    const tiles = tilesOf([person("me", { isSelf: true, screen: true }), person("bo", { screen: true })]);
    expect(focusedOf(tiles, "auto", "me")?.key).toBe("bo:screen");
    expect(focusedOf(tiles, "grid", "me")).toBeNull();
    expect(focusedOf(tiles, { key: "me:person" }, "me")?.key).toBe("me:person");
  });

  it("do not show one's own screen large by itself, or the mirror would have no end", () => {
    expect(focusedOf(tilesOf([person("me", { isSelf: true, screen: true }), person("ada")]), "auto", "me")).toBeNull();
  });

  it("forget a chosen tile that is gone", () => {
    expect(focusedOf(tilesOf([person("ada")]), { key: "bo:screen" }, "me")).toBeNull();
  });
});

describe("the seats of spatial sound", () => {
  it("follow the columns from left to right", () => {
    const tiles = tilesOf([person("a"), person("b"), person("c")]);
    expect(seatsOf(tiles, 3)).toEqual({ a: -1, b: 0, c: 1 });
  });

  it("put a short last row in the middle", () => {
    const tiles = tilesOf([person("a"), person("b"), person("c")]);
    expect(seatsOf(tiles, 2)).toEqual({ a: -1, b: 1, c: 0 });
  });

  it("seat somebody who shares a screen where the screen is", () => {
    const tiles = tilesOf([person("a"), person("b", { screen: true })]);
    expect(seatsOf(tiles, 3).b).toBe(-1);
  });

  it("are all in the middle when there is one column", () => {
    expect(seatsOf(tilesOf([person("a"), person("b")]), 1)).toEqual({ a: 0, b: 0 });
  });
});
