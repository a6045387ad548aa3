import { describe, expect, it } from "vitest";
import layouts from "../../../test-support/layouts.json";
import type { Component, Modal } from "../../wire/components";
import { initialAnswers, piecesOf, placeErrors, problemsIn, submission } from "./modalForm";

const trip = layouts.modal as unknown as Modal;
const more = layouts.modalMore as unknown as Modal;
const old = layouts.modalOld as unknown as Modal;

describe("a form of an application", () => {
  it("says what is missing, by field", () => {
    expect(problemsIn(piecesOf(trip), initialAnswers(piecesOf(trip)))).toEqual({ to: "This is needed.", boat: "Choose one." });
    expect(problemsIn(piecesOf(more), initialAnswers(piecesOf(more)))).toEqual({ weather: "Choose one." });
    expect(problemsIn(piecesOf(old), { text: "" })).toEqual({ text: "This is needed." });
  });
  it("holds texts, choices and files to their limits", () => {
    const pieces = piecesOf(more);
    const file = (name: string) => new File(["x"], name);
    expect(problemsIn(piecesOf(trip), { to: "x", remarks: "y".repeat(301), boat: ["k"], crew: [] })).toEqual({ to: "At least 2 characters.", remarks: "At most 300 characters; 1 too many." });
    expect(problemsIn(pieces, { weather: "fair", chart: [file("a.exe")], gear: [], told: false })).toEqual({ chart: "Only .png, .pdf." });
    expect(problemsIn(pieces, { weather: "fair", chart: [1, 2, 3].map((n) => file(`${n}.png`)), gear: ["radio", "flares", "raft"], told: false })).toEqual({ chart: "Choose at most 2 files.", gear: "Choose at most 2 choices." });
  });
  it("begins with what the application has put in", () => {
    const pieces = piecesOf({ components: [
      { type: 18, label: "A", component: { type: 4, custom_id: "a", style: 1, value: "before" } },
      { type: 18, label: "B", component: { type: 23, custom_id: "b", default: true } },
      { type: 18, label: "C", component: { type: 21, custom_id: "c", options: [{ label: "1", value: "1" }, { label: "2", value: "2", default: true }] } },
      { type: 18, label: "D", component: { type: 5, custom_id: "d", default_values: [{ id: "9", type: "user" }] } },
    ] });
    expect(initialAnswers(pieces)).toEqual({ a: "before", b: true, c: "2", d: ["9"] });
  });
  it("travels as its own tree with values", () => {
    const png = new File(["x"], "chart.png");
    const { data, files } = submission(more, { chart: [png], weather: "foul", gear: ["raft"], told: true });
    expect(data).toEqual({ id: more.id, custom_id: "more", attachments: [{ id: "0", filename: "chart.png" }], components: [
      { type: 18, id: 1, component: { type: 19, id: 2, custom_id: "chart", values: ["0"] } },
      { type: 18, id: 3, component: { type: 21, id: 4, custom_id: "weather", value: "foul" } },
      { type: 18, id: 5, component: { type: 22, id: 6, custom_id: "gear", values: ["raft"] } },
      { type: 18, id: 7, component: { type: 23, id: 8, custom_id: "told", value: true } },
    ] });
    expect(files).toEqual([png]);
    expect(submission(old, { text: "shorter queues" }).data.components).toEqual([{ type: 1, id: 1, components: [{ type: 4, id: 2, custom_id: "text", value: "shorter queues" }] }]);
    expect(submission(trip, initialAnswers(piecesOf(trip))).data.components[0]).toEqual({ type: 10, id: 1 });
  });
  it("shows what the server says at the field that it is about", () => {
    expect(placeErrors(piecesOf(trip), { "data.components.1.component.value": "Too short." })).toEqual({ to: "Too short." });
    expect(placeErrors(piecesOf(old), { "data.components.0.components.0.value": "Needed." })).toEqual({ text: "Needed." });
    expect(placeErrors(piecesOf(trip), { "data.components.1": "Bad." })).toEqual({ to: "Bad." });
    expect(placeErrors(piecesOf(trip), { nonce: "?" })).toEqual({});
  });
  it("is not followed deeper than any form goes", () => {
    let deep: Component = { type: 4, custom_id: "x" };
    for (let i = 0; i < 50; i++) deep = { type: 1, components: [deep] };
    expect(piecesOf({ components: [deep] })).toEqual([]);
  });
});
