import { Server, User } from "lucide-react";
import { Segments, SwitchRow, TextField } from "../../../ui/Field";
import { InstallType, type DeveloperApplication, type InstallConfig, type InstallParams } from "../../../wire/applications";
import { CopyField } from "../../applications/CopyField";
import { Check, PermissionChecks } from "../../applications/PermissionChecks";
import { parsePermissions } from "../../applications/permissions";
import { SaveBar } from "../../settings/SaveBar";
import type { TabProps } from "../ApplicationPage";
import { complaint, useDraft } from "../useDraft";

type LinkKind = "house" | "custom" | "none";

interface Install {
  link: LinkKind;
  custom: string;
  forGuilds: boolean;
  forUsers: boolean;
  scopes: string[];
  permissions: string;
}

export function InstallTab({ application, save }: TabProps) {
  const draft = useDraft<Install>(installOf(application), (changes) => {
    const next = { ...installOf(application), ...changes };
    const params: InstallParams | null = next.link === "house" && next.forGuilds ? { scopes: next.scopes, permissions: next.permissions } : null;
    const config: InstallConfig = {
      ...(next.forGuilds ? { [InstallType.guild]: params ? { oauth2_install_params: params } : {} } : {}),
      ...(next.forUsers ? { [InstallType.user]: next.link === "house" ? { oauth2_install_params: { scopes: ["applications.commands"], permissions: "0" } } : {} } : {}),
    };
    return save({ custom_install_url: next.link === "custom" ? next.custom : null, install_params: params, integration_types_config: config });
  });
  const { values, set, form } = draft;
  const scope = (name: string, on: boolean) => set({ scopes: on ? [...values.scopes, name] : values.scopes.filter((one) => one !== name) });
  return (
    <div className="stack">
      <div className="field">
        <span className="field__label">Where it can be had</span>
        <div className="choice-cards">
          <InstallCard icon={<Server size={20} />} title="Guild install" text="Whoever manages a guild adds it for everybody there." checked={values.forGuilds} locked={values.forGuilds && !values.forUsers} onChange={(forGuilds) => set({ forGuilds })} />
          <InstallCard icon={<User size={20} />} title="User install" text="A person adds it for themselves and uses its commands anywhere." checked={values.forUsers} locked={values.forUsers && !values.forGuilds} onChange={(forUsers) => set({ forUsers })} />
        </div>
        {complaint(form.fields, "integration_types_config") && <p className="field__error" role="alert">{complaint(form.fields, "integration_types_config")}</p>}
      </div>
      <div className="field">
        <span className="field__label">Install link</span>
        <div><Segments<LinkKind> label="Install link" value={values.link} onChange={(link) => set({ link })} options={[{ value: "house", text: "This house’s" }, { value: "custom", text: "My own" }, { value: "none", text: "None" }]} /></div>
        {values.link === "none" && <p className="field__hint">No “Add” button is shown. Links made under OAuth2 still work.</p>}
      </div>
      {values.link === "custom" && <TextField label="Address" type="url" placeholder="https://" value={values.custom} onChange={(event) => set({ custom: event.target.value })} error={form.fields.custom_install_url} hint="People are sent there to add your application." />}
      {values.link === "house" && <CopyField label="Link" value={`${location.origin}/oauth2/authorize?client_id=${application.id}`} hint="Share it: it asks for what is set below." />}
      {values.link === "house" && values.forGuilds && (
        <section className="settings__section stack">
          <h3>What it asks for in a guild</h3>
          <div className="checks-inline">
            <Check code text="bot" hint="A member that can read and write" checked={values.scopes.includes("bot")} onChange={(on) => scope("bot", on)} />
            <Check code text="applications.commands" hint="Commands people can use" checked={values.scopes.includes("applications.commands")} onChange={(on) => scope("applications.commands", on)} />
          </div>
          {complaint(form.fields, "install_params") && <p className="field__error" role="alert">{complaint(form.fields, "install_params")}</p>}
          {values.scopes.includes("bot") && <>
            <p className="field__hint">Permissions of its role. Whoever adds it can take some away.</p>
            <PermissionChecks value={parsePermissions(values.permissions)} onChange={(permissions) => set({ permissions: permissions.toString() })} />
          </>}
        </section>
      )}
      <SaveBar changed={draft.changed} form={form} onReset={draft.reset} />
    </div>
  );
}

function installOf(application: DeveloperApplication): Install {
  const config = application.integration_types_config;
  const params = application.install_params ?? config?.[InstallType.guild]?.oauth2_install_params;
  const forUsers = config ? InstallType.user in config : false;
  const isOffered = params !== undefined || config?.[InstallType.user]?.oauth2_install_params !== undefined;
  return {
    link: application.custom_install_url ? "custom" : isOffered ? "house" : "none",
    custom: application.custom_install_url ?? "",
    forGuilds: config && Object.keys(config).length > 0 ? InstallType.guild in config : true,
    forUsers,
    scopes: params?.scopes ?? ["bot", "applications.commands"],
    permissions: params?.permissions ?? "0",
  };
}

interface CardProps { icon: React.ReactNode; title: string; text: string; checked: boolean; locked: boolean; onChange: (checked: boolean) => void }

function InstallCard({ icon, title, text, checked, locked, onChange }: CardProps) {
  return (
    <div className="choice-card" data-checked={checked || undefined}>
      <span className="choice-card__icon" aria-hidden>{icon}</span>
      <SwitchRow title={title} text={text} checked={checked} disabled={locked} onChange={onChange} />
    </div>
  );
}
