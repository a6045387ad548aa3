import { channels, channelsIn, emojisOf, membersOf, rolesOf } from "../../stores/entities";
import { loadedShortcodes } from "../emoji/data";
import type { Id } from "../../wire/types";
import type { Names } from "./mentionText";

/** The names that can be typed in a channel. */
export function namesIn(channelId: Id): Names {
  const guildId = channels.get(channelId)?.guild_id ?? "";
  return {
    guildId,
    members: membersOf.of(guildId).values(),
    roles: rolesOf.of(guildId).values(),
    channels: channelsIn(guildId),
    emojis: emojisOf.of(guildId).values(),
    shortcodes: loadedShortcodes(),
  };
}
