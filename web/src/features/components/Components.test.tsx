// @vitest-environment happy-dom
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import layouts from "../../../test-support/layouts.json";
import { channels } from "../../stores/entities";
import { failed, forget, pending } from "../../stores/interactions";
import { toLogMessage } from "../../stores/messageLog";
import type { Component } from "../../wire/components";
import type { Message } from "../../wire/types";
import Components from "./Components";

const posted: { url: string; body: Record<string, unknown> }[] = [];
let root: Root;
let box: HTMLElement;

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  posted.length = 0;
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    posted.push({ url, body: JSON.parse(String(init.body)) as Record<string, unknown> });
    return Promise.resolve(new Response(null, { status: 204 }));
  });
  channels.set("20", { id: "20", type: 0, guild_id: "10", name: "general" });
  box = document.body.appendChild(document.createElement("div"));
  root = createRoot(box);
});
afterEach(() => {
  act(() => root.unmount());
  box.remove();
  for (const row of pending.values()) forget(row.nonce);
  vi.unstubAllGlobals();
});

function show(components: unknown, more: Partial<Message> = {}) {
  const message = toLogMessage({ id: "500", channel_id: "20", type: 0, content: "", timestamp: "2026-01-01T00:00:00Z", author: { id: "90", username: "bot", bot: true }, components: components as Component[], ...more });
  act(() => root.render(<Components message={message} guildId="10" />));
}
const button = (name: string) => [...box.querySelectorAll<HTMLButtonElement>("button, a")].find((one) => one.textContent?.includes(name) || one.getAttribute("aria-label") === name) as HTMLButtonElement;

describe("the components of a message", () => {
  it("are buttons in their styles, links that lead away safely, and nothing to press where nothing may be pressed", () => {
    show(layouts.buttons);
    expect(button("Open a ticket").className).toContain("part-button--1");
    expect(button("Delete").className).toContain("part-button--4");
    expect(button("Closed").disabled).toBe(true);
    expect(button("👍")).toBeDefined();
    const link = box.querySelector("a") as HTMLAnchorElement;
    expect(link.href).toBe("https://example.org/handbook");
    expect(link.rel).toBe("noopener noreferrer nofollow");
    expect(link.target).toBe("_blank");
  });

  it("send what was pressed, wait, and say so when no answer comes", async () => {
    show(layouts.buttons, { flags: 64, application_id: "77" });
    await act(async () => button("Later").click());
    expect(posted).toHaveLength(1);
    expect(posted[0]).toMatchObject({ url: "/api/v10/interactions", body: { type: 3, application_id: "77", guild_id: "10", channel_id: "20", message_id: "500", message_flags: 64, data: { component_type: 2, custom_id: "later" } } });
    expect(button("Later").getAttribute("aria-busy")).toBe("true");
    expect(button("Approve").disabled).toBe(true);
    act(() => failed(String(posted[0]?.body.nonce)));
    expect(box.querySelector("[role=alert]")?.textContent).toContain("did not respond");
    expect(button("Approve").disabled).toBe(false);
  });

  it("are laid out as their author wants: sections, pictures, files, lines, curtains", () => {
    show(layouts.layout, { flags: 1 << 15 });
    expect(box.querySelector("[role=heading]")?.textContent).toBe("Harbour report");
    expect((box.querySelector(".container-part") as HTMLElement).style.getPropertyValue("--edge")).toBe("#3ba55c");
    expect(box.querySelectorAll(".section-part")).toHaveLength(2);
    expect(box.querySelectorAll("[role=separator]")).toHaveLength(1);
    expect(box.querySelector(".thumbnail-part img")?.getAttribute("alt")).toBe("The boat Kittiwake");
    expect(box.querySelectorAll(".media-part__item")).toHaveLength(3);
    expect(box.textContent).toContain("tides.pdf");
    const curtains = [...box.querySelectorAll<HTMLButtonElement>(".curtain__button")];
    expect(curtains).toHaveLength(2);
    expect(box.querySelectorAll("[inert]")).toHaveLength(2);
    act(() => curtains[1]?.click());
    expect(box.querySelectorAll("[inert]")).toHaveLength(1);
  });

  it("show selects with what they begin with", () => {
    show(layouts.selects);
    expect(box.querySelectorAll(".select-part")).toHaveLength(6);
    expect(box.querySelector(".select-part")?.getAttribute("aria-label")).toBe("Choose a boat");
    expect(box.querySelectorAll(".select-part")[1]?.getAttribute("aria-label")).toBe("Which days?: Monday");
  });

  it("let nothing hostile through", () => {
    show(layouts.hostile, { flags: 1 << 15 });
    const html = box.innerHTML;
    expect(box.querySelector("script")).toBeNull();
    expect([...box.querySelectorAll("a")].map((a) => a.href)).toEqual(["https://example.org/a"]);
    expect([...box.querySelectorAll("img")].map((img) => img.src)).toEqual(["https://example.org/ok.png"]);
    expect(html).not.toContain("passwd");
    expect(button("Run").disabled).toBe(true);
    expect(button("Data").disabled).toBe(true);
    expect(button("Odd").className).toContain("part-button--2");
    expect(box.querySelector(".container-part--edged")).toBeNull();
  });

  it("stop at a depth that no layout needs", () => {
    let deep: Component = { type: 10, content: "too deep" };
    for (let i = 0; i < 3000; i++) deep = { type: 17, components: [deep] };
    show([deep]);
    expect(box.querySelectorAll(".container-part").length).toBeLessThan(10);
    expect(box.textContent).not.toContain("too deep");
  });
});
