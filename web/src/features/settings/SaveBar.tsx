import { Button } from "../../ui/Button";
import type { FormState } from "../auth/AuthPage";

/** Appears when something has changed and waits to be kept. */
export function SaveBar({ changed, form, onReset }: { changed: boolean; form: FormState; onReset: () => void }) {
  if (!changed && !form.busy) return null;
  return (
    <div className="save-bar" role="status">
      <span>{form.error ?? "You have changes that aren't saved."}</span>
      <Button small tone="plain" onClick={onReset}>Reset</Button>
      <Button small tone="primary" busy={form.busy} onClick={() => form.submit()}>Save</Button>
    </div>
  );
}
