import { describe, expect, it } from "vitest";
import { Gate, SilenceDb, decibels, type GateSettings } from "./gate";

const gateWith = (settings: Partial<GateSettings>) => {
  const gate = new Gate();
  gate.configure({ mode: "activity", auto: false, thresholdDb: -40, ...settings });
  return gate;
};
/** Feeds a level for some time in steps of an audio block, and returns how long the gate was open. */
const feed = (gate: Gate, db: number, ms: number) => {
  let open = 0;
  for (let at = 0; at < ms; at += 2.5) if (gate.next(db, 2.5)) open += 2.5;
  return open;
};

describe("the gate", () => {
  it("opens with the first loud block and not before", () => {
    const gate = gateWith({});
    expect(feed(gate, -41, 500)).toBe(0);
    expect(gate.next(-39, 2.5)).toBe(true);
  });
  it("lets words end, then closes", () => {
    const gate = gateWith({});
    gate.next(-20, 2.5);
    const open = feed(gate, SilenceDb, 2_000);
    expect(open).toBeGreaterThan(200);
    expect(open).toBeLessThan(400);
    expect(gate.isOpen).toBe(false);
  });
  it("does not flutter around its threshold", () => {
    const gate = gateWith({});
    gate.next(-39, 2.5);
    expect(feed(gate, -42, 5_000)).toBe(5_000);
  });
  it("stays shut when muted and open while a key is held, however loud it is", () => {
    expect(feed(gateWith({ mode: "closed" }), 0, 100)).toBe(0);
    expect(feed(gateWith({ mode: "open" }), SilenceDb, 100)).toBe(100);
  });
  it("shuts at once when muted in the middle of a word", () => {
    const gate = gateWith({});
    gate.next(-10, 2.5);
    gate.configure({ mode: "closed", auto: false, thresholdDb: -40 });
    expect(gate.next(-10, 2.5)).toBe(false);
    gate.configure({ mode: "activity", auto: false, thresholdDb: -40 });
    expect(gate.next(SilenceDb, 2.5)).toBe(false);
  });
  it("puts its threshold above the noise of the room by itself", () => {
    const gate = gateWith({ auto: true });
    feed(gate, -48, 10_000);
    expect(gate.thresholdDb).toBeCloseTo(-36, 0);
    expect(gate.isOpen).toBe(false);
    expect(gate.next(-30, 2.5)).toBe(true);
  });
  it("does not take speech for noise", () => {
    const gate = gateWith({ auto: true });
    feed(gate, -65, 1_000);
    for (let word = 0; word < 20; word++) {
      expect(feed(gate, -25, 400)).toBe(400);
      feed(gate, -65, 150);
    }
    expect(gate.thresholdDb).toBeLessThan(-45);
  });
});

it("measures in decibels below full scale", () => {
  expect(decibels(1)).toBe(0);
  expect(decibels(0.01)).toBeCloseTo(-20);
  expect(decibels(0)).toBe(SilenceDb);
});
