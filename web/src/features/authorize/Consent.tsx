import { Check, ShieldAlert, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { grants } from "../../api/developers";
import { channelsIn, channels, rolesOf } from "../../stores/entities";
import { permissionsInChannel } from "../../stores/access";
import { userName } from "../../stores/names";
import { go } from "../../stores/navigation";
import { useDerived } from "../../stores/reactive";
import { signOut } from "../../stores/session";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/Field";
import { Permission, bits, has } from "../../wire/permissions";
import { InstallType, type Authorization } from "../../wire/applications";
import { ChannelType, type Id } from "../../wire/types";
import { AppIcon } from "../applications/AppIcon";
import { Check as CheckBox } from "../applications/PermissionChecks";
import { Administrator, permissionsOf } from "../applications/permissions";
import { isInstallOnly, scopeText } from "../applications/scopes";
import { VerifiedMark } from "../applications/VerifiedMark";
import { useForm } from "../auth/AuthPage";
import { Door } from "../auth/Door";
import { needsGuild, nextAddress, type Asked } from "./asked";
import type { Outcome } from "./AuthorizePage";

interface Props { asked: Asked; preview: Authorization; onDone: (outcome: Outcome) => void; onBack?: () => void }

export function Consent({ asked, preview, onDone, onBack }: Props) {
  const { application, user } = preview;
  const guilds = preview.guilds ?? [];
  const type = String(preview.integration_type);
  const isForGuild = needsGuild(asked.scopes, type);
  const [guildId, setGuild] = useState<Id>(guilds.find((one) => one.id === asked.guildId)?.id ?? (guilds.length === 1 ? guilds[0]?.id ?? "" : ""));
  const [channelId, setChannel] = useState<Id>("");
  const [refused, setRefused] = useState(0n);
  const [step, setStep] = useState<"scopes" | "permissions">("scopes");
  const guild = guilds.find((one) => one.id === guildId);
  const needsChannel = asked.scopes.includes("webhook.incoming");
  const held = guild ? heldBy(bits(guild.permissions)) : ~0n;
  const granted = asked.permissions & held & ~refused;
  const asksPermissions = isForGuild && asked.scopes.includes("bot") && asked.permissions !== 0n;

  const form = useForm(async () => {
    if (step === "scopes" && asksPermissions) return setStep("permissions");
    const { url } = await grants.decide(asked.query, {
      authorize: true,
      ...(isForGuild && guildId ? { guild_id: guildId } : {}),
      ...(asked.scopes.includes("bot") ? { permissions: granted.toString() } : {}),
      ...(needsChannel ? { webhook_channel_id: channelId } : {}),
    });
    const next = nextAddress(url, location.origin);
    if (next) location.assign(next);
    else onDone({ guildId: isForGuild ? guildId : null, type, asked });
  });
  const cancel = async () => {
    if (!asked.redirect) return go({ page: "home" });
    const answer = await grants.decide(asked.query, { authorize: false }).catch(() => null);
    const next = answer && nextAddress(answer.url, location.origin);
    if (next) location.assign(next);
    else go({ page: "home" });
  };
  const isInstall = asked.scopes.some((scope) => scope === "bot" || scope === "applications.commands");
  const lead = type === InstallType.user ? "wants to come along with you" : isInstall ? "wants to be added" : "wants to use your account";
  const title = <>{application.name}{application.is_verified && <VerifiedMark size={20} />}</>;
  const problem = form.error ?? Object.values(form.fields)[0];
  return (
    <Door wide title={title} text={step === "scopes" ? lead : `in ${guild?.name ?? "the guild"}`} picture={
      <span className="consent-pair"><AppIcon application={application} size={68} /><i /><Avatar user={user} size={68} /></span>
    }>
      <form onSubmit={form.submit} className="consent">
        {step === "scopes" ? <>
          <p className="consent__as"><span>Signed in as <strong>{userName(user)}</strong></span><button type="button" className="link" onClick={() => signOut()}>Not you?</button></p>
          <section aria-label="What it will be able to do" className="consent__scopes">
            <h2>It will be able to</h2>
            <ul>{asked.scopes.map((scope) => { const { text, deep } = scopeText(scope); return <li key={scope} data-deep={deep || undefined}>{deep ? <TriangleAlert size={17} /> : <Check size={17} />}<span>{text}</span></li>; })}</ul>
          </section>
          {isForGuild && (guilds.length === 0 ? <p className="note" role="alert">You manage no guild it could be added to. Somebody who may manage a guild has to do it.</p> : (
            <Select label={isInstall ? "Add it to" : "Guild"} value={guildId} disabled={asked.isGuildFixed && guild !== undefined} onChange={(event) => { setGuild(event.target.value); setChannel(""); }} error={form.fields.guild_id}>
              <option value="" disabled>Choose a guild</option>
              {guilds.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
            </Select>
          ))}
          {needsChannel && guild && <ChannelSelect guildId={guildId} value={channelId} onChange={setChannel} />}
        </> : (
          <Permissions asked={asked.permissions} held={held} granted={granted} onChange={(bit, on) => setRefused(on ? refused & ~bit : refused | bit)} />
        )}
        {problem && <p className="field__error" role="alert">{problem}</p>}
        <div className="consent__actions">
          {step === "permissions" ? <Button tone="plain" onClick={() => setStep("scopes")}>Back</Button> : <Button tone="plain" onClick={() => (onBack ? onBack() : void cancel())}>{onBack ? "Back" : "Cancel"}</Button>}
          <Button type="submit" tone="primary" busy={form.busy} disabled={(isForGuild && !guild) || (needsChannel && !channelId)}>{step === "scopes" && asksPermissions ? "Continue" : "Allow"}</Button>
        </div>
        <Fine application={application} redirect={asked.redirect} isForGuild={isForGuild && isInstallOnly(asked.scopes)} />
      </form>
    </Door>
  );
}

/** Administrators hold everything. */
const heldBy = (permissions: bigint): bigint => (permissions & Administrator ? ~0n : permissions);

interface PermissionsProps { asked: bigint; held: bigint; granted: bigint; onChange: (bit: bigint, on: boolean) => void }

function Permissions({ asked, held, granted, onChange }: PermissionsProps) {
  return (
    <fieldset className="consent__permissions">
      <legend>Permissions it asks for</legend>
      {(granted & Administrator) !== 0n && <p className="note note--danger"><ShieldAlert size={18} /> As administrator it may do everything here, whatever else is ticked.</p>}
      {permissionsOf(asked).map(({ bit, name }) => {
        const mine = (held & bit) !== 0n;
        return <CheckBox key={name} text={name} {...(mine ? {} : { hint: "You don’t hold this yourself" })} checked={(granted & bit) !== 0n} disabled={!mine} onChange={(on) => onChange(bit, on)} />;
      })}
    </fieldset>
  );
}

function ChannelSelect({ guildId, value, onChange }: { guildId: Id; value: Id; onChange: (id: Id) => void }) {
  const list = useDerived([channels, rolesOf.of(guildId)], () => channelsIn(guildId).filter((channel) =>
    (channel.type === ChannelType.text || channel.type === ChannelType.announcement) && has(permissionsInChannel(channel), Permission.manageWebhooks)), [guildId]);
  return (
    <Select label="Post to" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="" disabled>Choose a channel</option>
      {list.map((channel) => <option key={channel.id} value={channel.id}>#{channel.name}</option>)}
    </Select>
  );
}

function Fine({ application, redirect, isForGuild }: { application: Authorization["application"]; redirect: string | null; isForGuild: boolean }) {
  const host = redirect && URL.canParse(redirect) ? new URL(redirect).host : null;
  return (
    <p className="consent__fine">
      {host && <>Afterwards you are sent to <strong>{host}</strong>. </>}
      It never learns your password, and {isForGuild ? "whoever manages the guild can remove it any time." : "you can end this under Settings, Authorised apps."}
      {application.terms_of_service_url && <> <a href={application.terms_of_service_url} target="_blank" rel="noreferrer noopener">Its terms</a></>}
      {application.privacy_policy_url && <> <a href={application.privacy_policy_url} target="_blank" rel="noreferrer noopener">Its privacy policy</a></>}
    </p>
  );
}
