import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { explain } from "../../api/errors";
import { channels as routes } from "../../api/routes";
import { useChannel, useGuild } from "../../stores/entities";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Select } from "../../ui/Field";

const ages: [number, string][] = [[1_800, "30 minutes"], [3_600, "1 hour"], [86_400, "1 day"], [604_800, "7 days"], [0, "Never"]];
const uses: [number, string][] = [[0, "No limit"], [1, "1 person"], [5, "5 people"], [10, "10 people"], [100, "100 people"]];

export default function InviteDialog({ guildId, channelId, onClose }: { guildId: string; channelId: string; onClose: () => void }) {
  const guild = useGuild(guildId);
  const channel = useChannel(channelId);
  const [link, setLink] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const [maxAge, setMaxAge] = useState(604_800);
  const [maxUses, setMaxUses] = useState(0);

  useEffect(() => {
    let wanted = true;
    setLink("");
    setCopied(false);
    routes.invite(channelId, { max_age: maxAge, max_uses: maxUses }).then(
      (invite) => wanted && setLink(`${location.origin}/invite/${invite.code}`),
      (failure: unknown) => wanted && setError(explain(failure)));
    return () => { wanted = false; };
  }, [channelId, maxAge, maxUses]);

  const copyLink = () => navigator.clipboard.writeText(link).then(() => setCopied(true), () => document.querySelector<HTMLInputElement>("#invite-link")?.select());

  return (
    <Dialog title={`Invite people to ${guild?.name ?? ""}`} text={`They arrive in #${channel?.name ?? ""}, and need only a name and a password.`} onClose={onClose}>
      <div className="invite-link">
        <input id="invite-link" className="input" readOnly value={link} placeholder="Making a link…" aria-label="Invite link" onFocus={(event) => event.target.select()} />
        <Button tone="primary" autoFocus disabled={!link} onClick={() => void copyLink()}>{copied ? <><Check size={16} /> Copied</> : <><Copy size={16} /> Copy</>}</Button>
      </div>
      {error && <p className="field__error" role="alert">{error}</p>}
      <div className="two-columns">
        <Select label="Stops working after" value={maxAge} onChange={(event) => setMaxAge(Number(event.target.value))}>{ages.map(([value, text]) => <option key={value} value={value}>{text}</option>)}</Select>
        <Select label="Good for" value={maxUses} onChange={(event) => setMaxUses(Number(event.target.value))}>{uses.map(([value, text]) => <option key={value} value={value}>{text}</option>)}</Select>
      </div>
    </Dialog>
  );
}
