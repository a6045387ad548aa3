import { describe, expect, it } from "vitest";
import { defaultVoiceSettings } from "../stores/voiceSettings";
import { constraintsFor, needsReopening, troubleOf } from "./microphone";

describe("what is asked of the browser", () => {
  it("leaves noise to RNNoise where that runs, and else to the browser", () => {
    expect(constraintsFor(defaultVoiceSettings, false)).toMatchObject({ echoCancellation: true, noiseSuppression: false, autoGainControl: true, channelCount: 1 });
    expect(constraintsFor(defaultVoiceSettings, true)).toMatchObject({ noiseSuppression: true });
    expect(constraintsFor({ ...defaultVoiceSettings, noiseSuppression: false }, true)).toMatchObject({ noiseSuppression: false });
  });
  it("leaves music as it is, whatever else is on", () => {
    expect(constraintsFor({ ...defaultVoiceSettings, music: true }, true)).toMatchObject({ echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 2 });
  });
  it("names a device only when one was chosen", () => {
    expect(constraintsFor(defaultVoiceSettings, false)).not.toHaveProperty("deviceId");
    expect(constraintsFor({ ...defaultVoiceSettings, inputDevice: "usb" }, false).deviceId).toEqual({ exact: "usb" });
  });
  it("is asked again only for what the device itself does", () => {
    expect(needsReopening(defaultVoiceSettings, { ...defaultVoiceSettings, echoCancellation: false })).toBe(true);
    expect(needsReopening(defaultVoiceSettings, { ...defaultVoiceSettings, thresholdDb: -20, inputVolume: 2, mode: "push", volumes: { "1": 2 } })).toBe(false);
  });
});

it("tells a refusal from a missing and from a busy microphone", () => {
  const named = (name: string) => Object.assign(new Error(name), { name });
  expect(troubleOf(named("NotAllowedError"))).toBe("denied");
  expect(troubleOf(named("NotFoundError"))).toBe("missing");
  expect(troubleOf(named("NotReadableError"))).toBe("busy");
  expect(troubleOf("?")).toBe("missing");
});
