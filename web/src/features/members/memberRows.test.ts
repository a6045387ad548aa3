import { describe, expect, it } from "vitest";
import type { Member, Presence, Role } from "../../wire/types";
import { memberRows } from "./memberRows";

const role = (id: string, position: number, hoist = true): Role => ({ id, name: id, position, hoist, color: 0, permissions: "0", managed: false, mentionable: false });
const member = (id: string, ...roles: string[]): Member => ({ user: { id, username: id }, roles });

describe("the member list", () => {
  it("puts people under their highest hoisted role, the rest online or offline, by name", () => {
    const online = new Set(["c", "b", "a", "z"]);
    const rows = memberRows({
      members: [member("z", "crew"), member("b"), member("a"), member("c", "crew", "lead"), member("d", "lead")],
      roles: [role("crew", 1), role("lead", 2), role("quiet", 3, false)],
      presenceOf: (id) => online.has(id) ? ({ user: { id }, status: "online" } satisfies Presence) : undefined,
      maySee: () => true,
    });
    expect(rows.map((row) => row.kind === "heading" ? `${row.title} ${row.count}` : row.member.user.id)).toEqual(["lead 1", "c", "crew 1", "z", "Online 2", "a", "b", "Offline 1", "d"]);
  });
  it("leaves out who cannot see the channel", () => {
    expect(memberRows({ members: [member("a")], roles: [], presenceOf: () => undefined, maySee: () => false })).toEqual([]);
  });
});
