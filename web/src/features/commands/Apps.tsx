import { Fragment, useEffect } from "react";
import { MenuItems } from "../../ui/Menu";
import { commandIndexes, loadCommands } from "../../stores/commandIndex";
import { channels } from "../../stores/entities";
import { runCommand } from "../../stores/interactions";
import { useRow } from "../../stores/reactive";
import type { Id } from "../../wire/types";
import { AppIcon } from "./AppIcon";
import { botOf } from "./bot";
import { commandsOf, labelOf } from "./catalogue";

/** The commands of one kind for a person or a message, by application. */
export default function Apps({ channelId, type, targetId }: { channelId: Id; type: number; targetId: Id }) {
  const row = useRow(commandIndexes, channelId);
  useEffect(() => {
    void loadCommands(channelId);
  }, [channelId, row?.stale]);
  if (!row?.index) return row?.error ? <p className="menu-note">{row.error}</p> : <div className="menu-note"><span className="spinner" /> Loading…</div>;
  const found = commandsOf(row.index, type);
  if (found.length === 0) return <p className="menu-note">No app here has something for this.</p>;
  const guildId = channels.get(channelId)?.guild_id;
  return found.map(({ command, application }, index) => (
    <Fragment key={command.id}>
      {application.id !== found[index - 1]?.application.id && <MenuItems entries={[{ label: application.name }]} />}
      <MenuItems entries={[{
        text: labelOf(command), icon: <AppIcon application={application} size={18} />,
        run: () => runCommand({
          applicationId: application.id, channelId,
          data: { id: command.id, type, name: command.name, ...(command.version ? { version: command.version } : {}), ...(command.guild_id ? { guild_id: command.guild_id } : {}), target_id: targetId, options: [], attachments: [] },
        }, { name: labelOf(command), type, bot: botOf(application, guildId) }),
      }]} />
    </Fragment>
  ));
}
