import { emojisOf } from "../../stores/entities";
import type { Handler } from "../dispatches";

export const guildEmojisUpdate: Handler<"GUILD_EMOJIS_UPDATE"> = ({ guild_id, emojis }) => {
  emojisOf.of(guild_id).replaceAll(emojis.flatMap((emoji) => (emoji.id ? [[emoji.id, emoji] as const] : [])));
};
