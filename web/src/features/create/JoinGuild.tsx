import { useState } from "react";
import { go } from "../../stores/navigation";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";

/** The code in whatever was pasted: a link of this or another form, or the bare code. */
export function inviteCodeOf(text: string): string | null {
  const found = /(?:invite\/)?([\w-]{2,64})\/?(?:[?#].*)?$/.exec(text.trim());
  return found?.[1] ?? null;
}

export default function JoinGuild({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const code = inviteCodeOf(text);
  const submit = () => {
    if (!code) return;
    onClose();
    go({ page: "invite", code });
  };
  return (
    <Dialog title="Join with an invite" text="Someone sent you a link or a code? It opens the door." onClose={onClose} onSubmit={submit} foot={<>
      <Button tone="plain" onClick={onClose}>Cancel</Button>
      <Button type="submit" tone="primary" disabled={!code}>Look inside</Button>
    </>}>
      <TextField label="Invite link or code" autoFocus value={text} placeholder={`${location.origin}/invite/…`} onChange={(event) => setText(event.target.value)} />
    </Dialog>
  );
}
