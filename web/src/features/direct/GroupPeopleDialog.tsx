// Choosing friends: for a new group, for one there is, or to make a group of a conversation of two.
import { Check, UserPlus } from "lucide-react";
import { useState } from "react";
import { groups, me as routes } from "../../api/routes";
import { channels, rememberUser, useChannel } from "../../stores/entities";
import { DirectMessages, goToChannel } from "../../stores/navigation";
import { drawer, open } from "../../stores/overlays";
import { usePeople } from "../../stores/relations";
import { userName } from "../../stores/names";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";
import { ChannelType, RelationType, type Channel, type Id } from "../../wire/types";
import { useForm } from "../auth/AuthPage";
import { GroupPeople } from "./limits";
import "./direct.css";

const SearchFrom = 8;

export default function GroupPeopleDialog({ channelId, onClose }: { channelId: Id | null; onClose: () => void }) {
  const channel = useChannel(channelId);
  const isGroup = channel?.type === ChannelType.groupDm;
  const inside = channel?.recipients?.map((user) => user.id) ?? [];
  const friends = usePeople(RelationType.friend).filter((user) => !inside.includes(user.id));
  const [chosen, setChosen] = useState<readonly Id[]>([]);
  const [text, setText] = useState("");
  const room = GroupPeople - 1 - inside.length;
  const form = useForm(async () => {
    const made = await bring(channel, chosen);
    onClose();
    drawer.set(null);
    if (made) goToChannel(DirectMessages, made);
  });
  const toggle = (id: Id) => setChosen((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  const shown = friends.filter((user) => `${userName(user)} ${user.username}`.toLowerCase().includes(text.trim().toLowerCase()));
  // Of one friend alone it would be the conversation that there is already.
  const enough = chosen.length > (channel ? 0 : 1);
  const action = isGroup ? "Add" : "Make the group";
  return (
    <Dialog title={isGroup ? "Add people to the group" : channel ? "Make it a group" : "New group"} onClose={onClose} onSubmit={form.submit}
      text={friends.length === 0 ? undefined : room > 0 ? `Choose friends: room for ${room}${chosen.length > 0 ? `, ${chosen.length} chosen` : ""}.` : `The group is full: ${GroupPeople} people fit.`}
      foot={friends.length > 0 ? <Button type="submit" tone="primary" busy={form.busy} disabled={!enough || chosen.length > room}>{action}</Button>
        : <Button tone="primary" onClick={() => open({ kind: "friends" })}><UserPlus size={16} aria-hidden /> Find friends</Button>}>
      {friends.length === 0 && <p className="muted">{inside.length > 0 ? "All your friends are here already." : "Groups are made of friends, and you have none here yet."}</p>}
      {friends.length > SearchFrom && <TextField label="Find a friend" type="search" autoFocus value={text} onChange={(event) => setText(event.target.value)} />}
      {friends.length > 0 && (
        <ul className="person-list" aria-label="Friends">
          {shown.map((user) => {
            const isChosen = chosen.includes(user.id);
            return (
              <li key={user.id}>
                <button type="button" role="checkbox" aria-checked={isChosen} aria-label={userName(user)} className="person-row person-row--choice" disabled={!isChosen && chosen.length >= room} onClick={() => toggle(user.id)}>
                  <Avatar user={user} size={38} />
                  <span className="person-row__who"><strong className="truncate">{userName(user)}</strong><span className="truncate">{user.username}</span></span>
                  <span className="person-row__tick" aria-hidden>{isChosen && <Check size={16} />}</span>
                </button>
              </li>
            );
          })}
          {shown.length === 0 && <li className="muted person-list__none">No friend is called so.</li>}
        </ul>
      )}
      {form.error && <p className="field__error" role="alert">{form.error}</p>}
    </Dialog>
  );
}

/** Brings people together; answers with the group to go to, or null when one is there already. */
async function bring(channel: Channel | undefined, people: readonly Id[]): Promise<Id | null> {
  if (channel?.type === ChannelType.groupDm) {
    for (const user of people) await groups.add(channel.id, user);
    return null;
  }
  const made = await routes.createGroup([...(channel?.recipients?.map((user) => user.id) ?? []), ...people]);
  made.recipients?.forEach(rememberUser);
  if (!channels.has(made.id)) channels.set(made.id, made);
  return made.id;
}
