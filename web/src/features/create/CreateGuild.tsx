import { useState } from "react";
import { guilds } from "../../api/routes";
import { goToChannel } from "../../stores/navigation";
import { userName } from "../../stores/names";
import { me } from "../../stores/session";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";
import { useForm } from "../auth/AuthPage";
import { PictureField } from "../settings/PictureField";

export default function CreateGuild({ onClose }: { onClose: () => void }) {
  const self = me.get();
  const [name, setName] = useState(self ? `${userName(self)}'s guild` : "");
  const [icon, setIcon] = useState<string | null>(null);
  const form = useForm(async () => {
    const guild = await guilds.create({ name: name.trim(), ...(icon ? { icon } : {}) });
    onClose();
    goToChannel(guild.id, null);
  });
  return (
    <Dialog title="Create a guild" text="Give your people a place. Name and picture can change any time." onClose={onClose} onSubmit={form.submit} foot={<>
      <Button tone="plain" onClick={onClose}>Cancel</Button>
      <Button type="submit" tone="primary" busy={form.busy} disabled={name.trim().length < 2}>Create guild</Button>
    </>}>
      <PictureField label="Picture" value={icon} shape="square" onChange={setIcon} fallback={name} />
      <TextField label="Guild name" value={name} maxLength={100} autoFocus onFocus={(event) => event.target.select()} onChange={(event) => setName(event.target.value)} error={form.fields.name} />
      {form.error && <p className="field__error" role="alert">{form.error}</p>}
    </Dialog>
  );
}
