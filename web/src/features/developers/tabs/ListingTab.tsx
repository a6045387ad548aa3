import { BadgeCheck, Check, Circle } from "lucide-react";
import { useState } from "react";
import { explain } from "../../../api/errors";
import { notify } from "../../../stores/overlays";
import { SwitchRow } from "../../../ui/Field";
import { Discoverability, Eligibility } from "../../../wire/applications";
import { RouteLink } from "../../applications/PageFrame";
import { DirectoryCard } from "../../directory/DirectoryCard";
import type { TabProps } from "../ApplicationPage";

export function ListingTab({ application, save }: TabProps) {
  const [busy, setBusy] = useState(false);
  const has = (bit: number) => ((application.discovery_eligibility_flags ?? 0) & bit) !== 0;
  const state = application.discoverability_state ?? Discoverability.ineligible;
  const steps = [
    { done: application.bot_public, text: "Anybody may add it", tab: "bot", needed: true },
    { done: has(Eligibility.description), text: "It has a description", tab: "information", needed: true },
    { done: has(Eligibility.tag), text: "It has a tag", tab: "information", needed: true },
    { done: has(Eligibility.install), text: "It has an install link", tab: "installation", needed: true },
    { done: has(Eligibility.terms), text: "Terms of service", tab: "information", needed: false },
    { done: has(Eligibility.privacy), text: "Privacy policy", tab: "information", needed: false },
  ];
  const change = (on: boolean) => {
    setBusy(true);
    save({ discoverability_state: on ? Discoverability.discoverable : Discoverability.notDiscoverable })
      .catch((error: unknown) => notify(explain(error), "danger")).finally(() => setBusy(false));
  };
  return (
    <div className="stack">
      <SwitchRow title="Show it in the directory" text={state === Discoverability.ineligible ? "Complete what is missing below first." : "People of this house find it by its name, description and tags."}
        checked={state === Discoverability.discoverable} disabled={busy || state === Discoverability.ineligible} onChange={change} />
      <ul className="steps">
        {steps.map((step) => (
          <li key={step.text} data-done={step.done || undefined}>
            {step.done ? <Check size={16} /> : <Circle size={16} />}
            <span>{step.text}{!step.needed && <span className="muted"> · welcome, not needed</span>}</span>
            {!step.done && <RouteLink to={{ page: "developers", applicationId: application.id, tab: step.tab }}>{step.needed ? "Fix" : "Add"}</RouteLink>}
          </li>
        ))}
      </ul>
      <section className="settings__section stack">
        <h3>How it will look</h3>
        <DirectoryCard application={application} guildCount={application.approximate_guild_count} still />
      </section>
      <section className="settings__section">
        <h3>Verification</h3>
        {application.is_verified
          ? <p className="verification"><BadgeCheck size={20} /> The operator of this house vouches for this application. A mark beside its name says so.</p>
          : <p className="muted">Not verified. Whoever runs this house can vouch for it by adding its id to the setting <code className="inline-code">verified-applications</code>; it works the same without.</p>}
      </section>
    </div>
  );
}
