import { Hash, Podcast, Volume2 } from "lucide-react";
import { useState } from "react";
import { channels as routes } from "../../api/routes";
import { channels, useChannel } from "../../stores/entities";
import { goToChannel } from "../../stores/navigation";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Segments, SwitchRow, TextField } from "../../ui/Field";
import { Permission } from "../../wire/permissions";
import { ChannelType, OverwriteType } from "../../wire/types";
import { myId } from "../../stores/session";
import { useForm } from "../auth/AuthPage";

interface Props { guildId: string; parentId: string | null; type: number; onClose: () => void }

const kinds = [
  { value: String(ChannelType.text), text: "Text", icon: <Hash size={15} /> },
  { value: String(ChannelType.voice), text: "Voice", icon: <Volume2 size={15} /> },
  { value: String(ChannelType.stage), text: "Stage", icon: <Podcast size={15} /> },
] as const;

export default function CreateChannel({ guildId, parentId, type: wanted, onClose }: Props) {
  const category = wanted === ChannelType.category;
  const [type, setType] = useState(wanted);
  const written = type === ChannelType.text;
  const parent = useChannel(parentId);
  const [name, setName] = useState("");
  const [hidden, setHidden] = useState(false);
  const form = useForm(async () => {
    const view = String(Permission.viewChannel);
    const channel = await routes.create(guildId, {
      name: name.trim(), type, ...(parentId ? { parent_id: parentId } : {}),
      ...(hidden ? { permission_overwrites: [
        { id: guildId, type: OverwriteType.role, allow: "0", deny: view },
        { id: myId(), type: OverwriteType.member, allow: view, deny: "0" },
      ] } : {}),
    });
    // The dispatch may come after the answer; the way to the new channel should not wait for it.
    if (!channels.has(channel.id)) channels.set(channel.id, { ...channel, guild_id: guildId });
    onClose();
    if (!category) goToChannel(guildId, channel.id);
  });
  return (
    <Dialog title={category ? "Create a category" : "Create a channel"} text={category ? "A heading that keeps channels together." : parent ? `In ${parent.name ?? ""}` : "A place for one kind of conversation."} onClose={onClose} onSubmit={form.submit} foot={<>
      <Button tone="plain" onClick={onClose}>Cancel</Button>
      <Button type="submit" tone="primary" busy={form.busy} disabled={!name.trim()}>Create</Button>
    </>}>
      {!category && <Segments label="Kind of channel" value={String(type)} onChange={(value) => setType(Number(value))} options={kinds} />}
      <TextField label="Name" autoFocus value={name} maxLength={100} placeholder={category ? "Projects" : written ? "ideas" : "Lounge"}
        onChange={(event) => setName(!written ? event.target.value : event.target.value.toLowerCase().replace(/\s+/g, "-"))} error={form.fields.name} />
      <SwitchRow title="Private" text="Only you see it until you let roles or people in." checked={hidden} onChange={setHidden} />
      {form.error && <p className="field__error" role="alert">{form.error}</p>}
    </Dialog>
  );
}
