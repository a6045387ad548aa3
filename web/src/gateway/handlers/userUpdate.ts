import { membersOf, guilds, users } from "../../stores/entities";
import { me } from "../../stores/session";
import type { Handler } from "../dispatches";

export const userUpdate: Handler<"USER_UPDATE"> = (user) => {
  me.update((current) => ({ ...current, ...user }));
  users.update(user.id, (row) => ({ ...row, ...user }));
  for (const guild of guilds.values()) {
    membersOf.of(guild.id).update(user.id, (member) => (member ? { ...member, user: { ...member.user, ...user } } : member));
  }
};
