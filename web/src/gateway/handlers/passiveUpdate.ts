import { channels, membersOf, rememberUser } from "../../stores/entities";
import { markBehind } from "../../stores/messages";
import { takeVoiceState, voiceStatesOf } from "../../stores/voiceStates";
import { isAfter } from "../../wire/snowflake";
import type { Handler } from "../dispatches";

// A guild that is not on screen: how far its channels are, which makes its unread marks, and who is in voice there.
export const passiveUpdate: Handler<"PASSIVE_UPDATE_V2"> = (payload) => {
  for (const told of payload.updated_channels ?? []) {
    channels.update(told.id, (row) => (row ? {
      ...row,
      last_message_id: isAfter(told.last_message_id ?? "0", row.last_message_id) ? told.last_message_id ?? null : row.last_message_id ?? null,
    } : row));
    // A page that was read just before the guild was opened lacks what came in between.
    if (told.last_message_id) markBehind(told.id, told.last_message_id);
  }
  const members = membersOf.of(payload.guild_id);
  for (const member of payload.updated_members ?? []) {
    rememberUser(member.user);
    members.set(member.user.id, member);
  }
  for (const state of payload.updated_voice_states ?? []) takeVoiceState({ ...state, guild_id: payload.guild_id }, payload.guild_id);
  for (const userId of payload.removed_voice_states ?? []) voiceStatesOf.of(payload.guild_id).delete(userId);
};
