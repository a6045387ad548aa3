import { useState } from "react";
import { guilds as routes } from "../../api/routes";
import { nameIn } from "../../stores/names";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Select } from "../../ui/Field";
import { useForm } from "../auth/AuthPage";

export default function BanDialog({ guildId, userId, onClose }: { guildId: string; userId: string; onClose: () => void }) {
  const [seconds, setSeconds] = useState(0);
  const name = nameIn(guildId, userId) ?? "this person";
  const form = useForm(async () => {
    await routes.ban(guildId, userId, { delete_message_seconds: seconds });
    onClose();
  });
  return (
    <Dialog title={`Ban ${name}?`} text="They leave, and can't come back until the ban is lifted in the guild settings." onClose={onClose} onSubmit={form.submit} foot={<>
      <Button tone="plain" onClick={onClose}>Cancel</Button>
      <Button type="submit" tone="danger" busy={form.busy}>Ban</Button>
    </>}>
      <Select label="Delete their messages" value={seconds} onChange={(event) => setSeconds(Number(event.target.value))}>
        <option value={0}>None</option><option value={3600}>From the last hour</option><option value={86400}>From the last day</option><option value={604800}>From the last 7 days</option>
      </Select>
      {form.error && <p className="field__error" role="alert">{form.error}</p>}
    </Dialog>
  );
}
