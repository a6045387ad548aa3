import { commandsChanged } from "../../stores/commandIndex";
import { rolesOf } from "../../stores/entities";
import type { Handler } from "../dispatches";

// Creation and change carry the same payload: the whole role.
export const guildRoleUpsert: Handler<"GUILD_ROLE_CREATE"> & Handler<"GUILD_ROLE_UPDATE"> = (payload) => {
  rolesOf.of(payload.guild_id).set(payload.role.id, payload.role);
  commandsChanged(payload.guild_id);
};
