import { presences, users } from "../../stores/entities";
import type { Handler } from "../dispatches";

export const presenceUpdate: Handler<"PRESENCE_UPDATE"> = (presence) => {
  presences.set(presence.user.id, presence);
  const { id, ...change } = presence.user;
  if (change.username) users.update(id, (user) => (user ? { ...user, ...change } : user));
};
