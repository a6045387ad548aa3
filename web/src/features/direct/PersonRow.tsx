import type { ReactNode } from "react";
import { presences } from "../../stores/entities";
import { userName } from "../../stores/names";
import { useRow } from "../../stores/reactive";
import { Avatar } from "../../ui/Avatar";
import type { User } from "../../wire/types";

/** One person in a list: who it is, and what can be done, at the end of the line. */
export function PersonRow({ user, note, children }: { user: User; note?: ReactNode; children?: ReactNode }) {
  const presence = useRow(presences, user.id);
  return (
    <li className="person-row">
      <Avatar user={user} size={38} status={presence?.status ?? "offline"} />
      <span className="person-row__who"><strong className="truncate">{userName(user)}</strong><span className="truncate">{note ?? user.username}</span></span>
      {children}
    </li>
  );
}
