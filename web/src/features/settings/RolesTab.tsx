import { ArrowDown, ArrowUp, Lock, Plus, Trash2 } from "lucide-react";
import { useState, type CSSProperties } from "react";
import { explain } from "../../api/errors";
import { roles as routes } from "../../api/routes";
import { myRank, permissionsInGuild } from "../../stores/access";
import { membersOf, rolesOf, useRoles } from "../../stores/entities";
import { cssColor } from "../../stores/names";
import { notify, open } from "../../stores/overlays";
import { useDerived, useRow } from "../../stores/reactive";
import { Button, IconButton } from "../../ui/Button";
import { SwitchRow, TextField } from "../../ui/Field";
import { bits, has } from "../../wire/permissions";
import type { Id, Role } from "../../wire/types";
import { useForm } from "../auth/AuthPage";
import { permissionGroups } from "./permissionCatalogue";
import { SaveBar } from "./SaveBar";

const swatches = [0, 0x4fcbb1, 0x5aa9e6, 0x7a8cf0, 0xb07be0, 0xe07bb0, 0xe8665f, 0xe68a4a, 0xe3b04b, 0x8bbf5a, 0x8fa3a0];

export function RolesTab({ guildId }: { guildId: Id }) {
  const roles = useRoles(guildId);
  const [chosen, setChosen] = useState<Id | null>(null);
  const mine = myRank(guildId);
  const current = useRow(rolesOf.of(guildId), chosen ?? roles[0]?.id);
  const counts = useCounts(guildId);
  const attempt = (work: Promise<unknown>) => void work.catch((error: unknown) => notify(explain(error), "danger"));
  const create = () => attempt(routes.create(guildId, { name: "new role" }).then((role) => {
    rolesOf.of(guildId).set(role.id, role);
    setChosen(role.id);
  }));
  const movable = roles.filter((role) => role.id !== guildId && role.position < mine);
  // New roles share a position until they are ordered, so the whole part below mine is numbered anew.
  const move = (role: Role, by: 1 | -1) => {
    const at = movable.indexOf(role);
    const order = movable.toSpliced(at, 1).toSpliced(at - by, 0, role);
    attempt(routes.reorder(guildId, order.map(({ id }, index) => ({ id, position: order.length - index }))));
  };
  return (
    <div className="roles">
      <div className="roles__list">
        <Button small onClick={create}><Plus size={15} /> New role</Button>
        <ul>
          {roles.map((role) => (
            <li key={role.id} className={`roles__row ${role.id === current?.id ? "roles__row--chosen" : ""}`}>
              <button type="button" onClick={() => setChosen(role.id)} aria-pressed={role.id === current?.id}>
                <span className="role-dot" style={{ background: role.color ? cssColor(role.color) : undefined }} />
                <span className="truncate">{role.id === guildId ? "@everyone" : role.name}</span>
                {role.id !== guildId && role.position >= mine ? <Lock size={13} aria-label="Above yours" /> : <span className="roles__count">{role.id === guildId ? "" : counts.get(role.id) ?? 0}</span>}
              </button>
              {role.id !== guildId && role.id === current?.id && role.position < mine && <span className="roles__move">
                <IconButton small label="Move up" icon={<ArrowUp size={14} />} disabled={movable[0] === role} onClick={() => move(role, 1)} />
                <IconButton small label="Move down" icon={<ArrowDown size={14} />} disabled={movable.at(-1) === role} onClick={() => move(role, -1)} />
              </span>}
            </li>
          ))}
        </ul>
        <p className="field__hint">Higher roles stand above lower ones. Name colour comes from the highest coloured role.</p>
      </div>
      {current && <RoleEditor key={current.id} guildId={guildId} role={current} locked={current.position >= mine && current.id !== guildId} onGone={() => setChosen(null)} />}
    </div>
  );
}

function useCounts(guildId: Id): ReadonlyMap<Id, number> {
  const members = membersOf.of(guildId);
  return useDerived([members], () => {
    const counts = new Map<Id, number>();
    for (const member of members.values()) for (const id of member.roles) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  }, []);
}

function RoleEditor({ guildId, role, locked, onGone }: { guildId: Id; role: Role; locked: boolean; onGone: () => void }) {
  const everyone = role.id === guildId;
  const [draft, setDraft] = useState(role);
  const held = permissionsInGuild(guildId);
  const change = (part: Partial<Role>) => setDraft((now) => ({ ...now, ...part }));
  const changed = (["name", "color", "hoist", "mentionable", "permissions"] as const).some((key) => draft[key] !== role[key]);
  const form = useForm(async () => {
    const next = await routes.patch(guildId, role.id, {
      ...(everyone ? {} : { name: draft.name.trim(), color: draft.color, hoist: draft.hoist, mentionable: draft.mentionable }),
      permissions: draft.permissions,
    });
    setDraft(next);
  });
  const toggle = (bit: bigint, on: boolean) => change({ permissions: String(on ? bits(draft.permissions) | bit : bits(draft.permissions) & ~bit) });
  const remove = () => open({
    kind: "confirm", danger: true, title: `Delete the role ${role.name}?`, text: "Whoever has it loses what it allows.", action: "Delete role",
    run: () => routes.delete(guildId, role.id).then(onGone),
  });
  return (
    <fieldset className="roles__editor stack" disabled={locked}>
      {locked && <p className="note"><Lock size={15} /> This role stands above yours, so you can look but not touch.</p>}
      {everyone ? <p className="note">What everybody in the guild may do.</p> : <>
        <TextField label="Role name" value={draft.name} maxLength={100} onChange={(event) => change({ name: event.target.value })} error={form.fields.name} />
        <div className="field"><span className="field__label">Colour</span>
          <div className="swatches" role="radiogroup" aria-label="Colour">
            {swatches.map((color) => (
              <button key={color} type="button" role="radio" aria-checked={draft.color === color} aria-label={color ? cssColor(color) : "No colour"} className="swatch" style={{ "--swatch": color ? cssColor(color) : "transparent" } as CSSProperties} onClick={() => change({ color })} />
            ))}
            <input type="color" className="swatch swatch--own" aria-label="Own colour" value={cssColor(draft.color || 0x888888)} onChange={(event) => change({ color: parseInt(event.target.value.slice(1), 16) })} />
          </div>
        </div>
        <SwitchRow title="Show apart in the member list" checked={draft.hoist} disabled={locked} onChange={(hoist) => change({ hoist })} />
        <SwitchRow title="Anyone can mention this role" checked={draft.mentionable} disabled={locked} onChange={(mentionable) => change({ mentionable })} />
      </>}
      {permissionGroups.map((group) => (
        <section key={group.title} className="settings__section"><h3>{group.title}</h3>
          {group.permissions.map(({ bit, title, text }) => (
            <SwitchRow key={title} title={title} text={text} checked={has(bits(draft.permissions), bit)} disabled={locked || !has(held, bit)} onChange={(on) => toggle(bit, on)} />
          ))}
        </section>
      ))}
      {!everyone && !role.managed && !locked && <div className="settings__section"><Button tone="danger-quiet" onClick={remove}><Trash2 size={15} /> Delete role</Button></div>}
      <SaveBar changed={changed} form={form} onReset={() => setDraft(role)} />
    </fieldset>
  );
}
