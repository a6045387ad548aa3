namespace Guildhall.Protocol;

/// <summary>Every dispatch this server sends. Source: the gateway events and intents of the documentation.</summary>
public static class DispatchCatalogue
{
    public static readonly GatewayEvent Ready = new("READY");
    public static readonly GatewayEvent Resumed = new("RESUMED");
    public static readonly GatewayEvent ChannelCreate = new("CHANNEL_CREATE", Intents.Guilds);
    public static readonly GatewayEvent ChannelUpdate = new("CHANNEL_UPDATE", Intents.Guilds);
    public static readonly GatewayEvent ChannelDelete = new("CHANNEL_DELETE", Intents.Guilds);
    public static readonly GatewayEvent ChannelPinsUpdate = new("CHANNEL_PINS_UPDATE", Intents.Guilds);
    public static readonly GatewayEvent GuildCreate = new("GUILD_CREATE", Intents.Guilds);
    public static readonly GatewayEvent GuildUpdate = new("GUILD_UPDATE", Intents.Guilds);
    public static readonly GatewayEvent GuildDelete = new("GUILD_DELETE", Intents.Guilds);
    public static readonly GatewayEvent GuildAuditLogEntryCreate = new("GUILD_AUDIT_LOG_ENTRY_CREATE", Intents.GuildModeration);
    public static readonly GatewayEvent GuildBanAdd = new("GUILD_BAN_ADD", Intents.GuildModeration);
    public static readonly GatewayEvent GuildBanRemove = new("GUILD_BAN_REMOVE", Intents.GuildModeration);
    public static readonly GatewayEvent GuildEmojisUpdate = new("GUILD_EMOJIS_UPDATE", Intents.GuildExpressions);
    public static readonly GatewayEvent GuildMemberAdd = new("GUILD_MEMBER_ADD", Intents.GuildMembers);
    public static readonly GatewayEvent GuildMemberUpdate = new("GUILD_MEMBER_UPDATE", Intents.GuildMembers);
    public static readonly GatewayEvent GuildMemberRemove = new("GUILD_MEMBER_REMOVE", Intents.GuildMembers);
    public static readonly GatewayEvent GuildJoinRequestCreate = new("GUILD_JOIN_REQUEST_CREATE");
    public static readonly GatewayEvent GuildJoinRequestUpdate = new("GUILD_JOIN_REQUEST_UPDATE");
    public static readonly GatewayEvent GuildJoinRequestDelete = new("GUILD_JOIN_REQUEST_DELETE");
    public static readonly GatewayEvent GuildMembersChunk = new("GUILD_MEMBERS_CHUNK");
    public static readonly GatewayEvent GuildMemberListUpdate = new("GUILD_MEMBER_LIST_UPDATE");
    public static readonly GatewayEvent GuildRoleCreate = new("GUILD_ROLE_CREATE", Intents.Guilds);
    public static readonly GatewayEvent GuildRoleUpdate = new("GUILD_ROLE_UPDATE", Intents.Guilds);
    public static readonly GatewayEvent GuildRoleDelete = new("GUILD_ROLE_DELETE", Intents.Guilds);
    public static readonly GatewayEvent IntegrationCreate = new("INTEGRATION_CREATE", Intents.GuildIntegrations);
    public static readonly GatewayEvent IntegrationDelete = new("INTEGRATION_DELETE", Intents.GuildIntegrations);
    public static readonly GatewayEvent GuildIntegrationsUpdate = new("GUILD_INTEGRATIONS_UPDATE", Intents.GuildIntegrations);
    public static readonly GatewayEvent InviteCreate = new("INVITE_CREATE", Intents.GuildInvites);
    public static readonly GatewayEvent InviteDelete = new("INVITE_DELETE", Intents.GuildInvites);
    public static readonly GatewayEvent MessageCreate = new("MESSAGE_CREATE", Intents.GuildMessages);
    public static readonly GatewayEvent MessageUpdate = new("MESSAGE_UPDATE", Intents.GuildMessages);
    public static readonly GatewayEvent MessageDelete = new("MESSAGE_DELETE", Intents.GuildMessages);
    public static readonly GatewayEvent MessageDeleteBulk = new("MESSAGE_DELETE_BULK", Intents.GuildMessages);
    public static readonly GatewayEvent MessageReactionAdd = new("MESSAGE_REACTION_ADD", Intents.GuildMessageReactions);
    public static readonly GatewayEvent MessageReactionRemove = new("MESSAGE_REACTION_REMOVE", Intents.GuildMessageReactions);
    public static readonly GatewayEvent MessageReactionRemoveAll = new("MESSAGE_REACTION_REMOVE_ALL", Intents.GuildMessageReactions);
    public static readonly GatewayEvent MessageReactionRemoveEmoji = new("MESSAGE_REACTION_REMOVE_EMOJI", Intents.GuildMessageReactions);
    public static readonly GatewayEvent PresenceUpdate = new("PRESENCE_UPDATE", Intents.GuildPresences);
    public static readonly GatewayEvent TypingStart = new("TYPING_START", Intents.GuildMessageTyping);
    public static readonly GatewayEvent UserUpdate = new("USER_UPDATE");
    public static readonly GatewayEvent RateLimited = new("RATE_LIMITED");
    public static readonly GatewayEvent ApplicationCommandPermissionsUpdate = new("APPLICATION_COMMAND_PERMISSIONS_UPDATE");
    public static readonly GatewayEvent AutoModerationRuleCreate = new("AUTO_MODERATION_RULE_CREATE", Intents.AutoModerationConfiguration);
    public static readonly GatewayEvent AutoModerationRuleUpdate = new("AUTO_MODERATION_RULE_UPDATE", Intents.AutoModerationConfiguration);
    public static readonly GatewayEvent AutoModerationRuleDelete = new("AUTO_MODERATION_RULE_DELETE", Intents.AutoModerationConfiguration);
    public static readonly GatewayEvent AutoModerationActionExecution = new("AUTO_MODERATION_ACTION_EXECUTION", Intents.AutoModerationExecution);
    public static readonly GatewayEvent ChannelInfo = new("CHANNEL_INFO");
    public static readonly GatewayEvent ThreadCreate = new("THREAD_CREATE", Intents.Guilds);
    public static readonly GatewayEvent ThreadUpdate = new("THREAD_UPDATE", Intents.Guilds);
    public static readonly GatewayEvent ThreadDelete = new("THREAD_DELETE", Intents.Guilds);
    public static readonly GatewayEvent ThreadListSync = new("THREAD_LIST_SYNC", Intents.Guilds);
    public static readonly GatewayEvent ThreadMemberUpdate = new("THREAD_MEMBER_UPDATE", Intents.Guilds);
    public static readonly GatewayEvent ThreadMembersUpdate = new("THREAD_MEMBERS_UPDATE", Intents.Guilds | Intents.GuildMembers);
    public static readonly GatewayEvent EntitlementCreate = new("ENTITLEMENT_CREATE");
    public static readonly GatewayEvent EntitlementUpdate = new("ENTITLEMENT_UPDATE");
    public static readonly GatewayEvent EntitlementDelete = new("ENTITLEMENT_DELETE");
    public static readonly GatewayEvent GuildStickersUpdate = new("GUILD_STICKERS_UPDATE", Intents.GuildExpressions);
    public static readonly GatewayEvent GuildScheduledEventCreate = new("GUILD_SCHEDULED_EVENT_CREATE", Intents.GuildScheduledEvents);
    public static readonly GatewayEvent GuildScheduledEventUpdate = new("GUILD_SCHEDULED_EVENT_UPDATE", Intents.GuildScheduledEvents);
    public static readonly GatewayEvent GuildScheduledEventDelete = new("GUILD_SCHEDULED_EVENT_DELETE", Intents.GuildScheduledEvents);
    public static readonly GatewayEvent GuildScheduledEventUserAdd = new("GUILD_SCHEDULED_EVENT_USER_ADD", Intents.GuildScheduledEvents);
    public static readonly GatewayEvent GuildScheduledEventUserRemove = new("GUILD_SCHEDULED_EVENT_USER_REMOVE", Intents.GuildScheduledEvents);
    public static readonly GatewayEvent GuildScheduledEventExceptionCreate = new("GUILD_SCHEDULED_EVENT_EXCEPTION_CREATE", Intents.GuildScheduledEvents);
    public static readonly GatewayEvent GuildScheduledEventExceptionUpdate = new("GUILD_SCHEDULED_EVENT_EXCEPTION_UPDATE", Intents.GuildScheduledEvents);
    public static readonly GatewayEvent GuildScheduledEventExceptionDelete = new("GUILD_SCHEDULED_EVENT_EXCEPTION_DELETE", Intents.GuildScheduledEvents);
    public static readonly GatewayEvent GuildSoundboardSoundCreate = new("GUILD_SOUNDBOARD_SOUND_CREATE", Intents.GuildExpressions);
    public static readonly GatewayEvent GuildSoundboardSoundUpdate = new("GUILD_SOUNDBOARD_SOUND_UPDATE", Intents.GuildExpressions);
    public static readonly GatewayEvent GuildSoundboardSoundDelete = new("GUILD_SOUNDBOARD_SOUND_DELETE", Intents.GuildExpressions);
    public static readonly GatewayEvent GuildSoundboardSoundsUpdate = new("GUILD_SOUNDBOARD_SOUNDS_UPDATE", Intents.GuildExpressions);
    public static readonly GatewayEvent SoundboardSounds = new("SOUNDBOARD_SOUNDS");
    public static readonly GatewayEvent IntegrationUpdate = new("INTEGRATION_UPDATE", Intents.GuildIntegrations);
    public static readonly GatewayEvent InteractionCreate = new("INTERACTION_CREATE");

    /// <summary>For people's own sessions: their interaction was answered.</summary>
    public static readonly GatewayEvent InteractionSuccess = new("INTERACTION_SUCCESS");

    /// <summary>For people's own sessions: the application did not answer in time.</summary>
    public static readonly GatewayEvent InteractionFailure = new("INTERACTION_FAILURE");

    /// <summary>For people's own sessions: the application shows a form.</summary>
    public static readonly GatewayEvent InteractionModalCreate = new("INTERACTION_MODAL_CREATE");

    /// <summary>For people's own sessions: what an option may be completed to.</summary>
    public static readonly GatewayEvent ApplicationCommandAutocompleteResponse = new("APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE");

    public static readonly GatewayEvent StageInstanceCreate = new("STAGE_INSTANCE_CREATE", Intents.Guilds);
    public static readonly GatewayEvent StageInstanceUpdate = new("STAGE_INSTANCE_UPDATE", Intents.Guilds);
    public static readonly GatewayEvent StageInstanceDelete = new("STAGE_INSTANCE_DELETE", Intents.Guilds);
    public static readonly GatewayEvent SubscriptionCreate = new("SUBSCRIPTION_CREATE");
    public static readonly GatewayEvent SubscriptionUpdate = new("SUBSCRIPTION_UPDATE");
    public static readonly GatewayEvent SubscriptionDelete = new("SUBSCRIPTION_DELETE");
    public static readonly GatewayEvent VoiceChannelEffectSend = new("VOICE_CHANNEL_EFFECT_SEND", Intents.GuildVoiceStates);
    public static readonly GatewayEvent VoiceChannelStartTimeUpdate = new("VOICE_CHANNEL_START_TIME_UPDATE", Intents.Guilds);
    public static readonly GatewayEvent VoiceChannelStatusUpdate = new("VOICE_CHANNEL_STATUS_UPDATE", Intents.Guilds);
    public static readonly GatewayEvent VoiceStateUpdate = new("VOICE_STATE_UPDATE", Intents.GuildVoiceStates);
    public static readonly GatewayEvent VoiceServerUpdate = new("VOICE_SERVER_UPDATE");

    /// <summary>For people: a call of a private channel begins, changes, ends.</summary>
    public static readonly GatewayEvent CallCreate = new("CALL_CREATE");
    public static readonly GatewayEvent CallUpdate = new("CALL_UPDATE");
    public static readonly GatewayEvent CallDelete = new("CALL_DELETE");

    /// <summary>For people: what is shown of a screen in voice begins, changes, ends.</summary>
    public static readonly GatewayEvent StreamCreate = new("STREAM_CREATE");
    public static readonly GatewayEvent StreamUpdate = new("STREAM_UPDATE");
    public static readonly GatewayEvent StreamDelete = new("STREAM_DELETE");
    public static readonly GatewayEvent WebhooksUpdate = new("WEBHOOKS_UPDATE", Intents.GuildWebhooks);
    public static readonly GatewayEvent MessagePollVoteAdd = new("MESSAGE_POLL_VOTE_ADD", Intents.GuildMessagePolls);
    public static readonly GatewayEvent MessagePollVoteRemove = new("MESSAGE_POLL_VOTE_REMOVE", Intents.GuildMessagePolls);

    /// <summary>For people's sessions that do not look at a guild: what has happened there since the last one, in short.</summary>
    public static readonly GatewayEvent PassiveUpdateV1 = new("PASSIVE_UPDATE_V1");

    /// <summary>The same in its second form.</summary>
    public static readonly GatewayEvent PassiveUpdateV2 = new("PASSIVE_UPDATE_V2");

    public static readonly GatewayEvent ChannelPinsAck = new("CHANNEL_PINS_ACK");
    public static readonly GatewayEvent RecentMentionDelete = new("RECENT_MENTION_DELETE");
    public static readonly GatewayEvent UserGuildSettingsUpdate = new("USER_GUILD_SETTINGS_UPDATE");
    public static readonly GatewayEvent UserSettingsUpdate = new("USER_SETTINGS_UPDATE");
    public static readonly GatewayEvent SessionsReplace = new("SESSIONS_REPLACE");
    public static readonly GatewayEvent RelationshipAdd = new("RELATIONSHIP_ADD");
    public static readonly GatewayEvent RelationshipUpdate = new("RELATIONSHIP_UPDATE");
    public static readonly GatewayEvent RelationshipRemove = new("RELATIONSHIP_REMOVE");
    public static readonly GatewayEvent UserNoteUpdate = new("USER_NOTE_UPDATE");
    public static readonly GatewayEvent ChannelRecipientAdd = new("CHANNEL_RECIPIENT_ADD");
    public static readonly GatewayEvent ChannelRecipientRemove = new("CHANNEL_RECIPIENT_REMOVE");

    public static readonly GatewayEvent OAuth2TokenCreate = new("OAUTH2_TOKEN_CREATE");
    public static readonly GatewayEvent OAuth2TokenDelete = new("OAUTH2_TOKEN_DELETE");
    public static readonly GatewayEvent UserApplicationUpdate = new("USER_APPLICATION_UPDATE");
    public static readonly GatewayEvent UserApplicationRemove = new("USER_APPLICATION_REMOVE");

    /// <summary>For people: the commands that they may call in a guild are others now.</summary>
    public static readonly GatewayEvent GuildApplicationCommandIndexUpdate = new("GUILD_APPLICATION_COMMAND_INDEX_UPDATE");

    /// <summary>For people who moderate: a report has come in, or was taken up or settled.</summary>
    public static readonly GatewayEvent GuildReportUpdate = new("GUILD_REPORT_UPDATE");

    /// <summary>For people's own sessions: another of their sessions has read a channel.</summary>
    public static readonly GatewayEvent MessageAck = new("MESSAGE_ACK");

    /// <summary>For people: something in their notification centre, such as an event of interest that begins.</summary>
    public static readonly GatewayEvent NotificationCenterItemCreate = new("NOTIFICATION_CENTER_ITEM_CREATE");
}
