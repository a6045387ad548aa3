import { commandsChanged } from "../../stores/commandIndex";
import type { Handler } from "../dispatches";

export const guildApplicationCommandIndexUpdate: Handler<"GUILD_APPLICATION_COMMAND_INDEX_UPDATE"> = ({ guild_id }) => commandsChanged(guild_id);
