import { guilds, membersOf, presences, rememberUser } from "../../stores/entities";
import { applyListUpdate, memberLists } from "../../stores/memberLists";
import type { Handler } from "../dispatches";

export const guildMemberListUpdate: Handler<"GUILD_MEMBER_LIST_UPDATE"> = (payload) => {
  const members = membersOf.of(payload.guild_id);
  for (const op of payload.ops) {
    for (const item of op.op === "SYNC" ? op.items : "item" in op ? [op.item] : []) {
      if (!("member" in item)) continue;
      const { presence, ...member } = item.member;
      rememberUser(member.user);
      members.set(member.user.id, member);
      if (presence && presence.status !== "offline") presences.set(member.user.id, { ...presence, user: { id: member.user.id } });
      else presences.delete(member.user.id);
    }
  }
  guilds.update(payload.guild_id, (row) => (row ? { ...row, member_count: payload.member_count } : row));
  memberLists.update(payload.guild_id, (lists) => ({ ...lists, [payload.id]: applyListUpdate(lists?.[payload.id], payload) }));
};
