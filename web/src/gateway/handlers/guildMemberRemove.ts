import { guilds, membersOf } from "../../stores/entities";
import type { Handler } from "../dispatches";

export const guildMemberRemove: Handler<"GUILD_MEMBER_REMOVE"> = ({ guild_id, user }) => {
  membersOf.of(guild_id).delete(user.id);
  guilds.update(guild_id, (row) => (row ? { ...row, member_count: Math.max(0, (row.member_count ?? 1) - 1) } : row));
};
