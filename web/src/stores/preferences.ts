// Settings of this device.
import type { Id, Status } from "../wire/types";
import { Value } from "./reactive";
import { storage } from "./storage";

export type Theme = "system" | "dark" | "light";
export type Density = "cozy" | "compact";

export interface Preferences {
  theme: Theme;
  density: Density;
  reduceMotion: boolean;
  membersShown: boolean;
  /** Whether the text of a voice channel stands beside its call. */
  callChatShown: boolean;
  sendWithEnter: boolean;
  collapsedCategories: Id[];
  recentEmoji: string[];
  lastChannel: Record<Id, Id>;
  /** How I want to be seen; told to the gateway with every new session. */
  status: Status;
}

const Key = "guildhall.preferences";
const defaults: Preferences = {
  theme: "system",
  density: "cozy",
  reduceMotion: false,
  membersShown: true,
  callChatShown: true,
  sendWithEnter: true,
  collapsedCategories: [],
  recentEmoji: [],
  lastChannel: {},
  status: "online",
};

export const preferences = new Value<Preferences>({ ...defaults, ...storage.get<Partial<Preferences>>(Key, {}) });

export function prefer(change: Partial<Preferences>): void {
  preferences.update((current) => ({ ...current, ...change }));
  storage.set(Key, preferences.get());
}

export function applyTheme(): void {
  const { theme, density, reduceMotion } = preferences.get();
  const light = matchMedia("(prefers-color-scheme: light)").matches;
  const root = document.documentElement;
  root.dataset.theme = theme === "system" ? (light ? "light" : "dark") : theme;
  root.dataset.density = density;
  root.dataset.motion = reduceMotion ? "reduced" : "full";
  const background = getComputedStyle(root).getPropertyValue("--backdrop").trim();
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", background || "#101415");
}

export function watchTheme(): void {
  applyTheme();
  preferences.subscribe(applyTheme);
  matchMedia("(prefers-color-scheme: light)").addEventListener("change", applyTheme);
}
