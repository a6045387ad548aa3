// Friends: those one has, those who ask, those one has asked; and the way to ask somebody.
import { Check, MessageCircle, Phone, UserMinus, UserPlus, Users, X } from "lucide-react";
import { useState } from "react";
import { friends as routes } from "../../api/routes";
import { attempt } from "../../stores/attempt";
import { ring } from "../../stores/call";
import { open } from "../../stores/overlays";
import { usePeople } from "../../stores/relations";
import { userName } from "../../stores/names";
import { Button, IconButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";
import { RelationType, type User } from "../../wire/types";
import { useForm } from "../auth/AuthPage";
import { directWith, openDirect } from "./openDirect";
import { PersonRow } from "./PersonRow";
import "./direct.css";

export default function FriendsDialog({ onClose }: { onClose: () => void }) {
  const [friends, incoming, outgoing] = [usePeople(RelationType.friend), usePeople(RelationType.incoming), usePeople(RelationType.outgoing)];
  return (
    <Dialog title="Friends" text="Friends can call each other, and make groups together." onClose={onClose}
      foot={friends.length > 0 && <Button tone="quiet" onClick={() => open({ kind: "groupPeople", channelId: null })}><Users size={16} aria-hidden /> New group</Button>}>
      <Ask />
      {incoming.length > 0 && (
        <People title="They ask you" people={incoming} of={(user) => <>
          <IconButton label={`Accept ${userName(user)}`} className="person-row__yes" icon={<Check size={18} />} onClick={() => attempt(routes.befriend(user.id))} />
          <IconButton label={`Decline ${userName(user)}`} icon={<X size={18} />} onClick={() => attempt(routes.remove(user.id))} />
        </>} />
      )}
      {outgoing.length > 0 && (
        <People title="You have asked" people={outgoing} of={(user) => <IconButton label={`Take the request to ${userName(user)} back`} icon={<X size={18} />} onClick={() => attempt(routes.remove(user.id))} />} />
      )}
      {friends.length === 0 ? <p className="muted">You have no friends here yet. Ask somebody above, or on the card of a person in a guild.</p> : (
        <People title="Your friends" people={friends} of={(user) => <>
          <IconButton label={`Write to ${userName(user)}`} icon={<MessageCircle size={18} />} onClick={() => { onClose(); void openDirect(user.id); }} />
          <IconButton label={`Call ${userName(user)}`} icon={<Phone size={17} />} onClick={() => { onClose(); attempt(callTo(user)); }} />
          <IconButton label={`End the friendship with ${userName(user)}`} icon={<UserMinus size={17} />} onClick={() => open({
            kind: "confirm", danger: true, title: `End the friendship with ${userName(user)}?`, text: "You stay in the groups that you share.", action: "End it", run: () => routes.remove(user.id),
          })} />
        </>} />
      )}
    </Dialog>
  );
}

async function callTo(user: User): Promise<void> {
  const channel = await directWith(user.id);
  if (!channel) return;
  await openDirect(user.id);
  await ring(channel.id);
}

function Ask() {
  const [name, setName] = useState("");
  const [asked, setAsked] = useState<string | null>(null);
  const form = useForm(async () => {
    await routes.ask(name.trim());
    setAsked(name.trim());
    setName("");
  });
  return (
    <form className="friends__ask" onSubmit={form.submit}>
      <TextField label="Ask somebody" placeholder="Their username" autoCapitalize="none" autoComplete="off" spellCheck={false} maxLength={32} value={name} onChange={(event) => { setName(event.target.value); setAsked(null); }}
        error={form.fields.username ?? form.error ?? undefined} hint={asked ? <span role="status">{asked} has been asked.</span> : undefined} />
      <Button type="submit" tone="primary" busy={form.busy} disabled={name.trim().length < 2}><UserPlus size={16} aria-hidden /> Ask</Button>
    </form>
  );
}

function People({ title, people, of }: { title: string; people: readonly User[]; of: (user: User) => React.ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="person-list__title">{title} <span>{people.length}</span></h3>
      <ul className="person-list">{people.map((user) => <PersonRow key={user.id} user={user}>{of(user)}</PersonRow>)}</ul>
    </section>
  );
}
