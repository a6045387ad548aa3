import { commandsChanged } from "../../stores/commandIndex";
import { membersOf, rolesOf } from "../../stores/entities";
import type { Handler } from "../dispatches";

export const guildRoleDelete: Handler<"GUILD_ROLE_DELETE"> = ({ guild_id, role_id }) => {
  rolesOf.of(guild_id).delete(role_id);
  commandsChanged(guild_id);
  const members = membersOf.of(guild_id);
  for (const [id, member] of members.entries()) {
    if (!member.roles.includes(role_id)) continue;
    members.set(id, { ...member, roles: member.roles.filter((role) => role !== role_id) });
  }
};
