import { guilds, membersOf, rememberUser } from "../../stores/entities";
import type { Handler } from "../dispatches";

export const guildMemberAdd: Handler<"GUILD_MEMBER_ADD"> = ({ guild_id, ...member }) => {
  rememberUser(member.user);
  const members = membersOf.of(guild_id);
  const isNew = !members.has(member.user.id);
  members.set(member.user.id, member);
  if (isNew) guilds.update(guild_id, (row) => (row ? { ...row, member_count: (row.member_count ?? 0) + 1 } : row));
};
