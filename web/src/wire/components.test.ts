import { describe, expect, it } from "vitest";
import layouts from "../../test-support/layouts.json";
import { safeColor, safeLink, safeMedia, textOf, walk, type Component } from "./components";

describe("what strangers put into components", () => {
  it("leads only to the web", () => {
    expect(safeLink("https://example.org/a?b=c")).toBe("https://example.org/a?b=c");
    for (const url of ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "//example.org", "example.org", "", "https://"]) expect(safeLink(url)).toBeNull();
  });
  it("shows pictures of the web and of this house, the house's copy first", () => {
    expect(safeMedia({ url: "https://example.org/a.png", proxy_url: "/proxy/a.png" })).toBe("/proxy/a.png");
    expect(safeMedia({ url: "/attachments/1/2/a.png" })).toBe("/attachments/1/2/a.png");
    for (const url of ["//evil.example/a.png", "javascript:alert(1)", "data:image/png;base64,x", "attachment://a.png"]) expect(safeMedia({ url })).toBeNull();
  });
  it("colours with colours", () => {
    expect(safeColor(0x3ba55c)).toBe("#3ba55c");
    expect(safeColor(0)).toBe("#000000");
    for (const color of [-1, 0x1000000, 1.5, Number.NaN, null, undefined, "red; background: url(x)" as unknown as number]) expect(safeColor(color)).toBeNull();
  });
  it("is walked to a depth and no further", () => {
    let deep: Component = { type: 10, content: "bottom" };
    for (let i = 0; i < 5000; i++) deep = { type: 17, components: [deep] };
    let seen = 0;
    walk([deep], () => seen++);
    expect(seen).toBeLessThan(10);
    expect(textOf([deep])).toBe("");
  });
  it("has words to read aloud", () => {
    expect(textOf(layouts.layout as Component[])).toContain("Harbour report");
    expect(textOf(layouts.layout as Component[])).toContain("Kittiwake");
  });
});
