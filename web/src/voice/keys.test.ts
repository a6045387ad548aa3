// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PushKey } from "./keys";

const settings = { pushKey: "KeyV", pushReleaseMs: 200 };
const press = (type: "keydown" | "keyup", code: string, key: string, target: EventTarget = document.body) =>
  target.dispatchEvent(new KeyboardEvent(type, { code, key, bubbles: true }));
let changes: boolean[];
let push: PushKey;

beforeEach(() => {
  vi.useFakeTimers();
  changes = [];
  push = new PushKey(() => settings, (open) => changes.push(open));
  push.watch();
});
afterEach(() => {
  push.unwatch();
  vi.useRealTimers();
  document.body.replaceChildren();
});

it("is open while the key is held, and a moment longer", () => {
  press("keydown", "KeyV", "v");
  expect(push.held).toBe(true);
  press("keyup", "KeyV", "v");
  vi.advanceTimersByTime(199);
  expect(push.held).toBe(true);
  vi.advanceTimersByTime(1);
  expect(push.held).toBe(false);
  expect(changes).toEqual([true, false]);
});

it("stays open when the key is pressed again in that moment", () => {
  press("keydown", "KeyV", "v");
  press("keyup", "KeyV", "v");
  vi.advanceTimersByTime(100);
  press("keydown", "KeyV", "v");
  vi.advanceTimersByTime(5_000);
  expect(push.held).toBe(true);
  expect(changes).toEqual([true, true]);
});

it("leaves letters to whoever writes, and takes keys that write nothing", () => {
  const box = document.body.appendChild(document.createElement("textarea"));
  press("keydown", "KeyV", "v", box);
  expect(push.held).toBe(false);
  settings.pushKey = "F8";
  press("keydown", "F8", "F8", box);
  expect(push.held).toBe(true);
  settings.pushKey = "KeyV";
});

it("closes when another window takes the keyboard, and hears nothing once unwatched", () => {
  press("keydown", "KeyV", "v");
  window.dispatchEvent(new Event("blur"));
  vi.advanceTimersByTime(200);
  expect(push.held).toBe(false);
  push.unwatch();
  press("keydown", "KeyV", "v");
  expect(push.held).toBe(false);
});
