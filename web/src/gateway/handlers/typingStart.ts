import { membersOf, rememberUser, channels } from "../../stores/entities";
import { myId } from "../../stores/session";
import { startedTyping } from "../../stores/typing";
import type { Handler } from "../dispatches";

export const typingStart: Handler<"TYPING_START"> = ({ channel_id, user_id, member }) => {
  if (user_id === myId()) return;
  const guildId = channels.get(channel_id)?.guild_id;
  if (member) {
    rememberUser(member.user);
    if (guildId && !membersOf.of(guildId).has(user_id)) membersOf.of(guildId).set(user_id, member);
  }
  startedTyping(channel_id, user_id);
};
