import { useState } from "react";
import { guilds as routes } from "../../api/routes";
import { channelsIn, type GuildRow } from "../../stores/entities";
import { go } from "../../stores/navigation";
import { notify, open } from "../../stores/overlays";
import { myId } from "../../stores/session";
import { Button } from "../../ui/Button";
import { Select, TextField } from "../../ui/Field";
import { guildIconUrl } from "../../ui/pictures";
import { ChannelType } from "../../wire/types";
import { useForm } from "../auth/AuthPage";
import { PictureField } from "./PictureField";
import { SaveBar } from "./SaveBar";

export function GuildOverviewTab({ guild, onClose }: { guild: GuildRow; onClose: () => void }) {
  const start = { name: guild.name, icon: guildIconUrl(guild), system: guild.system_channel_id ?? "" };
  const [name, setName] = useState(start.name);
  const [icon, setIcon] = useState(start.icon);
  const [system, setSystem] = useState(start.system);
  const changed = name !== start.name || icon !== start.icon || system !== start.system;
  const form = useForm(async () => {
    const next = await routes.patch(guild.id, {
      ...(name !== start.name ? { name: name.trim() } : {}),
      ...(icon !== start.icon ? { icon } : {}),
      ...(system !== start.system ? { system_channel_id: system || null } : {}),
    });
    setIcon(guildIconUrl(next));
    notify("Saved.", "success");
  });
  return (
    <div className="stack">
      <PictureField label="Picture" value={icon} shape="square" fallback={name} onChange={setIcon} />
      <TextField label="Guild name" value={name} maxLength={100} onChange={(event) => setName(event.target.value)} error={form.fields.name} />
      <Select label="Say hello to newcomers in" value={system} onChange={(event) => setSystem(event.target.value)} hint="A line appears there when someone joins.">
        <option value="">Nowhere</option>
        {channelsIn(guild.id).filter((channel) => channel.type === ChannelType.text).map((channel) => <option key={channel.id} value={channel.id}>#{channel.name}</option>)}
      </Select>
      <SaveBar changed={changed} form={form} onReset={() => { setName(start.name); setIcon(start.icon); setSystem(start.system); }} />
      {guild.owner_id === myId() && (
        <div className="settings__section"><h3>Delete this guild</h3><p className="muted">All channels and messages disappear for everyone.</p>
          <Button tone="danger-quiet" onClick={() => open({ kind: "confirm", danger: true, title: `Delete ${guild.name}?`, text: "This can't be undone.", action: "Delete guild", run: () => routes.delete(guild.id).then(() => { onClose(); go({ page: "home" }); }) })}>Delete guild</Button></div>
      )}
    </div>
  );
}
