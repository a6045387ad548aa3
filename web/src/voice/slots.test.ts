import { expect, it } from "vitest";
import type { Slot } from "./protocol";
import { Slots } from "./slots";

const slot = (mid: string, user: string | null, kind: Slot["kind"] = "audio"): Slot => ({ mid, kind, user_id: user });

it("keeps what each section carries, and says which changed", () => {
  const slots = new Slots();
  expect(slots.take([slot("4", "1"), slot("5", "2"), slot("12", "2", "camera"), slot("6", null)])).toEqual(["4", "5", "12"]);
  expect(slots.at("12")).toEqual({ kind: "camera", userId: "2" });
  expect(slots.midsOf("2", "camera")).toEqual(["12"]);
  expect(slots.take([slot("4", "1"), slot("5", "2")])).toEqual([]);
});

it("gives a section to another person, to another kind, and to nobody", () => {
  const slots = new Slots();
  slots.take([slot("4", "1"), slot("12", "2", "camera")]);
  expect(slots.take([slot("4", "3"), slot("12", "2", "screen")])).toEqual(["4", "12"]);
  expect(slots.at("4")?.userId).toBe("3");
  expect(slots.midsOf("2", "camera")).toEqual([]);
  expect(slots.take([slot("4", null)])).toEqual(["4"]);
  expect(slots.at("4")).toBeUndefined();
});
