import { describe, expect, it } from "vitest";
import { fromWire, queryAt, toWire, type Names } from "./mentionText";

const names: Names = {
  guildId: "1",
  members: [{ user: { id: "11", username: "ada.l" } }, { user: { id: "12", username: "bob" } }],
  roles: [{ id: "1", name: "@everyone" }, { id: "21", name: "Crew" }, { id: "22", name: "Crew leads" }],
  channels: [{ id: "31", name: "general" }, { id: "32", name: "ideen-für-alle" }],
  emojis: [{ id: "41", name: "party" }],
  shortcodes: new Map([["heart", "❤️"]]),
};

describe("mentions in what people type", () => {
  it.each([
    ["hi @ada.l and @bob!", "hi <@11> and <@12>!"],
    ["thanks @bob.", "thanks <@12>."],
    ["@Crew leads and @Crew", "<@&22> and <@&21>"],
    ["see #general, #ideen-für-alle", "see <#31>, <#32>"],
    [":party: :heart: :nothing:", "<:party:41> ❤️ :nothing:"],
    ["mail bob@bob.example", "mail bob@bob.example"],
    ["`@bob` stays", "`@bob` stays"],
    ["@nobody #nowhere", "@nobody #nowhere"],
    ["<:party:41>", "<:party:41>"],
  ])("%s", (typed, wire) => expect(toWire(typed, names)).toBe(wire));

  it("come back as names for editing", () => {
    const wire = "<@11> <@&22> <#31> <:party:41> <@99999>";
    expect(fromWire(wire, names)).toBe("@ada.l @Crew leads #general :party: <@99999>");
    expect(toWire(fromWire(wire, names), names)).toBe(wire);
  });

  it("are completed at the caret", () => {
    expect(queryAt("hello @ad", 9)).toEqual({ trigger: "@", text: "ad", from: 6 });
    expect(queryAt("a@b", 3)).toBeNull();
    expect(queryAt(":h", 2)).toBeNull();
    expect(queryAt(":he", 3)).toMatchObject({ trigger: ":" });
  });
});
