import { describe, expect, it } from "vitest";
import { Table } from "../stores/reactive";
import type { Handlers } from "./dispatches";
import { DispatchQueue } from "./dispatchQueue";

describe("the dispatch queue", () => {
  it("applies what has gathered in one go, and tells readers once", () => {
    const table = new Table<number>();
    let told = 0;
    table.subscribe(() => told++);
    let frame: () => void = () => undefined;
    const handlers = { TYPING_START: (d: { user_id: string }) => table.set(d.user_id, 1) } as unknown as Handlers;
    const queue = new DispatchQueue(handlers, (run) => { frame = run; });
    for (let index = 0; index < 200; index++) queue.push("TYPING_START", { user_id: String(index) });
    expect(table.size).toBe(0);
    frame();
    expect(table.size).toBe(200);
    expect(told).toBe(1);
  });

  it("goes on after a payload that cannot be read", () => {
    const seen: string[] = [];
    const reported: string[] = [];
    const handlers = { RESUMED: () => { throw new Error("no"); }, READY: () => seen.push("ready") } as unknown as Handlers;
    const queue = new DispatchQueue(handlers, () => undefined, (name) => reported.push(name));
    queue.push("RESUMED", {});
    queue.push("READY", {});
    queue.flush();
    expect(seen).toEqual(["ready"]);
    expect(reported).toEqual(["RESUMED"]);
  });

  it("leaves unknown dispatches alone", () => {
    let scheduled = false;
    new DispatchQueue({} as Handlers, () => { scheduled = true; }).push("SOMETHING_NEW", {});
    expect(scheduled).toBe(false);
  });
});
