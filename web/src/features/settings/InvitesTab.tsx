import { Link2, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { explain } from "../../api/errors";
import { guilds as routes, invites as inviteRoutes } from "../../api/routes";
import { userName } from "../../stores/names";
import { notify } from "../../stores/overlays";
import { IconButton } from "../../ui/Button";
import { formatRelative } from "../../ui/format";
import type { Id, Invite } from "../../wire/types";

export function InvitesTab({ guildId }: { guildId: Id }) {
  const [list, setList] = useState<Invite[] | null>(null);
  useEffect(() => {
    routes.invites(guildId).then(setList, (error: unknown) => { notify(explain(error), "danger"); setList([]); });
  }, [guildId]);
  const revoke = (code: string) => inviteRoutes.revoke(code).then(
    () => setList((now) => now?.filter((invite) => invite.code !== code) ?? null), (error: unknown) => notify(explain(error), "danger"));
  if (!list) return <span className="spinner" />;
  if (list.length === 0) return <div className="empty"><span className="empty__art"><Link2 size={26} /></span><p className="empty__title">No open invites</p><p className="empty__text">Choose "Invite people" in the guild menu, and share the link.</p></div>;
  return (
    <ul className="plain-list">
      {list.map((invite) => (
        <li key={invite.code} className="plain-list__row">
          <div><strong>{location.host}/invite/{invite.code}</strong>
            <div className="muted">#{invite.channel?.name} · by {invite.inviter ? userName(invite.inviter) : "unknown"} · used {invite.uses ?? 0}{invite.max_uses ? ` of ${invite.max_uses}` : ""} times · {invite.expires_at ? `ends ${formatRelative(Date.parse(invite.expires_at))}` : "never ends"}</div></div>
          <IconButton label="Take back" icon={<Trash2 size={17} />} onClick={() => void revoke(invite.code)} />
        </li>
      ))}
    </ul>
  );
}
