import { Trash2 } from "lucide-react";
import { useState } from "react";
import { developers } from "../../../api/developers";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { TextArea, TextField } from "../../../ui/Field";
import { appIconUrl } from "../../applications/AppIcon";
import { CopyField } from "../../applications/CopyField";
import { useForm } from "../../auth/AuthPage";
import { PictureField } from "../../settings/PictureField";
import { SaveBar } from "../../settings/SaveBar";
import type { TabProps } from "../ApplicationPage";
import { TagsField } from "../TagsField";
import { complaint, useDraft } from "../useDraft";

export function GeneralTab({ application, save, onGone }: TabProps) {
  const [leaving, leave] = useState(false);
  const draft = useDraft({
    name: application.name, description: application.description, icon: appIconUrl(application), tags: application.tags ?? [],
    terms_of_service_url: application.terms_of_service_url ?? "", privacy_policy_url: application.privacy_policy_url ?? "",
  }, (changes) => save({ ...changes,
    ...("terms_of_service_url" in changes ? { terms_of_service_url: changes.terms_of_service_url || null } : {}),
    ...("privacy_policy_url" in changes ? { privacy_policy_url: changes.privacy_policy_url || null } : {}),
  }));
  const { values, set, form } = draft;
  return (
    <div className="stack">
      <PictureField label="Icon" value={values.icon} shape="square" fallback={values.name} onChange={(icon) => set({ icon })} />
      {form.fields.icon && <p className="field__error">{form.fields.icon}</p>}
      <TextField label="Name" value={values.name} maxLength={32} onChange={(event) => set({ name: event.target.value })} error={form.fields.name} />
      <TextArea label="Description" value={values.description} maxLength={400} rows={4} onChange={(event) => set({ description: event.target.value })} error={complaint(form.fields, "description")}
        hint={`Shown on its profile, when it is added, and in the directory. ${400 - values.description.length} characters left.`} />
      <TagsField value={values.tags} onChange={(tags) => set({ tags })} error={complaint(form.fields, "tags")} />
      <section className="settings__section stack">
        <h3>Identity</h3>
        <CopyField label="Application id" value={application.id} hint="Also its client id, and its bot’s user id." />
        <CopyField label="Public key" value={application.verify_key} hint="Checks that a request to your endpoint really comes from this house." />
      </section>
      <section className="settings__section stack">
        <h3>Legal</h3>
        <TextField label="Terms of service" type="url" inputMode="url" placeholder="https://" value={values.terms_of_service_url} onChange={(event) => set({ terms_of_service_url: event.target.value })} error={form.fields.terms_of_service_url} />
        <TextField label="Privacy policy" type="url" inputMode="url" placeholder="https://" value={values.privacy_policy_url} onChange={(event) => set({ privacy_policy_url: event.target.value })} error={form.fields.privacy_policy_url} />
      </section>
      <section className="settings__section">
        <h3>Delete this application</h3>
        <p className="muted">Its bot leaves every guild, and its tokens stop working. What it wrote stays.</p>
        <Button tone="danger-quiet" onClick={() => leave(true)}><Trash2 size={15} /> Delete application</Button>
      </section>
      <SaveBar changed={draft.changed} form={form} onReset={draft.reset} />
      {leaving && <DeleteDialog name={application.name} run={() => developers.delete(application.id)} onClose={() => leave(false)} onGone={onGone} />}
    </div>
  );
}

function DeleteDialog({ name, run, onClose, onGone }: { name: string; run: () => Promise<unknown>; onClose: () => void; onGone: () => void }) {
  const [typed, setTyped] = useState("");
  const form = useForm(async () => {
    await run();
    onGone();
  });
  return (
    <Dialog title={`Delete ${name}?`} text="This can't be taken back." onClose={onClose} onSubmit={form.submit}
      foot={<><Button tone="plain" onClick={onClose}>Keep it</Button><Button type="submit" tone="danger" busy={form.busy} disabled={typed.trim() !== name.trim()}>Delete for good</Button></>}>
      <TextField label={`Type “${name}” to confirm`} value={typed} autoFocus autoComplete="off" onChange={(event) => setTyped(event.target.value)} error={form.error ?? undefined} />
    </Dialog>
  );
}
