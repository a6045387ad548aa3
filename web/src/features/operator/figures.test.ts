import { describe, expect, it } from "vitest";
import type { Figures } from "../../api/operator";
import { joined, latest, noHour, short, within } from "./figures";

const news = (next: number, times: number[], cpu: (number | null)[]): Figures => ({ version: "", started_at: "", roles: "", cores: 2, every_ms: 5000, next, times, series: { cpu } });

describe("the last hour", () => {
  it("grows by what came since", () => {
    const hour = joined(joined(noHour, news(2, [1, 2], [10, 20])), news(3, [3], [30]));
    expect(hour).toEqual({ next: 3, times: [1, 2, 3], series: { cpu: [10, 20, 30] } });
  });

  it("begins anew when the server has", () => {
    expect(joined(joined(noHour, news(9, [1], [10])), news(0, [], []))).toEqual(noHour);
  });

  it("keeps no more than an hour", () => {
    const long = joined(noHour, news(900, Array.from({ length: 900 }, (_, i) => i), Array.from({ length: 900 }, (_, i) => i)));
    expect([long.times.length, long.times[0], long.series["cpu"]?.[0]]).toEqual([720, 180, 180]);
  });

  it("says the newest value there is, and none that is old", () => {
    const hour = joined(noHour, news(3, [1, 2, 3], [10, 20, null]));
    expect(latest(hour, "cpu")).toBe(20);
    expect(latest(hour, "cpu", 1)).toBeNull();
    expect(latest(hour, "nothing")).toBeNull();
  });

  it("shows the last minutes alone", () => {
    const hour = joined(noHour, news(3, [0, 60_000, 120_000], [1, 2, 3]));
    expect(within(hour, 1)).toEqual({ next: 3, times: [60_000, 120_000], series: { cpu: [2, 3] } });
    expect(within(noHour, 5)).toEqual(noHour);
  });
});

it.each([[null, "–"], [0, "0"], [0.126, "0.13"], [12.44, "12.4"], [1240.4, "1,240"], [234_567, "235 k"], [1_234_567, "1.23 M"]])("writes %s as %s", (value, text) => {
  expect(short(value)).toBe(text);
});
