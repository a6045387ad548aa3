import { describe, expect, it } from "vitest";
import { applyListUpdate, rangesFor, type ListItem, type ListUpdate, type MemberListRows } from "./memberLists";

const member = (id: string): ListItem => ({ member: { user: { id, username: id }, roles: [] } });
const group = (id: string, count: number): ListItem => ({ group: { id, count } });
const update = (groups: [string, number][], ...ops: ListUpdate["ops"]): ListUpdate => ({
  guild_id: "1", id: "everyone", member_count: 5, online_count: 3, groups: groups.map(([id, count]) => ({ id, count })), ops,
});
const shown = (list: MemberListRows) => list.rows.map((row) => (row ? ("group" in row ? `#${row.group}` : row.userId) : "?"));

describe("a member list by range", () => {
  const first = applyListUpdate(undefined, update([["online", 4]], { op: "SYNC", range: [0, 2], items: [group("online", 4), member("a"), member("b")] }));

  it("is as long as its groups say, with holes where nothing was asked for", () => {
    expect(shown(first)).toEqual(["#online", "a", "b", "?", "?"]);
  });

  it("follows a move that is told as a deletion and an insertion", () => {
    const moved = applyListUpdate(first, update([["online", 4]], { op: "DELETE", index: 1 }, { op: "INSERT", index: 2, item: member("a") }));
    expect(shown(moved)).toEqual(["#online", "b", "a", "?", "?"]);
  });

  it("forgets what is invalidated, and shrinks with its groups", () => {
    const less = applyListUpdate(first, update([["online", 2]], { op: "INVALIDATE", range: [2, 4] }));
    expect(shown(less)).toEqual(["#online", "a", "?"]);
  });

  it("replaces a row in place", () => {
    expect(shown(applyListUpdate(first, update([["online", 4]], { op: "UPDATE", index: 2, item: member("c") })))).toEqual(["#online", "a", "c", "?", "?"]);
  });

  it("asks for whole windows, the first among them, and never for more than four", () => {
    expect(rangesFor(0, 20)).toEqual([[0, 99]]);
    expect(rangesFor(340, 460)).toEqual([[0, 99], [300, 399], [400, 499]]);
    expect(rangesFor(1000, 5000)).toHaveLength(4);
  });
});
