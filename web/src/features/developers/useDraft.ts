import { useState } from "react";
import { useForm, type FormState } from "../auth/AuthPage";

export interface Draft<T> {
  values: T;
  changed: boolean;
  form: FormState;
  set: (change: Partial<T>) => void;
  reset: () => void;
}

/** What is on the page beside what is saved: only the differences are sent. */
export function useDraft<T extends object>(saved: T, save: (changes: Partial<T>) => Promise<unknown>): Draft<T> {
  const [edits, setEdits] = useState<Partial<T>>({});
  const values = { ...saved, ...edits };
  const changes = Object.fromEntries(Object.entries(edits).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(saved[key as keyof T]))) as Partial<T>;
  const form = useForm(async () => {
    await save(changes);
    setEdits({});
  });
  return {
    values, form, changed: Object.keys(changes).length > 0,
    set: (change) => setEdits((now) => ({ ...now, ...change })),
    reset: () => setEdits({}),
  };
}

/** The first complaint about a field or what is inside it, such as "redirect_uris.0". */
export function complaint(fields: Readonly<Record<string, string>>, name: string): string | undefined {
  return fields[name] ?? Object.entries(fields).find(([path]) => path.startsWith(`${name}.`))?.[1];
}
