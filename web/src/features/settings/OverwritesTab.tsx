// What a role or a person may do in one channel: allow, deny, or leave it to the guild.
import { Check, Minus, Plus, Trash2, X } from "lucide-react";
import { useState } from "react";
import { explain } from "../../api/errors";
import { channels as routes } from "../../api/routes";
import { membersOf, rolesOf, sortRoles } from "../../stores/entities";
import { cssColor, nameIn } from "../../stores/names";
import { notify } from "../../stores/overlays";
import { useDerived } from "../../stores/reactive";
import { Button } from "../../ui/Button";
import { Menu } from "../../ui/Menu";
import { bits, has } from "../../wire/permissions";
import { OverwriteType, type Channel, type Id, type Overwrite } from "../../wire/types";
import { useForm } from "../auth/AuthPage";
import { permissionGroups } from "./permissionCatalogue";
import { SaveBar } from "./SaveBar";

export function OverwritesTab({ channel }: { channel: Channel }) {
  const guildId = channel.guild_id ?? "";
  const roles = rolesOf.of(guildId);
  const members = membersOf.of(guildId);
  const [chosen, setChosen] = useState<Id>(guildId);
  const [added, setAdded] = useState<Overwrite[]>([]);
  const existing = channel.permission_overwrites ?? [];
  const all = [...existing, ...added.filter((one) => !existing.some((other) => other.id === one.id))];
  const everyone: Overwrite = all.find((one) => one.id === guildId) ?? { id: guildId, type: OverwriteType.role, allow: "0", deny: "0" };
  const list = [everyone, ...all.filter((one) => one.id !== guildId)];
  const current = list.find((one) => one.id === chosen) ?? everyone;

  const choices = useDerived([roles, members], () => ({
    roles: sortRoles(roles.values()).filter((role) => role.id !== guildId), members: members.values().slice(0, 40),
  }), [guildId]);
  const add = (id: Id, type: number) => {
    setAdded((now) => [...now, { id, type, allow: "0", deny: "0" }]);
    setChosen(id);
  };
  const nameOf = (one: Overwrite) => one.id === guildId ? "@everyone" : one.type === OverwriteType.role ? roles.get(one.id)?.name ?? "deleted role" : nameIn(guildId, one.id) ?? "someone";
  const colorOfRole = (one: Overwrite) => { const role = roles.get(one.id); return role?.color ? cssColor(role.color) : undefined; };

  return (
    <div className="roles">
      <div className="roles__list">
        <Menu align="start" trigger={<button type="button" className="button button--quiet button--small"><Plus size={15} /> Role or person</button>} entries={[
          { label: "Roles" },
          ...choices.roles.filter((role) => !list.some((one) => one.id === role.id)).map((role) => ({ text: role.name, icon: <span className="role-dot" style={{ background: role.color ? cssColor(role.color) : undefined }} />, run: () => add(role.id, OverwriteType.role) })),
          { label: "People" },
          ...choices.members.filter((member) => !list.some((one) => one.id === member.user.id)).map((member) => ({ text: nameIn(guildId, member.user.id) ?? "", run: () => add(member.user.id, OverwriteType.member) })),
        ]} />
        <ul>
          {list.map((one) => (
            <li key={one.id} className={`roles__row ${one.id === current.id ? "roles__row--chosen" : ""}`}>
              <button type="button" aria-pressed={one.id === current.id} onClick={() => setChosen(one.id)}><span className="role-dot" style={{ background: colorOfRole(one) }} /><span className="truncate">{nameOf(one)}</span></button>
            </li>
          ))}
        </ul>
      </div>
      <OverwriteEditor key={`${current.id}-${current.allow}-${current.deny}`} channel={channel} overwrite={current} name={nameOf(current)} onGone={() => { setAdded((now) => now.filter((one) => one.id !== current.id)); setChosen(guildId); }} />
    </div>
  );
}

type Choice = "allow" | "inherit" | "deny";

function OverwriteEditor({ channel, overwrite, name, onGone }: { channel: Channel; overwrite: Overwrite; name: string; onGone: () => void }) {
  const [draft, setDraft] = useState(overwrite);
  const changed = draft.allow !== overwrite.allow || draft.deny !== overwrite.deny;
  const form = useForm(() => routes.putOverwrite(channel.id, draft).then(() => undefined));
  const everyone = overwrite.id === channel.guild_id;
  const choiceOf = (bit: bigint): Choice => has(bits(draft.allow), bit) ? "allow" : has(bits(draft.deny), bit) ? "deny" : "inherit";
  const choose = (bit: bigint, choice: Choice) => setDraft((now) => ({
    ...now,
    allow: String(choice === "allow" ? bits(now.allow) | bit : bits(now.allow) & ~bit),
    deny: String(choice === "deny" ? bits(now.deny) | bit : bits(now.deny) & ~bit),
  }));
  const remove = () => routes.deleteOverwrite(channel.id, overwrite.id).then(onGone, (error: unknown) => notify(explain(error), "danger"));
  return (
    <div className="roles__editor stack">
      <p className="note">What <strong>{name}</strong> may do here. The middle leaves it to the guild's roles.</p>
      {permissionGroups.map((group) => {
        const shown = group.permissions.filter((one) => one.inChannel);
        return shown.length > 0 && (
          <section key={group.title} className="settings__section"><h3>{group.title === "Guild" ? "Channel" : group.title}</h3>
            {shown.map(({ bit, title, text }) => (
              <div key={title} className="setting-row"><div><div className="setting-row__title">{title}</div><div className="setting-row__text">{text}</div></div>
                <TriState label={title} value={choiceOf(bit)} onChange={(choice) => choose(bit, choice)} /></div>
            ))}
          </section>
        );
      })}
      {!everyone && <Button tone="danger-quiet" onClick={() => void remove()}><Trash2 size={15} /> Remove from this channel</Button>}
      <SaveBar changed={changed} form={form} onReset={() => setDraft(overwrite)} />
    </div>
  );
}

function TriState({ label, value, onChange }: { label: string; value: Choice; onChange: (choice: Choice) => void }) {
  const options: [Choice, React.ReactNode, string][] = [["deny", <X key="x" size={15} />, "Deny"], ["inherit", <Minus key="m" size={15} />, "Leave to the guild"], ["allow", <Check key="c" size={15} />, "Allow"]];
  return (
    <div className="tri-state" role="radiogroup" aria-label={label}>
      {options.map(([choice, icon, text]) => <button key={choice} type="button" role="radio" aria-checked={value === choice} aria-label={text} title={text} data-choice={choice} onClick={() => onChange(choice)}>{icon}</button>)}
    </div>
  );
}
