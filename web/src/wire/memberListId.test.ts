import { expect, it } from "vitest";
import { memberListId, murmur3 } from "./memberListId";
import type { Channel, Role } from "./types";

const everyone = { id: "1", permissions: "1024" } as Role;
const channel = (...permission_overwrites: object[]) => ({ id: "2", permission_overwrites } as unknown as Channel);

it("hashes as MurmurHash3 does", () => {
  expect(murmur3("")).toBe(0);
  expect(murmur3("test")).toBe(0xba6bd213);
  expect(murmur3("Hello, world!")).toBe(0xc0363e43);
});

it("names the list of an open channel everyone, and another one by who may view it", () => {
  expect(memberListId(channel(), everyone)).toBe("everyone");
  expect(memberListId(channel({ id: "1", type: 0, allow: "0", deny: "1024" }, { id: "3", type: 1, allow: "1024", deny: "0" }), everyone)).toBe(String(murmur3("allow:3,deny:1")));
});
