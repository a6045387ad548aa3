// What one has allowed, and the way to end it.
import { ShieldCheck, SquareTerminal } from "lucide-react";
import { useEffect, useState } from "react";
import { grants } from "../../api/developers";
import { explain } from "../../api/errors";
import { go } from "../../stores/navigation";
import { closeDialog, notify } from "../../stores/overlays";
import { Button } from "../../ui/Button";
import type { Grant } from "../../wire/applications";
import { AppIcon } from "../applications/AppIcon";
import { scopeText } from "../applications/scopes";
import { VerifiedMark } from "../applications/VerifiedMark";
import "../applications/applications.css";

export default function AuthorisedTab() {
  const [list, setList] = useState<Grant[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    grants.list().then(setList, (error: unknown) => setProblem(explain(error)));
  }, []);
  const leave = (page: "developers" | "directory") => {
    closeDialog();
    go(page === "developers" ? { page, applicationId: null, tab: null } : { page, applicationId: null });
  };
  return (
    <div className="stack">
      <p className="muted">Applications you have allowed to do something with your account, or added for yourself. Bots of a guild are managed in the guild.</p>
      {problem && <p className="field__error" role="alert">{problem}</p>}
      {!list && !problem && <span className="spinner" role="status" aria-label="Loading" />}
      {list?.length === 0 && <div className="empty"><span className="empty__art"><ShieldCheck size={26} /></span><p className="empty__title">Nothing is authorised</p><p className="empty__text">When you sign in elsewhere with this account, or add an app for yourself, it shows here.</p></div>}
      {list && list.length > 0 && <ul className="plain-list">{list.map((grant) => <GrantRow key={grant.id} grant={grant} onGone={() => setList(list.filter((one) => one.id !== grant.id))} />)}</ul>}
      <section className="settings__section">
        <h3>Your own bots</h3>
        <p className="muted">Write one, or look through those of this house.</p>
        <div className="row"><Button onClick={() => leave("developers")}><SquareTerminal size={16} /> Developer pages</Button><Button tone="plain" onClick={() => leave("directory")}>Directory</Button></div>
      </section>
    </div>
  );
}

function GrantRow({ grant, onGone }: { grant: Grant; onGone: () => void }) {
  const [asking, ask] = useState(false);
  const [busy, setBusy] = useState(false);
  const end = () => {
    setBusy(true);
    grants.revoke(grant.id).then(() => { notify(`${grant.application.name} can do nothing with your account any more.`, "success"); onGone(); },
      (error: unknown) => { notify(explain(error), "danger"); setBusy(false); });
  };
  return (
    <li className="plain-list__row grant">
      <AppIcon application={grant.application} size={44} />
      <div>
        <strong className="grant__name">{grant.application.name}{grant.application.is_verified && <VerifiedMark />}</strong>
        <ul className="grant__scopes muted">{grant.scopes.map((scope) => <li key={scope}>{scopeText(scope).text}</li>)}</ul>
      </div>
      {asking ? <span className="row"><Button small tone="danger" busy={busy} autoFocus onClick={end}>End access</Button><Button small tone="plain" onClick={() => ask(false)}>Keep</Button></span>
        : <Button small tone="danger-quiet" aria-label={`End the access of ${grant.application.name}`} onClick={() => ask(true)}>End access</Button>}
    </li>
  );
}
