import { useEffect, useState } from "react";
import { auth } from "../../api/routes";
import { explain, fieldErrors } from "../../api/errors";
import { go, route, takeWanted } from "../../stores/navigation";
import { signIn } from "../../stores/session";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/Field";
import { Door } from "./Door";
import { usernameFrom } from "./username";

const LastNameKey = "guildhall.lastName";

export function AuthPage({ mode }: { mode: "login" | "register" }) {
  useEffect(() => {
    document.title = mode === "login" ? "Log in · Guildhall" : "Create an account · Guildhall";
  }, [mode]);
  return mode === "login" ? <LoginForm /> : <RegisterForm />;
}

function LoginForm() {
  const [login, setLogin] = useState(localStorage.getItem(LastNameKey) ?? "");
  const [password, setPassword] = useState("");
  const form = useForm(async () => {
    const { token } = await auth.login(login.trim(), password);
    localStorage.setItem(LastNameKey, login.trim());
    enter(token);
  });
  return (
    <Door title="Welcome back" text="Your hall is as you left it.">
      <form onSubmit={form.submit} noValidate>
        <TextField label="Username" name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus={!login} required
          value={login} onChange={(event) => setLogin(event.target.value)} error={form.fields.login} />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" autoFocus={!!login} required
          value={password} onChange={(event) => setPassword(event.target.value)} error={form.fields.password} />
        <FormError text={form.error} />
        <Button type="submit" tone="primary" wide busy={form.busy} disabled={!login || !password}>Log in</Button>
      </form>
      <p className="door__switch">New here? <a href="/register" onClick={(event) => { event.preventDefault(); go({ page: "register" }); }}>Create an account</a></p>
    </Door>
  );
}

export function RegisterForm() {
  return (
    <Door title="Create your account" text="A name and a password is all it takes.">
      <RegisterFields action="Create account" onDone={enter} />
      <p className="door__switch">Already have an account? <a href="/login" onClick={(event) => { event.preventDefault(); go({ page: "login" }); }}>Log in</a></p>
    </Door>
  );
}

/** The fields of registration, also used on the invite page. */
export function RegisterFields({ action, invite, onDone }: { action: string; invite?: string; onDone: (token: string) => void }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const username = usernameFrom(name);
  const form = useForm(async () => {
    const { token } = await auth.register({ username, password, global_name: name.trim() || null, ...(invite ? { invite } : {}) });
    localStorage.setItem(LastNameKey, username);
    onDone(token);
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <TextField label="Your name" name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus maxLength={32} required
        value={name} onChange={(event) => setName(event.target.value)} error={form.fields.username ?? form.fields.global_name}
        hint={username && username !== name.trim() ? <>People will see “{name.trim()}”. You log in as <strong>{username}</strong>.</> : "What people will call you."} />
      <TextField label="Password" name="password" type="password" autoComplete="new-password" minLength={8} required
        value={password} onChange={(event) => setPassword(event.target.value)} error={form.fields.password} hint="At least 8 characters." />
      <FormError text={form.error} />
      <Button type="submit" tone="primary" wide busy={form.busy} disabled={username.length < 2 || password.length < 8}>{action}</Button>
    </form>
  );
}

function FormError({ text }: { text: string | null }) {
  return text ? <p className="field__error" role="alert">{text}</p> : null;
}

function enter(token: string): void {
  signIn(token);
  const where = route.get();
  if (where.page === "login" || where.page === "register") go(takeWanted(), "replace");
}

export interface FormState {
  busy: boolean;
  error: string | null;
  fields: Readonly<Record<string, string>>;
  submit: (event?: { preventDefault: () => void }) => void;
}

/** A form's life: busy while it is away, errors at their fields, the rest in one line. */
export function useForm(run: () => Promise<void>): FormState {
  const [state, setState] = useState<Omit<FormState, "submit">>({ busy: false, error: null, fields: {} });
  const submit = (event?: { preventDefault: () => void }) => {
    event?.preventDefault();
    if (state.busy) return;
    setState({ busy: true, error: null, fields: {} });
    run().then(
      () => setState({ busy: false, error: null, fields: {} }),
      (error: unknown) => {
        const fields = fieldErrors(error);
        setState({ busy: false, fields, error: Object.keys(fields).length > 0 ? null : explain(error) });
      },
    );
  };
  return { ...state, submit };
}
