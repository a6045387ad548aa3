// The dispatches this client acts on, and the shape of each.
import type { OptionChoice } from "../wire/commands";
import type { ListUpdate } from "../stores/memberLists";
import type { Modal } from "../wire/components";
import type {
  Channel, Emoji, Guild, Id, Member, Message, Presence, ReadStateEntry, Relation, Role, User,
} from "../wire/types";
import type { PrivateCall, StageInstance, VoiceEffect, VoiceServer, VoiceState } from "../wire/voice";

export interface Dispatches {
  READY: {
    user: User;
    guilds: { id: Id; unavailable?: boolean }[];
    private_channels?: Channel[];
    relationships?: Relation[];
    session_id: string;
    resume_gateway_url?: string;
    read_state?: { entries?: ReadStateEntry[] } | ReadStateEntry[];
  };
  RESUMED: unknown;
  GUILD_CREATE: Guild;
  GUILD_UPDATE: Guild;
  GUILD_DELETE: { id: Id; unavailable?: boolean };
  GUILD_ROLE_CREATE: { guild_id: Id; role: Role };
  GUILD_ROLE_UPDATE: { guild_id: Id; role: Role };
  GUILD_ROLE_DELETE: { guild_id: Id; role_id: Id };
  GUILD_MEMBER_ADD: Member & { guild_id: Id };
  GUILD_MEMBER_UPDATE: Partial<Member> & { guild_id: Id; user: User };
  GUILD_MEMBER_REMOVE: { guild_id: Id; user: User };
  GUILD_MEMBERS_CHUNK: { guild_id: Id; members: Member[]; presences?: Presence[]; not_found?: Id[] };
  GUILD_EMOJIS_UPDATE: { guild_id: Id; emojis: Emoji[] };
  CHANNEL_CREATE: Channel;
  CHANNEL_UPDATE: Channel;
  CHANNEL_DELETE: Channel;
  CHANNEL_INFO: { guild_id: Id; channels: { id: Id; status?: string | null; voice_start_time?: number | null }[] };
  CHANNEL_PINS_UPDATE: { channel_id: Id; last_pin_timestamp?: string | null };
  CHANNEL_RECIPIENT_ADD: { channel_id: Id; user: User; nick?: string | null };
  CHANNEL_RECIPIENT_REMOVE: { channel_id: Id; user: User };
  MESSAGE_CREATE: Message;
  MESSAGE_UPDATE: Partial<Message> & { id: Id; channel_id: Id };
  MESSAGE_DELETE: { id: Id; channel_id: Id };
  MESSAGE_DELETE_BULK: { ids: Id[]; channel_id: Id };
  MESSAGE_ACK: { channel_id: Id; message_id: Id; mention_count?: number };
  MESSAGE_REACTION_ADD: ReactionDispatch;
  MESSAGE_REACTION_REMOVE: ReactionDispatch;
  MESSAGE_REACTION_REMOVE_ALL: { channel_id: Id; message_id: Id };
  MESSAGE_REACTION_REMOVE_EMOJI: { channel_id: Id; message_id: Id; emoji: Emoji };
  TYPING_START: { channel_id: Id; user_id: Id; member?: Member; timestamp: number };
  PRESENCE_UPDATE: Presence;
  PASSIVE_UPDATE_V2: {
    guild_id: Id;
    updated_channels?: { id: Id; last_message_id: Id | null; last_pin_timestamp?: string }[];
    updated_members?: Member[];
    updated_voice_states?: VoiceState[];
    removed_voice_states?: Id[];
  };
  GUILD_MEMBER_LIST_UPDATE: ListUpdate;
  RELATIONSHIP_ADD: Relation & { should_notify?: boolean };
  RELATIONSHIP_UPDATE: Relation;
  RELATIONSHIP_REMOVE: Relation;
  USER_UPDATE: User;
  INTERACTION_CREATE: { id: Id; nonce?: string };
  INTERACTION_SUCCESS: { id: Id; nonce?: string | null };
  INTERACTION_FAILURE: { id: Id; nonce?: string | null; reason_code?: number };
  INTERACTION_MODAL_CREATE: Modal;
  APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE: { choices?: OptionChoice[]; nonce?: string | null };
  GUILD_APPLICATION_COMMAND_INDEX_UPDATE: { guild_id: Id };
  CALL_CREATE: PrivateCall & { voice_states?: VoiceState[] };
  CALL_UPDATE: PrivateCall;
  CALL_DELETE: { channel_id: Id };
  STAGE_INSTANCE_CREATE: StageInstance;
  STAGE_INSTANCE_UPDATE: StageInstance;
  STAGE_INSTANCE_DELETE: StageInstance;
  VOICE_CHANNEL_EFFECT_SEND: VoiceEffect;
  VOICE_CHANNEL_START_TIME_UPDATE: { id: Id; guild_id: Id; voice_start_time?: number | null };
  VOICE_CHANNEL_STATUS_UPDATE: { id: Id; guild_id: Id; status: string | null };
  VOICE_SERVER_UPDATE: VoiceServer;
  VOICE_STATE_UPDATE: VoiceState;
}

export interface ReactionDispatch {
  user_id: Id;
  channel_id: Id;
  message_id: Id;
  emoji: Emoji;
}

export type DispatchName = keyof Dispatches;
export type Handler<N extends DispatchName> = (payload: Dispatches[N]) => void;
export type Handlers = { readonly [N in DispatchName]: Handler<N> };
