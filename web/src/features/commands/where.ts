// What decides which commands are offered in a channel: who I am there, and what kind of place it is.
import { permissionsInChannel } from "../../stores/access";
import { channels, membersOf } from "../../stores/entities";
import { myId } from "../../stores/session";
import { ChannelType, type Id } from "../../wire/types";
import type { Where } from "./catalogue";

export function whereAmI(channelId: Id): Where {
  const channel = channels.get(channelId);
  const guildId = channel?.guild_id ?? null;
  return {
    context: guildId ? 0 : channel?.type === ChannelType.dm ? 1 : 2,
    channelId, guildId,
    nsfw: channel?.nsfw ?? false,
    userId: myId(),
    roleIds: guildId ? membersOf.of(guildId).get(myId())?.roles ?? [] : [],
    held: channel ? permissionsInChannel(channel) : 0n,
  };
}
