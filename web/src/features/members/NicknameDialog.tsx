import { useState } from "react";
import { guilds as routes } from "../../api/routes";
import { membersOf } from "../../stores/entities";
import { userName } from "../../stores/names";
import { myId } from "../../stores/session";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";
import { useForm } from "../auth/AuthPage";

export default function NicknameDialog({ guildId, userId, onClose }: { guildId: string; userId: string; onClose: () => void }) {
  const member = membersOf.of(guildId).get(userId);
  const [nick, setNick] = useState(member?.nick ?? "");
  const form = useForm(async () => {
    const body = { nick: nick.trim() || null };
    if (userId === myId()) await routes.patchSelf(guildId, body);
    else await routes.patchMember(guildId, userId, body);
    onClose();
  });
  return (
    <Dialog title="Change nickname" text="It is used in this guild only." onClose={onClose} onSubmit={form.submit} foot={<>
      <Button tone="plain" onClick={onClose}>Cancel</Button>
      <Button type="submit" tone="primary" busy={form.busy}>Save</Button>
    </>}>
      <TextField label="Nickname" autoFocus maxLength={32} value={nick} placeholder={member ? userName(member.user) : ""} onChange={(event) => setNick(event.target.value)} error={form.fields.nick} />
      {form.error && <p className="field__error" role="alert">{form.error}</p>}
    </Dialog>
  );
}
