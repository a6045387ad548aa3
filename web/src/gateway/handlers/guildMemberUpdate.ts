import { membersOf, rememberUser } from "../../stores/entities";
import type { Handler } from "../dispatches";

export const guildMemberUpdate: Handler<"GUILD_MEMBER_UPDATE"> = ({ guild_id, ...change }) => {
  rememberUser(change.user);
  membersOf.of(guild_id).update(change.user.id, (member) => ({ roles: [], ...member, ...change }));
};
