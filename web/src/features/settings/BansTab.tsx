import { Ban as BanIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { explain } from "../../api/errors";
import { guilds as routes } from "../../api/routes";
import { userName } from "../../stores/names";
import { notify } from "../../stores/overlays";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import type { Ban, Id } from "../../wire/types";

export function BansTab({ guildId }: { guildId: Id }) {
  const [list, setList] = useState<Ban[] | null>(null);
  useEffect(() => {
    routes.bans(guildId).then(setList, (error: unknown) => { notify(explain(error), "danger"); setList([]); });
  }, [guildId]);
  const lift = (userId: Id) => routes.unban(guildId, userId).then(
    () => setList((now) => now?.filter((ban) => ban.user.id !== userId) ?? null), (error: unknown) => notify(explain(error), "danger"));
  if (!list) return <span className="spinner" />;
  if (list.length === 0) return <div className="empty"><span className="empty__art"><BanIcon size={26} /></span><p className="empty__title">Nobody is banned</p><p className="empty__text">May it stay that way.</p></div>;
  return (
    <ul className="plain-list">
      {list.map(({ user, reason }) => (
        <li key={user.id} className="plain-list__row"><Avatar user={user} size={36} /><div><strong>{userName(user)}</strong><div className="muted">{reason || "No reason given"}</div></div><Button small onClick={() => void lift(user.id)}>Lift the ban</Button></li>
      ))}
    </ul>
  );
}
