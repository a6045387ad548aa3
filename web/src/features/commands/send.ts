import { channels } from "../../stores/entities";
import { runCommand } from "../../stores/interactions";
import { CommandType, type OptionValue } from "../../wire/commands";
import type { Id } from "../../wire/types";
import { botOf } from "./bot";
import type { Runnable } from "./catalogue";
import { toWire, type Entries } from "./values";

/** What names a command on the wire. */
export function commandData({ command }: Runnable, options: readonly OptionValue[], attachments: readonly { id: string; filename: string }[] = []) {
  return {
    id: command.id, type: CommandType.chatInput, name: command.name,
    ...(command.version ? { version: command.version } : {}), ...(command.guild_id ? { guild_id: command.guild_id } : {}),
    options, attachments,
  };
}

export function sendCommand(channelId: Id, runnable: Runnable, entries: Entries): void {
  const { options, attachments, files } = toWire(runnable, entries);
  const bot = botOf(runnable.application, channels.get(channelId)?.guild_id);
  runCommand({ applicationId: runnable.application.id, channelId, data: commandData(runnable, options, attachments), files }, { name: runnable.words, type: CommandType.chatInput, bot });
}
