import { describe, expect, it } from "vitest";
import { AllPermissions, Permission as P, channelPermissions, guildPermissions, has, rank } from "./permissions";
import type { Member, Overwrite, Role } from "./types";

const guild = { id: "1", owner_id: "100" };
const role = (id: string, permissions: bigint, position = 1): Role => ({ id, name: id, color: 0, hoist: false, mentionable: false, managed: false, position, permissions: String(permissions) });
const roles = new Map([role("1", P.viewChannel | P.sendMessages | P.readMessageHistory, 0), role("2", P.manageMessages, 2), role("3", P.administrator, 3), role("4", P.attachFiles, 1)].map((r) => [r.id, r]));
const lookup = (id: string) => roles.get(id);
const who = (...roleIds: string[]) => ({ userId: "7", roleIds });
const over = (id: string, type: number, allow: bigint, deny: bigint): Overwrite => ({ id, type, allow: String(allow), deny: String(deny) });

describe("permissions", () => {
  it("give the owner and administrators everything", () => {
    expect(guildPermissions(guild, lookup, { userId: "100", roleIds: [] })).toBe(AllPermissions);
    expect(channelPermissions(guild, lookup, who("3"), { permission_overwrites: [over("1", 0, 0n, P.viewChannel)] })).toBe(AllPermissions);
  });
  it("add up over roles", () => {
    expect(has(guildPermissions(guild, lookup, who("2", "4")), P.manageMessages | P.attachFiles | P.sendMessages)).toBe(true);
  });
  it("let a role's allow win over another role's deny", () => {
    const channel = { permission_overwrites: [over("2", 0, 0n, P.sendMessages), over("4", 0, P.sendMessages, 0n)] };
    expect(has(channelPermissions(guild, lookup, who("2", "4"), channel), P.sendMessages)).toBe(true);
  });
  it("let the member's own overwrite win over every role", () => {
    const channel = { permission_overwrites: [over("4", 0, P.sendMessages, 0n), over("7", 1, 0n, P.sendMessages)] };
    expect(has(channelPermissions(guild, lookup, who("4"), channel), P.sendMessages)).toBe(false);
  });
  it("leave nothing where the channel cannot be seen", () => {
    expect(channelPermissions(guild, lookup, who("2"), { permission_overwrites: [over("1", 0, 0n, P.viewChannel)] })).toBe(0n);
  });
  it("take files away from who may not write", () => {
    const held = channelPermissions(guild, lookup, who("4"), { permission_overwrites: [over("1", 0, 0n, P.sendMessages)] });
    expect(has(held, P.viewChannel)).toBe(true);
    expect(has(held, P.attachFiles)).toBe(false);
  });
  it("shrink to reading during a timeout, except for administrators", () => {
    const until = "2030-01-01T00:00:00Z";
    const now = Date.parse("2029-12-31T00:00:00Z");
    expect(channelPermissions(guild, lookup, { ...who("2"), timedOutUntil: until }, {}, now)).toBe(P.viewChannel | P.readMessageHistory);
    expect(channelPermissions(guild, lookup, { ...who("3"), timedOutUntil: until }, {}, now)).toBe(AllPermissions);
    expect(has(channelPermissions(guild, lookup, { ...who("2"), timedOutUntil: until }, {}, Date.parse(until) + 1), P.sendMessages)).toBe(true);
  });
  it("rank by the highest role, the owner above all", () => {
    const member = (id: string, ...ids: string[]): Member => ({ user: { id, username: id }, roles: ids });
    expect(rank(guild, lookup, member("7", "4", "2"))).toBe(2);
    expect(rank(guild, lookup, member("100"))).toBe(Number.POSITIVE_INFINITY);
  });
  it("read nonsense as nothing", () => {
    expect(guildPermissions(guild, () => ({ permissions: "x" }), who("2"))).toBe(0n);
  });
});
