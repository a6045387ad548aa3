import { Gem, Gift, Plus, Trash2, Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { premium } from "../../../api/developers";
import { explain } from "../../../api/errors";
import { guilds, users } from "../../../stores/entities";
import { userName } from "../../../stores/names";
import { notify, open } from "../../../stores/overlays";
import { useDerived, useValue } from "../../../stores/reactive";
import { me } from "../../../stores/session";
import { Button, IconButton } from "../../../ui/Button";
import { Select, TextField } from "../../../ui/Field";
import { SkuFlag, SkuType, type Entitlement, type Sku } from "../../../wire/applications";
import { CopyField } from "../../applications/CopyField";
import { useForm } from "../../auth/AuthPage";
import type { TabProps } from "../ApplicationPage";

const types: readonly { value: string; type: number; flags: number; text: string }[] = [
  { value: "guild", type: SkuType.subscription, flags: SkuFlag.available | SkuFlag.ofGuild, text: "Subscription of a guild" },
  { value: "user", type: SkuType.subscription, flags: SkuFlag.available | SkuFlag.ofUser, text: "Subscription of a person" },
  { value: "durable", type: SkuType.durable, flags: SkuFlag.available, text: "Durable: bought once, kept" },
  { value: "consumable", type: SkuType.consumable, flags: SkuFlag.available, text: "Consumable: used up" },
];

const kindOf = (sku: Sku) => types.find((one) => one.type === sku.type && (sku.type !== SkuType.subscription || (one.flags & sku.flags) === one.flags))?.text ?? "SKU";

export function PremiumTab({ application }: TabProps) {
  const [skus, setSkus] = useState<Sku[] | null>(null);
  const [given, setGiven] = useState<Entitlement[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    Promise.all([premium.skus(application.id), premium.entitlements(application.id)])
      .then(([found, entitlements]) => { setSkus(found); setGiven(entitlements); }, (error: unknown) => setProblem(explain(error)));
  }, [application.id]);

  const removeSku = (sku: Sku) => open({
    kind: "confirm", title: `Delete ${sku.name}?`, text: "Entitlements that were given stay until you take them back.", action: "Delete SKU", danger: true,
    run: async () => { await premium.deleteSku(sku.id); setSkus((now) => now?.filter((one) => one.id !== sku.id) ?? null); },
  });
  const takeBack = (entitlement: Entitlement) => open({
    kind: "confirm", title: "Take it back?", text: "Your bot hears ENTITLEMENT_DELETE; a subscription ends.", action: "Take it back", danger: true,
    run: async () => { await premium.takeBack(application.id, entitlement.id); setGiven((now) => now.filter((one) => one.id !== entitlement.id)); },
  });
  if (problem) return <p className="field__error" role="alert">{problem}</p>;
  if (!skus) return <span className="spinner" role="status" aria-label="Loading" />;
  return (
    <div className="stack">
      <NewSku applicationId={application.id} onMade={(sku) => setSkus([...skus, sku])} />
      {skus.length === 0 ? <div className="empty"><span className="empty__art"><Gem size={26} /></span><p className="empty__title">No SKUs yet</p><p className="empty__text">A SKU is something your bot offers: a premium tier, a badge, a potion.</p></div> : (
        <ul className="plain-list">
          {skus.map((sku) => (
            <li key={sku.id} className="plain-list__row sku-row">
              <div><strong>{sku.name}</strong><div className="muted">{kindOf(sku)}</div></div>
              <CopyField label="Id" value={sku.id} />
              <IconButton label={`Delete ${sku.name}`} icon={<Trash2 size={16} />} onClick={() => removeSku(sku)} />
            </li>
          ))}
        </ul>
      )}
      {skus.length > 0 && <section className="settings__section stack">
        <div><h3>Test entitlements</h3><p className="muted">Give a SKU away; your bot hears ENTITLEMENT_CREATE as if it had been bought.</p></div>
        <GiveAway applicationId={application.id} skus={skus} onGiven={(entitlement) => setGiven((now) => [...now, entitlement])} />
        {given.length > 0 && <ul className="plain-list">
          {given.map((entitlement) => <EntitlementRow key={entitlement.id} entitlement={entitlement} sku={skus.find((one) => one.id === entitlement.sku_id)} onTakeBack={() => takeBack(entitlement)} />)}
        </ul>}
      </section>}
    </div>
  );
}

function NewSku({ applicationId, onMade }: { applicationId: string; onMade: (sku: Sku) => void }) {
  const [name, setName] = useState("");
  const [kind, setKind] = useState("guild");
  const form = useForm(async () => {
    const chosen = types.find((one) => one.value === kind);
    if (!chosen) return;
    onMade(await premium.createSku({ application_id: applicationId, name: name.trim(), type: chosen.type, flags: chosen.flags }));
    setName("");
  });
  return (
    <form className="inline-form inline-form--wrap" onSubmit={form.submit}>
      <TextField label="New SKU" value={name} maxLength={100} placeholder="Gold tier" onChange={(event) => setName(event.target.value)} error={form.fields.name ?? form.fields.application_id ?? form.error ?? undefined} />
      <Select label="Kind" value={kind} onChange={(event) => setKind(event.target.value)}>{types.map((one) => <option key={one.value} value={one.value}>{one.text}</option>)}</Select>
      <Button type="submit" tone="primary" busy={form.busy} disabled={!name.trim()}><Plus size={16} /> Make</Button>
    </form>
  );
}

function GiveAway({ applicationId, skus, onGiven }: { applicationId: string; skus: readonly Sku[]; onGiven: (entitlement: Entitlement) => void }) {
  const self = useValue(me);
  const mine = useDerived([guilds], () => guilds.values(), []);
  const [skuId, setSku] = useState(skus[0]?.id ?? "");
  const sku = skus.find((one) => one.id === skuId) ?? skus[0];
  const onlyGuilds = sku !== undefined && (sku.flags & SkuFlag.ofGuild) !== 0;
  const onlyUsers = sku !== undefined && (sku.flags & SkuFlag.ofUser) !== 0;
  const owners = [
    ...(onlyGuilds || !self ? [] : [{ id: self.id, type: 2 as const, text: `${userName(self)} (you)` }]),
    ...(onlyUsers ? [] : mine.map((guild) => ({ id: guild.id, type: 1 as const, text: guild.name }))),
  ];
  const [ownerId, setOwner] = useState("");
  const owner = owners.find((one) => one.id === ownerId) ?? owners[0];
  const form = useForm(async () => {
    if (!sku || !owner) return;
    onGiven(await premium.grant(applicationId, { sku_id: sku.id, owner_id: owner.id, owner_type: owner.type }));
    notify("Given.", "success");
  });
  return (
    <form onSubmit={form.submit}>
      <div className="inline-form inline-form--wrap">
        <Select label="What" value={sku?.id} onChange={(event) => setSku(event.target.value)}>{skus.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</Select>
        <Select label="To" value={owner?.id} onChange={(event) => setOwner(event.target.value)}>{owners.map((one) => <option key={one.id} value={one.id}>{one.text}</option>)}</Select>
        <Button type="submit" busy={form.busy} disabled={!sku || !owner}><Gift size={16} /> Give</Button>
      </div>
      {(form.error ?? Object.values(form.fields)[0]) && <p className="field__error form-line" role="alert">{form.error ?? Object.values(form.fields)[0]}</p>}
    </form>
  );
}

function EntitlementRow({ entitlement, sku, onTakeBack }: { entitlement: Entitlement; sku: Sku | undefined; onTakeBack: () => void }) {
  const guild = entitlement.guild_id ? guilds.get(entitlement.guild_id) : undefined;
  const user = entitlement.user_id ? users.get(entitlement.user_id) : undefined;
  const whose = entitlement.guild_id ? guild?.name ?? `guild ${entitlement.guild_id}` : user ? userName(user) : `user ${entitlement.user_id ?? ""}`;
  return (
    <li className="plain-list__row">
      <div><strong>{sku?.name ?? `SKU ${entitlement.sku_id}`}</strong><div className="muted">{whose}{entitlement.consumed ? " · used up" : ""}</div></div>
      <IconButton label={`Take ${sku?.name ?? "it"} back from ${whose}`} icon={<Undo2 size={16} />} onClick={onTakeBack} />
    </li>
  );
}
