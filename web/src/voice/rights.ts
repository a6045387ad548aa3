// What one may do in a voice channel, worked out as the server does it, so that a refusal has words.
import { channels, guilds, membersOf, rolesOf } from "../stores/entities";
import { myId } from "../stores/session";
import { peopleIn } from "../stores/voiceStates";
import { Permission, asker, channelPermissions, has } from "../wire/permissions";
import type { Id } from "../wire/types";

export interface CallRights {
  /** Why one may not come in, or null. */
  refusal: string | null;
  useActivity: boolean;
}

export function mayIn(channelId: Id | null): CallRights {
  const channel = channels.get(channelId ?? "");
  const guild = guilds.get(channel?.guild_id ?? "");
  // Private channels have no permissions, and of unknown ones the server knows more.
  if (!channel || !guild) return { refusal: null, useActivity: true };
  const held = channelPermissions(guild, (id) => rolesOf.of(guild.id).get(id), asker(membersOf.of(guild.id).get(myId()), myId()), channel);
  const limit = channel.user_limit ?? 0;
  const isFull = limit > 0 && peopleIn(guild.id, channel.id).filter((state) => state.user_id !== myId()).length >= limit;
  return {
    refusal: !has(held, Permission.connect) ? "You may not join this voice channel."
      : isFull && !has(held, Permission.moveMembers) ? "This voice channel is full." : null,
    useActivity: has(held, Permission.useVoiceActivity),
  };
}
