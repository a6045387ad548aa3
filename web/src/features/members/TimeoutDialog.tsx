import { useState } from "react";
import { guilds as routes } from "../../api/routes";
import { nameIn } from "../../stores/names";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Select } from "../../ui/Field";
import { useForm } from "../auth/AuthPage";

const lengths: [number, string][] = [[60, "1 minute"], [300, "5 minutes"], [600, "10 minutes"], [3_600, "1 hour"], [86_400, "1 day"], [604_800, "1 week"], [2_419_000, "4 weeks"]];

export default function TimeoutDialog({ guildId, userId, onClose }: { guildId: string; userId: string; onClose: () => void }) {
  const [seconds, setSeconds] = useState(600);
  const form = useForm(async () => {
    await routes.patchMember(guildId, userId, { communication_disabled_until: new Date(Date.now() + seconds * 1000).toISOString() });
    onClose();
  });
  return (
    <Dialog title={`Time out ${nameIn(guildId, userId) ?? "this person"}?`} text="They can read, but not write or react, until it ends." onClose={onClose} onSubmit={form.submit} foot={<>
      <Button tone="plain" onClick={onClose}>Cancel</Button>
      <Button type="submit" tone="danger" busy={form.busy}>Time out</Button>
    </>}>
      <Select label="For how long" value={seconds} onChange={(event) => setSeconds(Number(event.target.value))}>{lengths.map(([value, text]) => <option key={value} value={value}>{text}</option>)}</Select>
      {form.error && <p className="field__error" role="alert">{form.error}</p>}
    </Dialog>
  );
}
