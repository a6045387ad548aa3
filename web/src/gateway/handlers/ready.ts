import { awaitedGuilds, channels, channelsIn, dropGuild, forgetEverything, guilds, presences, rememberUser } from "../../stores/entities";
import { allCommandsStale } from "../../stores/commandIndex";
import { loseAll } from "../../stores/interactions";
import { markAllStale } from "../../stores/messages";
import { preferences } from "../../stores/preferences";
import { takeRelations } from "../../stores/relations";
import { loadReadStates } from "../../stores/readStates";
import { me, sessionId } from "../../stores/session";
import { typing } from "../../stores/typing";
import { tellEngine } from "../../stores/call";
import { forgetVoice, privateCalls } from "../../stores/voiceStates";
import type { Handler } from "../dispatches";

// A new session starts from nothing: whatever is not sent again is gone. Guilds that come back keep
// their rows until GUILD_CREATE replaces them, so that a reconnect does not blank the screen.
export const ready: Handler<"READY"> = (payload) => {
  if (me.get()?.id !== payload.user.id) {
    forgetEverything();
    forgetVoice();
  }
  const announced = new Set(payload.guilds.map((guild) => guild.id));
  for (const guild of guilds.values()) if (!announced.has(guild.id)) dropGuild(guild.id);

  me.set(payload.user);
  rememberUser(payload.user);
  presences.set(payload.user.id, { user: { id: payload.user.id }, status: preferences.get().status, activities: [] });
  for (const channel of channelsIn("")) channels.delete(channel.id);
  for (const channel of payload.private_channels ?? []) {
    channel.recipients?.forEach(rememberUser);
    channels.set(channel.id, channel);
  }
  takeRelations(payload.relationships ?? []);
  awaitedGuilds.set(announced);
  typing.clear();
  privateCalls.clear();
  tellEngine((engine) => engine.sessionBegan());
  sessionId.set(payload.session_id);
  loseAll();
  allCommandsStale();
  markAllStale();
  const reads = payload.read_state;
  loadReadStates(Array.isArray(reads) ? reads : reads?.entries);
};
