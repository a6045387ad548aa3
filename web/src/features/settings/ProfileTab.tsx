import { useState } from "react";
import { me as routes } from "../../api/routes";
import { me, signIn, token } from "../../stores/session";
import { notify } from "../../stores/overlays";
import { useValue } from "../../stores/reactive";
import { Button } from "../../ui/Button";
import { TextArea, TextField } from "../../ui/Field";
import { userAvatarUrl } from "../../ui/pictures";
import { useForm } from "../auth/AuthPage";
import { PictureField } from "./PictureField";
import { SaveBar } from "./SaveBar";

export function ProfileTab() {
  const self = useValue(me);
  const start = { name: self?.global_name ?? "", bio: self?.bio ?? "", avatar: self ? userAvatarUrl(self) : null };
  const [name, setName] = useState(start.name);
  const [bio, setBio] = useState(start.bio);
  const [avatar, setAvatar] = useState<string | null>(start.avatar);
  const changed = name !== start.name || bio !== start.bio || avatar !== start.avatar;
  const reset = () => {
    setName(start.name);
    setBio(start.bio);
    setAvatar(start.avatar);
  };
  const form = useForm(async () => {
    const user = await routes.patch({
      ...(name !== start.name ? { global_name: name.trim() || null } : {}),
      ...(bio !== start.bio ? { bio } : {}),
      ...(avatar !== start.avatar ? { avatar } : {}),
    });
    me.update((now) => ({ ...now, ...user }));
    setAvatar(userAvatarUrl(user));
    notify("Saved.", "success");
  });
  if (!self) return null;
  return (
    <div className="stack">
      <PictureField label="Picture" value={avatar} shape="round" fallback={name || self.username} onChange={setAvatar} />
      <TextField label="Name" value={name} maxLength={32} placeholder={self.username} onChange={(event) => setName(event.target.value)} error={form.fields.global_name} hint={<>You log in as <strong>{self.username}</strong>.</>} />
      <TextArea label="About me" value={bio} maxLength={190} onChange={(event) => setBio(event.target.value)} error={form.fields.bio} hint={`${190 - bio.length} characters left. Markdown works here.`} />
      {form.fields.avatar && <p className="field__error">{form.fields.avatar}</p>}
      <SaveBar changed={changed} form={form} onReset={reset} />
      <PasswordPart />
    </div>
  );
}

function PasswordPart() {
  const [shown, show] = useState(false);
  const [password, setPassword] = useState("");
  const [next, setNext] = useState("");
  const form = useForm(async () => {
    const answer = await routes.patch({ password, new_password: next });
    if (answer.token && answer.token !== token.get()) signIn(answer.token);
    show(false);
    setPassword("");
    setNext("");
    notify("Your password has changed.", "success");
  });
  if (!shown) return <div className="settings__section"><h3>Password</h3><Button onClick={() => show(true)}>Change password</Button></div>;
  return (
    <form className="settings__section stack" onSubmit={form.submit}>
      <h3>Password</h3>
      <TextField label="Current password" type="password" autoComplete="current-password" autoFocus value={password} onChange={(event) => setPassword(event.target.value)} error={form.fields.password} />
      <TextField label="New password" type="password" autoComplete="new-password" value={next} onChange={(event) => setNext(event.target.value)} error={form.fields.new_password} hint="At least 8 characters." />
      {form.error && <p className="field__error" role="alert">{form.error}</p>}
      <div className="row"><Button type="submit" tone="primary" busy={form.busy} disabled={!password || next.length < 8}>Change password</Button><Button tone="plain" onClick={() => show(false)}>Cancel</Button></div>
    </form>
  );
}
