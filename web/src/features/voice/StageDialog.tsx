import { useState } from "react";
import { changeStage, startStage } from "../../stores/call";
import { useMayInChannel } from "../../stores/access";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { SwitchRow, TextField } from "../../ui/Field";
import { Permission } from "../../wire/permissions";
import type { Id } from "../../wire/types";
import { useForm } from "../auth/AuthPage";

const TopicMax = 120;

/** Opens a stage with a topic, or changes the topic of one that is open. */
export function StageDialog({ channelId, topic, onClose }: { channelId: Id; topic: string | null; onClose: () => void }) {
  const [text, setText] = useState(topic ?? "");
  const [tell, setTell] = useState(false);
  const mayTell = useMayInChannel(channelId, Permission.mentionEveryone);
  const form = useForm(async () => {
    await (topic === null ? startStage(channelId, text.trim(), tell) : changeStage(channelId, text.trim()));
    onClose();
  });
  return (
    <Dialog title={topic === null ? "Start the stage" : "Change the topic"} text="A topic tells people what they will hear." onClose={onClose} onSubmit={form.submit} foot={<>
      <Button tone="plain" onClick={onClose}>Cancel</Button>
      <Button type="submit" tone="primary" busy={form.busy} disabled={!text.trim()}>{topic === null ? "Start" : "Save"}</Button>
    </>}>
      <TextField label="Topic" autoFocus value={text} maxLength={TopicMax} placeholder="An evening about sails" onChange={(event) => setText(event.target.value)} error={form.fields.topic} />
      {topic === null && mayTell && <SwitchRow title="Tell everybody" text="Members get a notification that it begins." checked={tell} onChange={setTell} />}
      {form.error && <p className="field__error" role="alert">{form.error}</p>}
    </Dialog>
  );
}
