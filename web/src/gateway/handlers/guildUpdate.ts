import { emojisOf, guilds, rolesOf } from "../../stores/entities";
import type { Handler } from "../dispatches";

export const guildUpdate: Handler<"GUILD_UPDATE"> = (payload) => {
  const { roles, emojis, channels: _channels, members: _members, presences: _presences, ...change } = payload;
  guilds.update(payload.id, (row) => (row ? { ...row, ...change } : row));
  if (roles) rolesOf.of(payload.id).replaceAll(roles.map((role) => [role.id, role]));
  if (emojis) emojisOf.of(payload.id).replaceAll(emojis.flatMap((emoji) => (emoji.id ? [[emoji.id, emoji] as const] : [])));
};
