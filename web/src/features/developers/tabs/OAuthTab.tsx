import { ChevronDown, ExternalLink, Plus, X } from "lucide-react";
import { useState } from "react";
import { developers } from "../../../api/developers";
import { explain } from "../../../api/errors";
import { notify, open } from "../../../stores/overlays";
import { Button, IconButton } from "../../../ui/Button";
import { Select, SwitchRow } from "../../../ui/Field";
import { CopyField, SecretField } from "../../applications/CopyField";
import { Check, PermissionChecks } from "../../applications/PermissionChecks";
import { isInstallOnly, scopeTexts } from "../../applications/scopes";
import { SaveBar } from "../../settings/SaveBar";
import type { TabProps } from "../ApplicationPage";
import { useDraft } from "../useDraft";

const MostRedirects = 10;
/** The first scopes of the list are those that nearly everybody asks for. */
const CommonScopes = 12;
const PublicClient = 1 << 8;

export function OAuthTab({ application, save }: TabProps) {
  const [secret, setSecret] = useState<string | null>(null);
  const draft = useDraft({ redirect_uris: application.redirect_uris }, (changes) => save({ ...changes, redirect_uris: changes.redirect_uris?.map((uri) => uri.trim()).filter(Boolean) ?? [] }));
  const uris = draft.values.redirect_uris;
  const put = (redirect_uris: string[]) => draft.set({ redirect_uris });
  const reset = () => open({
    kind: "confirm", title: "Make a new client secret?", text: "The old secret stops working at once. Your site can't sign anybody in until it has the new one.", action: "Make a new secret", danger: true,
    run: async () => setSecret((await developers.resetSecret(application.id)).secret),
  });
  const general = draft.form.fields.redirect_uris;
  return (
    <div className="stack">
      <CopyField label="Client id" value={application.id} />
      <SecretField label="Client secret" value={secret} explanation="Your site proves with it that it is your site. It is shown once, when it is made." action="New secret" onReset={reset} />
      <SwitchRow title="Public client" text="For apps on people’s own devices, which can keep no secret: codes are redeemed with PKCE alone." checked={(application.flags & PublicClient) !== 0} onChange={(on) => {
        save({ flags: on ? application.flags | PublicClient : application.flags & ~PublicClient }).catch((error: unknown) => notify(explain(error), "danger"));
      }} />
      <section className="settings__section stack">
        <div><h3>Redirects</h3><p className="muted">After somebody agrees, they are sent to one of these addresses, which must match to the letter.</p></div>
        {uris.map((uri, index) => {
          const error = draft.form.fields[`redirect_uris.${index}`];
          return (
            <div key={index} className="field">
              <div className="copy-field">
                <input className="input" type="url" placeholder="https://example.org/callback" aria-label={`Redirect ${index + 1}`} aria-invalid={!!error} value={uri} onChange={(event) => put(uris.with(index, event.target.value))} />
                <IconButton label="Remove" icon={<X size={17} />} onClick={() => put(uris.toSpliced(index, 1))} />
              </div>
              {error && <p className="field__error" role="alert">{error}</p>}
            </div>
          );
        })}
        {general && <p className="field__error" role="alert">{general}</p>}
        {uris.length < MostRedirects && <Button small className="at-start" onClick={() => put([...uris, ""])}><Plus size={15} /> Add a redirect</Button>}
      </section>
      <UrlGenerator id={application.id} redirects={application.redirect_uris} />
      <SaveBar changed={draft.changed} form={draft.form} onReset={draft.reset} />
    </div>
  );
}

function UrlGenerator({ id, redirects }: { id: string; redirects: readonly string[] }) {
  const [scopes, setScopes] = useState<string[]>(["bot", "applications.commands"]);
  const [all, setAll] = useState(false);
  const [permissions, setPermissions] = useState(0n);
  const [redirect, setRedirect] = useState(redirects[0] ?? "");
  const needsCode = !isInstallOnly(scopes);
  const query = new URLSearchParams({ client_id: id });
  if (scopes.includes("bot")) query.set("permissions", permissions.toString());
  if (needsCode) {
    query.set("response_type", "code");
    query.set("redirect_uri", redirect);
  }
  query.set("scope", scopes.join(" "));
  const url = `${location.origin}/oauth2/authorize?${query.toString()}`;
  return (
    <section className="settings__section stack">
      <div><h3>Link generator</h3><p className="muted">Tick what is needed, and share the link below.</p></div>
      <fieldset className="checks checks--wide">
        <legend>Scopes</legend>
        {scopeTexts.filter(({ scope }, index) => all || index < CommonScopes || scopes.includes(scope)).map(({ scope, text }) => (
          <Check key={scope} code text={scope} hint={text} checked={scopes.includes(scope)} onChange={(on) => setScopes(on ? [...scopes, scope] : scopes.filter((one) => one !== scope))} />
        ))}
      </fieldset>
      {!all && <Button small tone="plain" className="at-start" onClick={() => setAll(true)}><ChevronDown size={15} /> All {scopeTexts.length} scopes</Button>}
      {scopes.includes("bot") && <div className="field"><span className="field__label">Permissions of the bot</span><PermissionChecks value={permissions} onChange={setPermissions} /></div>}
      {needsCode && (redirects.length > 0
        ? <Select label="Redirect" value={redirect} onChange={(event) => setRedirect(event.target.value)}>{redirects.map((uri) => <option key={uri}>{uri}</option>)}</Select>
        : <p className="note">These scopes answer to your site: add a redirect above first, and save it.</p>)}
      {scopes.length > 0 && (!needsCode || redirect) && <>
        <CopyField label="Generated link" value={url} />
        <a className="button button--quiet at-start" href={url} target="_blank" rel="noreferrer"><ExternalLink size={15} /> Try it</a>
      </>}
    </section>
  );
}
