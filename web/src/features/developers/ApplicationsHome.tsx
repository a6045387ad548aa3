import { Bot, ChevronRight, Plus } from "lucide-react";
import { useState } from "react";
import { developers } from "../../api/developers";
import { go } from "../../stores/navigation";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";
import { formatCount } from "../../ui/format";
import type { DeveloperApplication } from "../../wire/applications";
import { AppIcon } from "../applications/AppIcon";
import { RouteLink } from "../applications/PageFrame";
import { VerifiedMark } from "../applications/VerifiedMark";
import { useForm } from "../auth/AuthPage";

interface Props { list: DeveloperApplication[]; isLost: boolean; onMade: (application: DeveloperApplication) => void }

export function ApplicationsHome({ list, isLost, onMade }: Props) {
  const [creating, create] = useState(false);
  return (
    <div className="dev-home">
      <header className="dev-home__head">
        <div>
          <h1>Applications</h1>
          <p className="muted">Bots written for Discord&rsquo;s API run here: point the library at <code className="inline-code">{location.origin}/api</code> and give it a token from here.</p>
        </div>
        {list.length > 0 && <Button tone="primary" onClick={() => create(true)}><Plus size={16} /> New application</Button>}
      </header>
      {isLost && <p className="note" role="alert">That application isn&rsquo;t one of yours, or it is gone.</p>}
      {list.length === 0 ? (
        <div className="empty dev-home__empty">
          <span className="empty__art"><Bot size={26} /></span>
          <p className="empty__title">Your first bot starts here</p>
          <p className="empty__text">An application holds a bot, its commands and its secrets. Give it a name; everything else can wait.</p>
          <Button tone="primary" onClick={() => create(true)}><Plus size={16} /> New application</Button>
        </div>
      ) : (
        <ul className="app-grid">
          {list.map((application) => (
            <li key={application.id}>
              <RouteLink to={{ page: "developers", applicationId: application.id, tab: null }} className="app-tile">
                <AppIcon application={application} size={52} />
                <span className="app-tile__text">
                  <strong><span className="truncate">{application.name}</span>{application.is_verified && <VerifiedMark />}</strong>
                  <span className="muted truncate">{application.approximate_guild_count === 0 ? "In no guild yet" : `In ${formatCount(application.approximate_guild_count)} ${application.approximate_guild_count === 1 ? "guild" : "guilds"}`}</span>
                </span>
                <ChevronRight size={18} />
              </RouteLink>
            </li>
          ))}
        </ul>
      )}
      {creating && <CreateApplication onClose={() => create(false)} onMade={onMade} />}
    </div>
  );
}

function CreateApplication({ onClose, onMade }: { onClose: () => void; onMade: Props["onMade"] }) {
  const [name, setName] = useState("");
  const form = useForm(async () => {
    const made = await developers.create(name.trim());
    onMade(made);
    onClose();
    go({ page: "developers", applicationId: made.id, tab: "bot" });
  });
  return (
    <Dialog title="New application" text="Its bot gets the same name. Both can be changed later." onClose={onClose} onSubmit={form.submit}
      foot={<><Button tone="plain" onClick={onClose}>Cancel</Button><Button type="submit" tone="primary" busy={form.busy} disabled={name.trim().length === 0}>Create</Button></>}>
      <TextField label="Name" value={name} maxLength={32} autoFocus placeholder="Harbourmaster" onChange={(event) => setName(event.target.value)} error={form.fields.name ?? form.error ?? undefined} />
    </Dialog>
  );
}
