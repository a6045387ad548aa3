// A group: what it is called, who is in it, and the way out.
import { LogOut, UserMinus, UserPlus } from "lucide-react";
import { useEffect, useState } from "react";
import { groups } from "../../api/routes";
import { call, leave } from "../../stores/call";
import { useChannel } from "../../stores/entities";
import { channelName, userName } from "../../stores/names";
import { go, route } from "../../stores/navigation";
import { open } from "../../stores/overlays";
import { useValue } from "../../stores/reactive";
import { me } from "../../stores/session";
import { Button, IconButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";
import type { Channel, Id } from "../../wire/types";
import { useForm } from "../auth/AuthPage";
import { GroupPeople } from "./limits";
import { PersonRow } from "./PersonRow";
import "./direct.css";

const MaxName = 100;

export default function GroupDialog({ channelId, onClose }: { channelId: Id; onClose: () => void }) {
  const channel = useChannel(channelId);
  // Out of it, by oneself or by its owner: there is nothing to show any more.
  useEffect(() => {
    if (!channel) onClose();
  }, [channel, onClose]);
  return channel ? <Group channel={channel} onClose={onClose} /> : null;
}

function Group({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const self = useValue(me);
  const [name, setName] = useState(channel.name ?? "");
  const others = channel.recipients ?? [];
  const owns = self !== null && channel.owner_id === self.id;
  const form = useForm(async () => {
    if (name.trim() !== (channel.name ?? "")) await groups.rename(channel.id, name.trim() || null);
    onClose();
  });
  const full = others.length + 1 >= GroupPeople;
  return (
    <Dialog title={channelName(channel)} onClose={onClose} onSubmit={form.submit} foot={<>
      <Button tone="danger-quiet" onClick={() => askToLeave(channel)}><LogOut size={16} aria-hidden /> Leave</Button>
      <Button type="submit" tone="primary" busy={form.busy} disabled={name.trim() === (channel.name ?? "")}>Save the name</Button>
    </>}>
      <TextField label="Name of the group" maxLength={MaxName} value={name} placeholder={others.map(userName).join(", ")} onChange={(event) => setName(event.target.value)} error={form.fields.name ?? form.error ?? undefined}
        hint="Everybody in it sees the name, and may change it." />
      <section aria-label="People">
        <h3 className="person-list__title">People <span>{others.length + 1} of {GroupPeople}</span></h3>
        <ul className="person-list">
          {self && <PersonRow user={self} note={owns ? "you, owner" : "you"} />}
          {others.map((user) => (
            <PersonRow key={user.id} user={user} note={user.id === channel.owner_id ? "owner" : undefined}>
              {owns && <IconButton label={`Take ${userName(user)} out of the group`} icon={<UserMinus size={17} />} onClick={() => open({
                kind: "confirm", danger: true, title: `Take ${userName(user)} out?`, text: "They no longer see the group, nor what was written in it.", action: "Take out", run: () => groups.remove(channel.id, user.id),
              })} />}
            </PersonRow>
          ))}
        </ul>
        <Button wide disabled={full} onClick={() => open({ kind: "groupPeople", channelId: channel.id })}><UserPlus size={16} aria-hidden /> {full ? "The group is full" : "Add friends"}</Button>
      </section>
    </Dialog>
  );
}

function askToLeave(channel: Channel): void {
  open({
    kind: "confirm", danger: true, title: `Leave ${channelName(channel)}?`, text: "You come back only if somebody in it adds you again.", action: "Leave the group",
    run: async () => {
      // Out of its call first: who is put out of it by the server is told so, and asked whether to try again.
      if (call.get().channelId === channel.id) await leave();
      await groups.leave(channel.id);
      const at = route.get();
      if (at.page === "channel" && at.channelId === channel.id) go({ page: "home" });
    },
  });
}
