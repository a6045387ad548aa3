import { Hash, KeyRound } from "lucide-react";
import { useState } from "react";
import { channels as routes } from "../../api/routes";
import { useMayInChannel } from "../../stores/access";
import { useChannel } from "../../stores/entities";
import { notify } from "../../stores/overlays";
import { Button } from "../../ui/Button";
import { Select, TextArea, TextField } from "../../ui/Field";
import { Range } from "../../ui/Range";
import { Permission } from "../../wire/permissions";
import { ChannelType, isVoiceChannel, type Channel } from "../../wire/types";
import { confirmDelete } from "../channels/ChannelList";
import { useForm } from "../auth/AuthPage";
import { OverwritesTab } from "./OverwritesTab";
import { SaveBar } from "./SaveBar";
import { SettingsFrame } from "./SettingsFrame";

export default function ChannelSettings({ channelId, tab, onClose }: { channelId: string; tab?: string | undefined; onClose: () => void }) {
  const channel = useChannel(channelId);
  const manage = useMayInChannel(channelId, Permission.manageChannels);
  const roles = useMayInChannel(channelId, Permission.manageRoles);
  if (!channel) return null;
  return (
    <SettingsFrame title={channel.type === ChannelType.category || isVoiceChannel(channel) ? channel.name ?? "" : `#${channel.name ?? ""}`} initial={tab} onClose={onClose} tabs={[
      manage && { id: "overview", text: "Overview", icon: <Hash size={17} />, view: () => <Overview channel={channel} /> },
      roles && { id: "permissions", text: "Permissions", icon: <KeyRound size={17} />, view: () => <OverwritesTab channel={channel} /> },
    ]} />
  );
}

const pauses: [number, string][] = [[0, "Off"], [5, "5 seconds"], [10, "10 seconds"], [30, "30 seconds"], [60, "1 minute"], [300, "5 minutes"], [3_600, "1 hour"]];

const DefaultBitrate = 64_000;
const MostPeople = 99;

function Overview({ channel }: { channel: Channel }) {
  const category = channel.type === ChannelType.category;
  const start = { name: channel.name ?? "", topic: channel.topic ?? "", pause: channel.rate_limit_per_user ?? 0, limit: channel.user_limit ?? 0, kbps: Math.round((channel.bitrate ?? DefaultBitrate) / 1000) };
  const voice = isVoiceChannel(channel);
  const [name, setName] = useState(start.name);
  const [topic, setTopic] = useState(start.topic);
  const [pause, setPause] = useState(start.pause);
  const [limit, setLimit] = useState(start.limit);
  const [kbps, setKbps] = useState(start.kbps);
  const changed = limit !== start.limit || kbps !== start.kbps || name !== start.name || topic !== start.topic || pause !== start.pause;
  const form = useForm(async () => {
    await routes.patch(channel.id, {
      ...(name !== start.name ? { name: name.trim() } : {}),
      ...(topic !== start.topic ? { topic: topic || null } : {}),
      ...(limit !== start.limit ? { user_limit: limit } : {}),
      ...(kbps !== start.kbps ? { bitrate: kbps * 1000 } : {}),
      ...(pause !== start.pause ? { rate_limit_per_user: pause } : {}),
    });
    notify("Saved.", "success");
  });
  return (
    <div className="stack">
      <TextField label="Name" value={name} maxLength={100} onChange={(event) => setName(event.target.value)} error={form.fields.name} />
      {!category && <>
        {voice && <>
          {channel.type === ChannelType.voice && <Range label="How many people fit" value={limit} min={0} max={MostPeople} text={limit === 0 ? "any number" : String(limit)} hint="Those who may move members come in all the same." onChange={setLimit} />}
          <Range label="Sound quality" value={kbps} min={8} max={channel.type === ChannelType.stage ? 64 : 96} step={8} mark={64} text={`${kbps} kbit/s`} onChange={setKbps} />
        </>}
        {!voice && <TextArea label="Topic" value={topic} maxLength={1024} placeholder="What is this channel for?" onChange={(event) => setTopic(event.target.value)} error={form.fields.topic} />}
        <Select label="Slow mode" value={pause} onChange={(event) => setPause(Number(event.target.value))} hint="How long each person waits between messages.">{pauses.map(([value, text]) => <option key={value} value={value}>{text}</option>)}</Select>
      </>}
      <SaveBar changed={changed} form={form} onReset={() => { setName(start.name); setTopic(start.topic); setPause(start.pause); setLimit(start.limit); setKbps(start.kbps); }} />
      <div className="settings__section"><Button tone="danger-quiet" onClick={() => confirmDelete(channel)}>Delete {category ? "category" : "channel"}</Button></div>
    </div>
  );
}
