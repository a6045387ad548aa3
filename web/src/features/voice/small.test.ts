import { describe, expect, it } from "vitest";
import { comings } from "./comings";
import { keyName, mayBePushKey } from "./keys";
import { duration, spoken } from "./people";
import { bitrate, gradeOf, percent } from "./quality";

const quality = { lossUp: 0, lossDown: 0, jitterMs: 5, rttMs: 20, kbps: 40 };
const quiet = { muted: false, serverMuted: false, deafened: false, serverDeafened: false, camera: false, screen: false };

describe("the quality of a connection", () => {
  it("is as good as its worst number", () => {
    expect(gradeOf(quality)).toBe("good");
    expect(gradeOf({ ...quality, lossDown: 0.03 })).toBe("fair");
    expect(gradeOf({ ...quality, rttMs: 700 })).toBe("poor");
    expect(gradeOf({ ...quality, lossUp: 0.03, jitterMs: 200 })).toBe("poor");
  });

  it("is unknown while nothing is measured, and not good", () => {
    expect(gradeOf(null)).toBe("unknown");
    expect(gradeOf({ lossUp: null, lossDown: null, jitterMs: null, rttMs: null, kbps: 12 })).toBe("unknown");
  });

  it("is written so that small losses do not look like none", () => {
    expect(percent(0)).toBe("0 %");
    expect(percent(0.004)).toBe("0.4 %");
    expect(percent(0.37)).toBe("37 %");
    expect(bitrate(2_540)).toBe("2.5 Mbit/s");
    expect(bitrate(null)).toBe("–");
  });
});

describe("the state of a person in words", () => {
  it("names the moderators' hand before the own choice", () => {
    expect(spoken("Ada", quiet)).toBe("Ada");
    expect(spoken("Ada", { ...quiet, muted: true, serverMuted: true, camera: true })).toBe("Ada, muted by a moderator, camera on");
    expect(spoken("Ada", { ...quiet, muted: true, deafened: true })).toBe("Ada, deafened");
  });
});

describe("comings and goings", () => {
  it("are the differences of two moments", () => {
    expect(comings(new Set(["a", "b"]), new Set(["b", "c"]))).toEqual({ came: ["c"], went: ["a"] });
  });
});

describe("keys of push-to-talk", () => {
  it("are called as they are printed", () => {
    expect(["KeyV", "Digit4", "Backquote", "ControlLeft", "Numpad0", "F8"].map(keyName)).toEqual(["V", "4", "`", "Left Ctrl", "Num 0", "F8"]);
  });

  it("are not those that move through pages and send messages", () => {
    expect(["Tab", "Enter", "Escape", ""].some(mayBePushKey)).toBe(false);
    expect(["KeyV", "Space", "F8"].every(mayBePushKey)).toBe(true);
  });
});

describe("how long a call lasts", () => {
  it("has hours only when there are some", () => {
    expect(duration(67_000)).toBe("1:07");
    expect(duration(3_725_000)).toBe("1:02:05");
    expect(duration(-5)).toBe("0:00");
  });
});
