import { useState } from "react";
import { developers } from "../../../api/developers";
import { explain } from "../../../api/errors";
import { notify, open } from "../../../stores/overlays";
import { SwitchRow, TextField } from "../../../ui/Field";
import { userAvatarUrl } from "../../../ui/pictures";
import { Intent } from "../../../wire/applications";
import { SecretField } from "../../applications/CopyField";
import { PictureField } from "../../settings/PictureField";
import { SaveBar } from "../../settings/SaveBar";
import type { TabProps } from "../ApplicationPage";
import { useDraft } from "../useDraft";

const Embedded = 1 << 17;

const intents = [
  { title: "Presence intent", text: "Who is online, and what they are doing.", any: Intent.presence | Intent.presenceLimited, limited: Intent.presenceLimited },
  { title: "Server members intent", text: "Who joins, leaves and changes, and the whole list of members.", any: Intent.members | Intent.membersLimited, limited: Intent.membersLimited },
  { title: "Message content intent", text: "What people write, also where the bot is not mentioned.", any: Intent.content | Intent.contentLimited, limited: Intent.contentLimited },
];

export function BotTab({ application, save, onChange }: TabProps) {
  const [token, setToken] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const bot = application.bot;
  const draft = useDraft({ username: bot?.username ?? "", avatar: bot ? userAvatarUrl(bot) : null }, async (changes) => {
    onChange({ ...application, bot: await developers.patchBot(application.id, changes) });
    notify("Saved.", "success");
  });
  const reset = () => open({
    kind: "confirm", title: "Make a new token?", text: "The old token stops working at once, and a running bot is disconnected until it has the new one.", action: "Make a new token", danger: true,
    run: async () => setToken((await developers.resetToken(application.id)).token),
  });
  const change = (body: Parameters<TabProps["save"]>[0]) => {
    setBusy(true);
    save(body).catch((error: unknown) => notify(explain(error), "danger")).finally(() => setBusy(false));
  };
  return (
    <div className="stack">
      <PictureField label="Picture" value={draft.values.avatar} shape="round" fallback={draft.values.username} onChange={(avatar) => draft.set({ avatar })} />
      <TextField label="Name of the bot" value={draft.values.username} minLength={2} maxLength={32} onChange={(event) => draft.set({ username: event.target.value })} error={draft.form.fields.username} />
      <SecretField label="Token" value={token} explanation="Whoever has the token is the bot. It is shown once, when it is made." action="New token" onReset={reset} />
      <section className="settings__section">
        <h3>Who may add it</h3>
        <SwitchRow title="Public bot" text="Anybody may add it to a guild they manage. Off: only you." checked={application.bot_public} disabled={busy} onChange={(on) => change({ bot_public: on })} />
        <SwitchRow title="Needs a full OAuth2 grant" text="It joins only when your own site completes the sign-in. Off for most bots." checked={application.bot_require_code_grant} disabled={busy} onChange={(on) => change({ bot_require_code_grant: on })} />
      </section>
      <section className="settings__section">
        <h3>Privileged intents</h3>
        <p className="muted">Events your bot may ask for when it connects. Leave on what it needs, and no more.</p>
        {intents.map((intent) => (
          <SwitchRow key={intent.title} title={intent.title} text={intent.text} checked={(application.flags & intent.any) !== 0} disabled={busy}
            onChange={(on) => change({ flags: on ? application.flags | intent.limited : application.flags & ~intent.any })} />
        ))}
      </section>
      <section className="settings__section">
        <h3>Activity</h3>
        <SwitchRow title="Has an activity" text="Its commands and buttons may launch it, and it sees who is in it." checked={(application.flags & Embedded) !== 0} disabled={busy}
          onChange={(on) => change({ flags: on ? application.flags | Embedded : application.flags & ~Embedded })} />
      </section>
      <SaveBar changed={draft.changed} form={draft.form} onReset={draft.reset} />
    </div>
  );
}
