import { commandsChanged } from "../../stores/commandIndex";
import { membersOf, rememberUser } from "../../stores/entities";
import { myId } from "../../stores/session";
import type { Handler } from "../dispatches";

export const guildMemberUpdate: Handler<"GUILD_MEMBER_UPDATE"> = ({ guild_id, ...change }) => {
  rememberUser(change.user);
  if (change.user.id === myId()) commandsChanged(guild_id);
  membersOf.of(guild_id).update(change.user.id, (member) => ({ roles: [], ...member, ...change }));
};
