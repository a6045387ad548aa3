// A modal's answers: what they begin with, what is wrong with them, and their form on the wire. Pure.
import { ComponentType, MaxDepth, isSelectType, type Component, type Modal } from "../../wire/components";
import { count, fitsTypes } from "../commands/values";

/** What a field holds: a text, chosen values, files, or a yes or no. */
export type Answer = string | readonly string[] | readonly File[] | boolean | null;
export type Answers = Readonly<Record<string, Answer>>;

export interface Field {
  part: Component;
  key: string;
  label: string;
  description?: string | undefined;
}

/** The fields of a modal in order, with their labels, and the texts between them. */
export type Piece = { kind: "field"; field: Field; path: string } | { kind: "text"; content: string; path: string };

export function piecesOf(modal: Pick<Modal, "components">): Piece[] {
  const pieces: Piece[] = [];
  modal.components.forEach((component, index) => collect(component, `components.${index}`, pieces, 0));
  return pieces;
}

function collect(component: Component, path: string, pieces: Piece[], depth: number): void {
  if (depth > MaxDepth) return;
  switch (component.type) {
    case ComponentType.textDisplay:
      pieces.push({ kind: "text", content: component.content ?? "", path });
      return;
    case ComponentType.actionRow:
      component.components?.forEach((part, index) => collect(part, `${path}.components.${index}`, pieces, depth + 1));
      return;
    case ComponentType.label:
      if (component.component && isField(component.component)) pieces.push({
        kind: "field", path: `${path}.component`,
        field: { part: component.component, key: keyOf(component.component), label: component.label ?? "", description: component.description ?? undefined },
      });
      return;
    default:
      if (isField(component)) pieces.push({ kind: "field", path, field: { part: component, key: keyOf(component), label: component.label ?? component.placeholder ?? "" } });
  }
}

const fieldTypes = new Set<number>([ComponentType.textInput, ComponentType.fileUpload, ComponentType.radioGroup, ComponentType.checkboxGroup, ComponentType.checkbox]);
const isField = (component: Component) => fieldTypes.has(component.type) || isSelectType(component.type);
const keyOf = (component: Component) => component.custom_id ?? `#${component.id ?? 0}`;

export function isRequired(part: Component): boolean {
  return part.type !== ComponentType.checkbox && (part.required ?? true);
}

export function initialAnswers(pieces: readonly Piece[]): Answers {
  return Object.fromEntries(pieces.flatMap((piece) => (piece.kind === "field" ? [[piece.field.key, initial(piece.field.part)]] : [])));
}

function initial(part: Component): Answer {
  const defaults = (part.options ?? []).filter((option) => option.default).map((option) => option.value);
  switch (part.type) {
    case ComponentType.textInput: return part.value ?? "";
    case ComponentType.checkbox: return part.default ?? false;
    case ComponentType.radioGroup: return defaults[0] ?? null;
    case ComponentType.checkboxGroup: case ComponentType.stringSelect: return defaults;
    case ComponentType.fileUpload: return [];
    default: return (part.default_values ?? []).map((entry) => entry.id);
  }
}

/** What is wrong, by field; empty when the form can be sent. */
export function problemsIn(pieces: readonly Piece[], answers: Answers): Record<string, string> {
  const found: Record<string, string> = {};
  for (const piece of pieces) {
    if (piece.kind !== "field") continue;
    const problem = problem_(piece.field.part, answers[piece.field.key] ?? null);
    if (problem) found[piece.field.key] = problem;
  }
  return found;
}

function problem_(part: Component, answer: Answer): string | null {
  switch (part.type) {
    case ComponentType.textInput: return textProblem(part, String(answer ?? ""));
    case ComponentType.checkbox: return null;
    case ComponentType.radioGroup: return isRequired(part) && answer === null ? "Choose one." : null;
    case ComponentType.fileUpload: {
      const files = (answer ?? []) as readonly File[];
      if (files.some((file) => !fitsTypes(file, part.file_types))) return `Only ${(part.file_types ?? []).join(", ")}.`;
      return howMany(part, files.length, "file");
    }
    case ComponentType.checkboxGroup: return howMany({ ...part, max_values: part.max_values ?? part.options?.length }, (answer as readonly string[] | null)?.length ?? 0, "choice");
    default: return howMany(part, (answer as readonly string[] | null)?.length ?? 0, "choice");
  }
}

function textProblem(part: Component, text: string): string | null {
  const length = [...text].length;
  if (length === 0) return isRequired(part) ? "This is needed." : null;
  if (part.min_length !== undefined && length < part.min_length) return `At least ${count(part.min_length, "character")}.`;
  const max = part.max_length ?? 4000;
  return length > max ? `At most ${count(max, "character")}; ${length - max} too many.` : null;
}

function howMany(part: Component, chosen: number, noun: string): string | null {
  const max = part.max_values ?? 1;
  const min = Math.max(isRequired(part) ? 1 : 0, Math.min(part.min_values ?? 1, max));
  if (chosen === 0) return isRequired(part) ? `Choose ${min === 1 ? (noun === "choice" ? "one" : `a ${noun}`) : `at least ${count(min, noun)}`}.` : null;
  if (chosen < min) return `Choose at least ${count(min, noun)}.`;
  return chosen > max ? `Choose at most ${count(max, noun)}.` : null;
}

export interface Submission {
  data: { id: string; custom_id: string; components: unknown[]; attachments?: { id: string; filename: string }[] };
  files: File[];
}

/** The answers in the form of the wire: the modal's own tree, with values in place of descriptions. */
export function submission(modal: Modal, answers: Answers): Submission {
  const files: File[] = [];
  const answered = (part: Component): object => {
    const answer = answers[keyOf(part)] ?? null;
    const named = { type: part.type, ...(part.id === undefined ? {} : { id: part.id }), ...(part.custom_id === undefined ? {} : { custom_id: part.custom_id }) };
    switch (part.type) {
      case ComponentType.textInput: return { ...named, value: answer ?? "" };
      case ComponentType.radioGroup: return { ...named, value: answer };
      case ComponentType.checkbox: return { ...named, value: answer === true };
      case ComponentType.fileUpload: {
        const values = ((answer ?? []) as readonly File[]).map((file) => String(files.push(file) - 1));
        return { ...named, values };
      }
      default: return { ...named, values: answer ?? [] };
    }
  };
  const mirrored = (component: Component): object => {
    const own = { type: component.type, ...(component.id === undefined ? {} : { id: component.id }) };
    if (component.type === ComponentType.actionRow) return { ...own, components: (component.components ?? []).map(answered) };
    if (component.type === ComponentType.label) return { ...own, ...(component.component ? { component: answered(component.component) } : {}) };
    return isField(component) ? answered(component) : own;
  };
  const components = modal.components.map(mirrored);
  return {
    files,
    data: {
      id: modal.id, custom_id: modal.custom_id, components,
      ...(files.length ? { attachments: files.map((file, id) => ({ id: String(id), filename: file.name })) } : {}),
    },
  };
}

/** Puts the sentences of a refused form to the fields that they are about. */
export function placeErrors(pieces: readonly Piece[], fields: Readonly<Record<string, string>>): Record<string, string> {
  const placed: Record<string, string> = {};
  for (const [path, sentence] of Object.entries(fields)) {
    const inside = path.replace(/^data\./, "");
    const piece = pieces.find((one) => inside === one.path || inside.startsWith(`${one.path}.`))
      ?? pieces.find((one) => one.path.startsWith(`${inside.split(".").slice(0, 2).join(".")}`) && inside.startsWith("components."));
    if (piece?.kind === "field") placed[piece.field.key] = sentence;
  }
  return placed;
}
