import { useForm } from "../auth/AuthPage";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

interface Props {
  title: string;
  text: string;
  action: string;
  danger?: boolean;
  run: () => Promise<unknown>;
  onClose: () => void;
}

export function ConfirmDialog({ title, text, action, danger, run, onClose }: Props) {
  const form = useForm(async () => {
    await run();
    onClose();
  });
  return (
    <Dialog title={title} text={text} onClose={onClose} onSubmit={form.submit} foot={<>
      {action !== "Close" && <Button tone="plain" onClick={onClose}>Cancel</Button>}
      <Button type="submit" tone={danger ? "danger" : "primary"} busy={form.busy} autoFocus>{action}</Button>
    </>}>
      {form.error && <p className="field__error" role="alert">{form.error}</p>}
    </Dialog>
  );
}
