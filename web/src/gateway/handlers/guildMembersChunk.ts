import { membersOf, presences, rememberUser } from "../../stores/entities";
import type { Handler } from "../dispatches";

export const guildMembersChunk: Handler<"GUILD_MEMBERS_CHUNK"> = (payload) => {
  const members = membersOf.of(payload.guild_id);
  for (const member of payload.members) {
    rememberUser(member.user);
    members.set(member.user.id, member);
  }
  for (const presence of payload.presences ?? []) presences.set(presence.user.id, presence);
};
