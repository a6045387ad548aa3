// From a link to talking: the guild, a name and a password, and the channel. Two steps.
import { useEffect, useState } from "react";
import { ApiError, explain } from "../../api/errors";
import { auth, invites } from "../../api/routes";
import { guilds, useUser } from "../../stores/entities";
import { userName } from "../../stores/names";
import { go, goToChannel } from "../../stores/navigation";
import { signIn, token, me } from "../../stores/session";
import { useRow, useValue } from "../../stores/reactive";
import { Avatar, GuildIcon } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/Field";
import { formatCount } from "../../ui/format";
import type { Invite } from "../../wire/types";
import { RegisterFields, useForm } from "../auth/AuthPage";
import { Door } from "../auth/Door";
import { setToken } from "../../api/client";

export function InvitePage({ code }: { code: string }) {
  const [invite, setInvite] = useState<Invite | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const signedIn = useValue(token) !== null;
  const [mode, setMode] = useState<"register" | "login">("register");

  useEffect(() => {
    document.title = "Invitation · Guildhall";
    invites.get(code).then(setInvite, (error: unknown) => setProblem(
      error instanceof ApiError && error.status === 404 ? "This invite has expired or was taken back. Ask for a new one." : explain(error)));
  }, [code]);

  if (problem) {
    return (
      <Door title="This door is closed" text={problem}>
        <Button tone="primary" wide className="door__single" onClick={() => go({ page: signedIn ? "home" : "register" }, "replace")}>{signedIn ? "Back to Guildhall" : "Create an account anyway"}</Button>
      </Door>
    );
  }
  if (!invite?.guild) return <Door title="One moment" picture={<span className="spinner" />}>{null}</Door>;

  const guild = invite.guild;
  const text = invite.inviter ? `${userName(invite.inviter)} invited you to` : "You are invited to";
  return (
    <Door title={guild.name} text={guild.description ?? undefined} picture={<><GuildIcon guild={guild} size={76} /><p className="door__over muted">{text}</p></>}>
      <div className="invite-counts">
        {invite.approximate_presence_count !== undefined && <span><i className="on" />{formatCount(invite.approximate_presence_count)} online</span>}
        {invite.approximate_member_count !== undefined && <span><i />{formatCount(invite.approximate_member_count)} {invite.approximate_member_count === 1 ? "member" : "members"}</span>}
      </div>
      {signedIn ? <AcceptAsMe invite={invite} /> : mode === "register" ? <>
        <RegisterFields action={`Join ${guild.name}`} invite={code} onDone={(fresh) => void join(invite, fresh)} />
        <p className="door__switch">Already have an account? <a href="/login" onClick={(event) => { event.preventDefault(); setMode("login"); }}>Log in</a></p>
      </> : <LogInAndJoin invite={invite} onRegister={() => setMode("register")} />}
    </Door>
  );
}

/** Joining is asked for in any case: a server that joined on registration answers the same. */
async function join(invite: Invite, fresh?: string): Promise<void> {
  if (fresh) setToken(fresh);
  try {
    await invites.accept(invite.code);
  } finally {
    if (fresh) signIn(fresh);
  }
  goToChannel(invite.guild?.id ?? "@me", invite.channel?.id ?? null);
}

function AcceptAsMe({ invite }: { invite: Invite }) {
  const self = useValue(me);
  const user = useUser(self?.id);
  const already = useRow(guilds, invite.guild?.id) !== undefined;
  const form = useForm(() => (already ? Promise.resolve(goToChannel(invite.guild?.id ?? "@me", invite.channel?.id ?? null)) : join(invite)));
  return (
    <form onSubmit={form.submit}>
      {user && <p className="invite-as"><Avatar user={user} size={24} /> as <strong>{userName(user)}</strong></p>}
      {form.error && <p className="field__error" role="alert">{form.error}</p>}
      <Button type="submit" tone="primary" wide busy={form.busy} autoFocus>{already ? "Go to the guild" : `Join ${invite.guild?.name ?? ""}`}</Button>
    </form>
  );
}

function LogInAndJoin({ invite, onRegister }: { invite: Invite; onRegister: () => void }) {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const form = useForm(async () => {
    const answer = await auth.login(login.trim(), password);
    await join(invite, answer.token);
  });
  return (
    <>
      <form onSubmit={form.submit} noValidate>
        <TextField label="Username" autoComplete="username" autoCapitalize="none" autoFocus value={login} onChange={(event) => setLogin(event.target.value)} error={form.fields.login} />
        <TextField label="Password" type="password" autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} error={form.fields.password} />
        {form.error && <p className="field__error" role="alert">{form.error}</p>}
        <Button type="submit" tone="primary" wide busy={form.busy} disabled={!login || !password}>Log in and join</Button>
      </form>
      <p className="door__switch">New here? <a href="/register" onClick={(event) => { event.preventDefault(); onRegister(); }}>Choose a name</a></p>
    </>
  );
}
