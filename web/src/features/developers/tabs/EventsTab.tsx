import { SwitchRow, TextField } from "../../../ui/Field";
import { Check } from "../../applications/PermissionChecks";
import { SaveBar } from "../../settings/SaveBar";
import type { TabProps } from "../ApplicationPage";
import { complaint, useDraft } from "../useDraft";

const events = [
  { type: "APPLICATION_AUTHORIZED", text: "Somebody adds it, or grants it something" },
  { type: "APPLICATION_DEAUTHORIZED", text: "Somebody takes a grant back" },
  { type: "ENTITLEMENT_CREATE", text: "An entitlement is given" },
  { type: "ENTITLEMENT_UPDATE", text: "An entitlement changes" },
  { type: "ENTITLEMENT_DELETE", text: "An entitlement is taken back" },
  { type: "LOBBY_MESSAGE_CREATE", text: "A message in one of its lobbies" },
  { type: "LOBBY_MESSAGE_UPDATE", text: "A lobby’s message is edited" },
  { type: "LOBBY_MESSAGE_DELETE", text: "A lobby’s message is deleted" },
];

const Off = 1;
const On = 2;
const SwitchedOff = 3;

export function EventsTab({ application, save }: TabProps) {
  const draft = useDraft({
    interactions_endpoint_url: application.interactions_endpoint_url ?? "",
    role_connections_verification_url: application.role_connections_verification_url ?? "",
    event_webhooks_url: application.event_webhooks_url ?? "",
    event_webhooks_status: application.event_webhooks_status ?? Off,
    event_webhooks_types: application.event_webhooks_types ?? [],
  }, (changes) => save({ ...changes,
    ...("interactions_endpoint_url" in changes ? { interactions_endpoint_url: changes.interactions_endpoint_url || null } : {}),
    ...("role_connections_verification_url" in changes ? { role_connections_verification_url: changes.role_connections_verification_url || null } : {}),
    ...("event_webhooks_url" in changes ? { event_webhooks_url: changes.event_webhooks_url || null } : {}),
  }));
  const { values, set, form } = draft;
  const types = values.event_webhooks_types;
  return (
    <div className="stack">
      <TextField label="Interactions endpoint" type="url" inputMode="url" placeholder="https://example.org/interactions" value={values.interactions_endpoint_url} onChange={(event) => set({ interactions_endpoint_url: event.target.value })} error={form.fields.interactions_endpoint_url}
        hint="Commands and clicks are sent there instead of over the gateway. When you save, it must answer a signed PING and refuse a wrongly signed one." />
      <TextField label="Linked roles verification" type="url" inputMode="url" placeholder="https://example.org/verify" value={values.role_connections_verification_url} onChange={(event) => set({ role_connections_verification_url: event.target.value })} error={form.fields.role_connections_verification_url}
        hint="Where people connect an account of yours to get a linked role." />
      <section className="settings__section stack">
        <div><h3>Webhook events</h3><p className="muted">What happens around your application, told to an address of yours even while the bot is not connected.</p></div>
        {application.event_webhooks_status === SwitchedOff && <p className="note note--danger" role="alert">The address failed for a long time, so this house stopped calling it. Turn it on again when it works.</p>}
        <TextField label="Address" type="url" inputMode="url" placeholder="https://example.org/events" value={values.event_webhooks_url} onChange={(event) => set({ event_webhooks_url: event.target.value })} error={form.fields.event_webhooks_url} />
        <SwitchRow title="Send events" text={values.event_webhooks_url ? "Off: nothing is sent, and nothing is kept for later." : "Needs an address."} checked={values.event_webhooks_status === On} disabled={!values.event_webhooks_url} onChange={(on) => set({ event_webhooks_status: on ? On : Off })} />
        {form.fields.event_webhooks_status && <p className="field__error" role="alert">{form.fields.event_webhooks_status}</p>}
        <fieldset className="checks checks--wide">
          <legend>Which</legend>
          {events.map(({ type, text }) => (
            <Check key={type} text={text} hint={type} checked={types.includes(type)} onChange={(on) => set({ event_webhooks_types: on ? [...types, type] : types.filter((one) => one !== type) })} />
          ))}
        </fieldset>
        {complaint(form.fields, "event_webhooks_types") && <p className="field__error" role="alert">{complaint(form.fields, "event_webhooks_types")}</p>}
      </section>
      <SaveBar changed={draft.changed} form={form} onReset={draft.reset} />
    </div>
  );
}
