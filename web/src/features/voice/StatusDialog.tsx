import { useState } from "react";
import { setVoiceStatus } from "../../stores/call";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";
import type { Id } from "../../wire/types";
import { useForm } from "../auth/AuthPage";

const StatusMax = 500;

export function StatusDialog({ channelId, status, onClose }: { channelId: Id; status: string; onClose: () => void }) {
  const [text, setText] = useState(status);
  const form = useForm(async () => {
    await setVoiceStatus(channelId, text.trim() || null);
    onClose();
  });
  return (
    <Dialog title="What is this channel about just now?" text="Shown to everybody who sees the channel, until it is emptied." onClose={onClose} onSubmit={form.submit} foot={<>
      <Button tone="plain" onClick={onClose}>Cancel</Button><Button type="submit" tone="primary" busy={form.busy}>Save</Button>
    </>}>
      <TextField label="Status" autoFocus value={text} maxLength={StatusMax} placeholder="Sanding and coffee" onChange={(event) => setText(event.target.value)} error={form.fields.status ?? form.error ?? undefined} />
    </Dialog>
  );
}
