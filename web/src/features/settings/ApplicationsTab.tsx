// Bots: create one, take its token, let it into a guild. Three steps on one page.
import { Bot, Copy, KeyRound, Plus, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { ApiError, explain } from "../../api/errors";
import { applications as routes } from "../../api/routes";
import { permissionsInGuild } from "../../stores/access";
import { guilds } from "../../stores/entities";
import { notify } from "../../stores/overlays";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Select, TextField } from "../../ui/Field";
import { Permission, has } from "../../wire/permissions";
import type { Application } from "../../wire/types";
import { copy } from "../channel/actions";
import { useForm } from "../auth/AuthPage";

export function ApplicationsTab() {
  const [list, setList] = useState<Application[] | null>(null);
  const [tokens, setTokens] = useState<Record<string, string>>({});
  const [name, setName] = useState("");

  useEffect(() => {
    routes.list().then(setList, () => setList([]));
  }, []);

  const form = useForm(async () => {
    const application = await routes.create(name.trim());
    const bot = await routes.createBot(application.id).catch((error: unknown) => {
      if (error instanceof ApiError && application.bot) return { token: null };
      throw error;
    });
    const issued = bot.token ?? (await routes.resetToken(application.id)).token;
    setTokens((now) => ({ ...now, [application.id]: issued }));
    setName("");
    setList(await routes.list());
  });

  return (
    <div className="stack">
      <p className="muted">Bots written for Discord's API run here: point the library at <code className="inline-code">{location.origin}/api</code> and give it the token.</p>
      <form className="inline-form" onSubmit={form.submit}>
        <TextField label="New bot" value={name} maxLength={32} placeholder="Name of the bot" onChange={(event) => setName(event.target.value)} error={form.fields.name ?? form.error ?? undefined} />
        <Button type="submit" tone="primary" busy={form.busy} disabled={name.trim().length < 2}><Plus size={16} /> Create</Button>
      </form>
      {list === null && <span className="spinner" />}
      {list?.length === 0 && <div className="empty"><span className="empty__art"><Bot size={26} /></span><p className="empty__title">No bots yet</p><p className="empty__text">A bot can greet, moderate, play and answer. Create the first one above.</p></div>}
      {list?.map((application) => (
        <ApplicationCard key={application.id} application={application} token={tokens[application.id]}
          onToken={(token) => setTokens((now) => ({ ...now, [application.id]: token }))} onGone={() => setList((now) => now?.filter((one) => one.id !== application.id) ?? null)} />
      ))}
    </div>
  );
}

interface CardProps { application: Application; token: string | undefined; onToken: (token: string) => void; onGone: () => void }

function ApplicationCard({ application, token, onToken, onGone }: CardProps) {
  const mine = guilds.values().filter((guild) => has(permissionsInGuild(guild.id), Permission.manageGuild));
  const [guildId, setGuildId] = useState(mine[0]?.id ?? "");
  const reset = () => routes.resetToken(application.id).then(({ token: next }) => onToken(next), (error: unknown) => notify(explain(error), "danger"));
  const add = () => routes.addToGuild(application.id, guildId, String(Permission.viewChannel | Permission.sendMessages | Permission.readMessageHistory | Permission.addReactions | Permission.embedLinks | Permission.attachFiles))
    .then(() => notify(`${application.name} has joined.`, "success"), (error: unknown) => notify(explain(error), "danger"));
  const remove = () => routes.delete(application.id).then(onGone, (error: unknown) => notify(explain(error), "danger"));
  return (
    <article className="card">
      <header className="card__head">
        <Avatar user={application.bot ?? { id: application.id, username: application.name, avatar: null }} size={40} />
        <div><strong>{application.name}</strong><div className="muted card__id">Application {application.id}</div></div>
        <Button small tone="danger-quiet" onClick={() => void remove()} aria-label={`Delete ${application.name}`}><Trash2 size={14} /></Button>
      </header>
      {token ? (
        <div className="invite-link"><input className="input" readOnly value={token} aria-label="Bot token" onFocus={(event) => event.target.select()} /><Button tone="primary" onClick={() => void copy(token, "Token copied.")}><Copy size={15} /> Copy</Button></div>
      ) : <Button small onClick={() => void reset()}><KeyRound size={15} /> New token</Button>}
      {token && <p className="field__hint">Keep it secret: whoever has it is the bot. It is shown this once.</p>}
      {mine.length > 0 && (
        <div className="inline-form">
          <Select label="Let it into" value={guildId} onChange={(event) => setGuildId(event.target.value)}>{mine.map((guild) => <option key={guild.id} value={guild.id}>{guild.name}</option>)}</Select>
          <Button onClick={() => void add()}>Add to guild</Button>
        </div>
      )}
    </article>
  );
}
