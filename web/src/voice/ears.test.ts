import { describe, expect, it } from "vitest";
import { heardAs, loudness } from "./ears";

const settings = { volumes: {}, silenced: [], outputVolume: 1, spatial: false };

describe("how somebody is heard", () => {
  it("is by the element as long as that can do it", () => {
    expect(heardAs(settings, false, "7", 0)).toEqual({ element: 1, gain: null, pan: 0 });
    expect(heardAs({ ...settings, volumes: { "7": 0.5 } }, false, "7", 0)).toEqual({ element: 0.25, gain: null, pan: 0 });
  });
  it("is by WebAudio when louder than it came or from a side, and then the element is silent", () => {
    expect(heardAs({ ...settings, volumes: { "7": 2 } }, false, "7", 0)).toEqual({ element: 0, gain: 2, pan: 0 });
    expect(heardAs({ ...settings, spatial: true }, false, "7", -1)).toEqual({ element: 0, gain: 1, pan: -0.8 });
  });
  it("is not at all when deafened, silenced, or when nobody is there", () => {
    const nothing = { element: 0, gain: null, pan: 0 };
    expect(heardAs({ ...settings, volumes: { "7": 2 } }, true, "7", 0)).toEqual(nothing);
    expect(heardAs({ ...settings, silenced: ["7"] }, false, "7", 0)).toEqual(nothing);
    expect(heardAs(settings, false, null, 0)).toEqual(nothing);
  });
  it("keeps within bounds whatever was stored", () => {
    expect(loudness(-3)).toBe(0);
    expect(loudness(99)).toBe(2);
    expect(heardAs({ ...settings, spatial: true }, false, "7", 99).pan).toBe(0.8);
  });
});
