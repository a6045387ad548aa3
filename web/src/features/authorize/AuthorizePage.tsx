// The question before an application is let in: what it asks for, on whose account, where, and with which permissions.
import { Server, User } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { grants } from "../../api/developers";
import { ApiError, explain } from "../../api/errors";
import { go } from "../../stores/navigation";
import { Button } from "../../ui/Button";
import { InstallType, type Authorization, type PublicApplication } from "../../wire/applications";
import { AppIcon } from "../applications/AppIcon";
import { Door } from "../auth/Door";
import { installChoices, nextAddress, readAsked, type Asked } from "./asked";
import { Consent } from "./Consent";
import { Done } from "./Done";
import "../settings/settings.css";
import "../applications/applications.css";
import "./authorize.css";

export interface Outcome { guildId: string | null; type: string; asked: Asked }

export default function AuthorizePage({ query }: { query: string }) {
  const params = useMemo(() => new URLSearchParams(query), [query]);
  const [application, setApplication] = useState<PublicApplication | null>(null);
  const [type, setType] = useState<string | null>(null);
  const [preview, setPreview] = useState<Authorization | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState<Outcome | null>(null);

  const clientId = params.get("client_id") ?? "";
  useEffect(() => {
    document.title = "Allow an application · Guildhall";
    if (!/^\d{1,20}$/u.test(clientId)) return setProblem("This link doesn’t say which application it is for.");
    grants.application(clientId).then(setApplication, (error: unknown) => setProblem(error instanceof ApiError && error.status === 404 ? "There is no such application in this house." : explain(error)));
  }, [clientId]);

  const choices = useMemo(() => (application ? installChoices(params, application) : []), [application, params]);
  const mustChoose = choices.length > 1 && type === null;
  const chosen = type ?? choices[0] ?? null;
  const asked = useMemo(() => (application && !mustChoose ? readAsked(params, application, chosen) : null), [application, params, chosen, mustChoose]);

  useEffect(() => {
    if (!asked) return;
    let stale = false;
    grants.preview(asked.query).then(async (found) => {
      if (stale) return;
      if (asked.prompt === "none" && found.authorized) {
        const next = nextAddress((await grants.decide(asked.query, { authorize: true })).url, location.origin);
        if (next) return location.assign(next);
      }
      setPreview(found);
    }).catch((error: unknown) => !stale && setProblem(explain(error)));
    return () => { stale = true; };
  }, [asked]);

  if (problem || (application && !mustChoose && !asked)) {
    return (
      <Door title="This link doesn’t work" text={problem ?? "It asks for nothing, and the application has no install link of its own."}>
        <Button tone="primary" wide className="door__single" onClick={() => go({ page: "home" }, "replace")}>Back to Guildhall</Button>
      </Door>
    );
  }
  if (done && application) return <Done application={application} outcome={done} />;
  if (application && mustChoose) return <ChooseInstall application={application} onChoose={setType} />;
  if (!application || !asked || !preview) return <Door title="One moment" picture={<span className="spinner" />}>{null}</Door>;
  return <Consent key={asked.query} asked={asked} preview={preview} onDone={setDone} {...(choices.length > 1 ? { onBack: () => { setType(null); setPreview(null); } } : {})} />;
}

function ChooseInstall({ application, onChoose }: { application: PublicApplication; onChoose: (type: string) => void }) {
  return (
    <Door title={`Add ${application.name}`} text="Where would you like to have it?" picture={<AppIcon application={application} size={72} />}>
      <div className="install-choice">
        <button type="button" className="action-card" onClick={() => onChoose(InstallType.guild)}><span className="action-card__icon" aria-hidden><Server size={20} /></span><span><strong>In a guild</strong><span className="muted">Everybody there can use it.</span></span></button>
        <button type="button" className="action-card" onClick={() => onChoose(InstallType.user)}><span className="action-card__icon" aria-hidden><User size={20} /></span><span><strong>For myself</strong><span className="muted">Its commands come with you, wherever you talk.</span></span></button>
      </div>
      <Button tone="plain" wide onClick={() => go({ page: "home" })}>Cancel</Button>
    </Door>
  );
}
