// One handler for each dispatch this client acts on. Others are left alone, as the protocol asks.
import type { Handlers } from "../dispatches";
import { channelDelete } from "./channelDelete";
import { channelInfo } from "./channelInfo";
import { channelPinsUpdate } from "./channelPinsUpdate";
import { channelRecipientAdd } from "./channelRecipientAdd";
import { channelRecipientRemove } from "./channelRecipientRemove";
import { channelUpsert } from "./channelUpsert";
import { applicationCommandAutocompleteResponse } from "./applicationCommandAutocompleteResponse";
import { guildApplicationCommandIndexUpdate } from "./guildApplicationCommandIndexUpdate";
import { guildCreate } from "./guildCreate";
import { guildDelete } from "./guildDelete";
import { guildEmojisUpdate } from "./guildEmojisUpdate";
import { guildMemberAdd } from "./guildMemberAdd";
import { guildMemberRemove } from "./guildMemberRemove";
import { guildMembersChunk } from "./guildMembersChunk";
import { guildMemberUpdate } from "./guildMemberUpdate";
import { guildRoleDelete } from "./guildRoleDelete";
import { guildRoleUpsert } from "./guildRoleUpsert";
import { guildUpdate } from "./guildUpdate";
import { interactionCreate } from "./interactionCreate";
import { interactionFailure } from "./interactionFailure";
import { interactionModalCreate } from "./interactionModalCreate";
import { interactionSuccess } from "./interactionSuccess";
import { messageAck } from "./messageAck";
import { messageCreate } from "./messageCreate";
import { messageDelete } from "./messageDelete";
import { messageDeleteBulk } from "./messageDeleteBulk";
import { messageReactionAdd } from "./messageReactionAdd";
import { messageReactionRemove } from "./messageReactionRemove";
import { messageReactionRemoveAll } from "./messageReactionRemoveAll";
import { messageReactionRemoveEmoji } from "./messageReactionRemoveEmoji";
import { messageUpdate } from "./messageUpdate";
import { guildMemberListUpdate } from "./guildMemberListUpdate";
import { passiveUpdate } from "./passiveUpdate";
import { presenceUpdate } from "./presenceUpdate";
import { ready } from "./ready";
import { relationshipAdd } from "./relationshipAdd";
import { relationshipRemove } from "./relationshipRemove";
import { relationshipUpdate } from "./relationshipUpdate";
import { resumed } from "./resumed";
import { typingStart } from "./typingStart";
import { userUpdate } from "./userUpdate";
import { callCreate } from "./callCreate";
import { callDelete } from "./callDelete";
import { callUpdate } from "./callUpdate";
import { stageInstanceDelete } from "./stageInstanceDelete";
import { stageInstanceUpsert } from "./stageInstanceUpsert";
import { voiceChannelEffectSend } from "./voiceChannelEffectSend";
import { voiceChannelStartTimeUpdate } from "./voiceChannelStartTimeUpdate";
import { voiceChannelStatusUpdate } from "./voiceChannelStatusUpdate";
import { voiceServerUpdate } from "./voiceServerUpdate";
import { voiceStateUpdate } from "./voiceStateUpdate";

export const handlers: Handlers = {
  READY: ready,
  RESUMED: resumed,
  GUILD_CREATE: guildCreate,
  GUILD_UPDATE: guildUpdate,
  GUILD_DELETE: guildDelete,
  GUILD_ROLE_CREATE: guildRoleUpsert,
  GUILD_ROLE_UPDATE: guildRoleUpsert,
  GUILD_ROLE_DELETE: guildRoleDelete,
  GUILD_MEMBER_ADD: guildMemberAdd,
  GUILD_MEMBER_UPDATE: guildMemberUpdate,
  GUILD_MEMBER_REMOVE: guildMemberRemove,
  GUILD_MEMBERS_CHUNK: guildMembersChunk,
  GUILD_EMOJIS_UPDATE: guildEmojisUpdate,
  CHANNEL_CREATE: channelUpsert,
  CHANNEL_UPDATE: channelUpsert,
  CHANNEL_DELETE: channelDelete,
  CHANNEL_INFO: channelInfo,
  CHANNEL_PINS_UPDATE: channelPinsUpdate,
  CHANNEL_RECIPIENT_ADD: channelRecipientAdd,
  CHANNEL_RECIPIENT_REMOVE: channelRecipientRemove,
  MESSAGE_CREATE: messageCreate,
  MESSAGE_UPDATE: messageUpdate,
  MESSAGE_DELETE: messageDelete,
  MESSAGE_DELETE_BULK: messageDeleteBulk,
  MESSAGE_ACK: messageAck,
  MESSAGE_REACTION_ADD: messageReactionAdd,
  MESSAGE_REACTION_REMOVE: messageReactionRemove,
  MESSAGE_REACTION_REMOVE_ALL: messageReactionRemoveAll,
  MESSAGE_REACTION_REMOVE_EMOJI: messageReactionRemoveEmoji,
  TYPING_START: typingStart,
  PRESENCE_UPDATE: presenceUpdate,
  PASSIVE_UPDATE_V2: passiveUpdate,
  GUILD_MEMBER_LIST_UPDATE: guildMemberListUpdate,
  RELATIONSHIP_ADD: relationshipAdd,
  RELATIONSHIP_UPDATE: relationshipUpdate,
  RELATIONSHIP_REMOVE: relationshipRemove,
  USER_UPDATE: userUpdate,
  INTERACTION_CREATE: interactionCreate,
  INTERACTION_SUCCESS: interactionSuccess,
  INTERACTION_FAILURE: interactionFailure,
  INTERACTION_MODAL_CREATE: interactionModalCreate,
  APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE: applicationCommandAutocompleteResponse,
  GUILD_APPLICATION_COMMAND_INDEX_UPDATE: guildApplicationCommandIndexUpdate,
  CALL_CREATE: callCreate,
  CALL_UPDATE: callUpdate,
  CALL_DELETE: callDelete,
  STAGE_INSTANCE_CREATE: stageInstanceUpsert,
  STAGE_INSTANCE_UPDATE: stageInstanceUpsert,
  STAGE_INSTANCE_DELETE: stageInstanceDelete,
  VOICE_CHANNEL_EFFECT_SEND: voiceChannelEffectSend,
  VOICE_CHANNEL_START_TIME_UPDATE: voiceChannelStartTimeUpdate,
  VOICE_CHANNEL_STATUS_UPDATE: voiceChannelStatusUpdate,
  VOICE_SERVER_UPDATE: voiceServerUpdate,
  VOICE_STATE_UPDATE: voiceStateUpdate,
};
