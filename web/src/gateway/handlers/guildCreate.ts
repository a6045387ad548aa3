import {
  awaitedGuilds, channels, channelsIn, emojisOf, guilds, membersOf, presences, rememberUser, rolesOf,
} from "../../stores/entities";
import { stageInstances, voiceStartTimes, voiceStatesOf, voiceStatuses } from "../../stores/voiceStates";
import type { Handler } from "../dispatches";

export const guildCreate: Handler<"GUILD_CREATE"> = (payload) => {
  const { roles = [], channels: sent = [], members = [], presences: seen = [], emojis = [],
    voice_states: voices = [], stage_instances: stages = [], ...row } = payload;
  awaitedGuilds.update((awaited) => new Set([...awaited].filter((id) => id !== row.id)));
  if (row.unavailable) return;

  guilds.set(row.id, row);
  rolesOf.of(row.id).replaceAll(roles.map((role) => [role.id, role]));
  emojisOf.of(row.id).replaceAll(emojis.flatMap((emoji) => (emoji.id ? [[emoji.id, emoji] as const] : [])));

  const visible = new Set(sent.map((channel) => channel.id));
  for (const channel of channelsIn(row.id)) if (!visible.has(channel.id)) channels.delete(channel.id);
  for (const channel of sent) channels.set(channel.id, { ...channel, guild_id: row.id });

  for (const member of members) rememberUser(member.user);
  membersOf.of(row.id).replaceAll(members.map((member) => [member.user.id, member]));
  for (const presence of seen) presences.set(presence.user.id, presence);

  voiceStatesOf.of(row.id).replaceAll(voices.map((state) => [state.user_id, { ...state, guild_id: row.id }]));
  for (const stage of stageInstances.values()) if (stage.guild_id === row.id) stageInstances.delete(stage.channel_id);
  for (const stage of stages) stageInstances.set(stage.channel_id, stage);
  for (const { id, status, voice_start_time: since } of sent) {
    if (status !== undefined) voiceStatuses.update(id, () => status || undefined);
    if (since !== undefined) voiceStartTimes.update(id, () => (since ? since * 1000 : undefined));
  }
};
