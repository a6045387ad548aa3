import { dropGuild, guilds } from "../../stores/entities";
import { voiceStatesOf } from "../../stores/voiceStates";
import type { Handler } from "../dispatches";

// Unavailable means an outage: keep the guild greyed out. Without it, we have left or were removed.
export const guildDelete: Handler<"GUILD_DELETE"> = (payload) => {
  if (payload.unavailable) guilds.update(payload.id, (row) => (row ? { ...row, unavailable: true } : row));
  else {
    dropGuild(payload.id);
    voiceStatesOf.drop(payload.id);
  }
};
