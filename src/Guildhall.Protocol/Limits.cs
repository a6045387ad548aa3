namespace Guildhall.Protocol;

/// <summary>
/// Every number that bounds something. Those of the wire are Discord's documented ones; the others bound what
/// this server keeps in memory. A limit of one room alone lives beside the code that it bounds.
/// </summary>
public static class Limits
{
    public const int MembersPerGuild = 500_000;
    public const int GuildsPerUser = 100;
    public const int ChannelsPerGuild = 500;
    public const int ChannelsPerCategory = 50;
    public const int RolesPerGuild = 250;
    public const int InvitesPerGuild = 1_000;
    /// <summary>Boosts that one member has to give, in each guild.</summary>
    public const int BoostsPerMember = 2;
    /// <summary>Scheduled events that have not ended.</summary>
    public const int ScheduledEventsPerGuild = 100;
    /// <summary>Scheduled events that have ended and can still be read; the oldest go first.</summary>
    public const int FinishedEventsPerGuild = 100;
    /// <summary>Occurrences of one recurring event that are moved or left out.</summary>
    public const int ExceptionsPerEvent = 100;
    public const int EventNameMax = 100;
    public const int EventDescriptionMax = 1_000;
    public const int EventLocationMax = 100;
    public const int EventUsersPageMax = 100;
    public const int BansPerGuild = 100_000;
    public const int OverwritesPerChannel = 1_000;
    public const int WebhooksPerChannel = 15;
    public const int WebhooksPerGuild = 1_000;
    /// <summary>Channels that follow one announcement channel.</summary>
    public const int FollowersPerChannel = 1_000;
    public const int CrosspostsPerHour = 10;
    public const int PinsPerChannel = 250;
    public const int ReactionsPerMessage = 20;

    /// <summary>People in a group, its owner included.</summary>
    public const int GroupRecipients = 10;

    /// <summary>Of one person; as many requests in each direction and as many blocked users besides.</summary>
    public const int FriendsPerUser = 1_000;
    public const int RequestNoteMax = 120;
    public const int UserNoteMax = 256;

    /// <summary>Users that one person has notes on.</summary>
    public const int NotesPerUser = 500;

    /// <summary>Read states in one request.</summary>
    public const int BulkAcks = 100;

    /// <summary>Channels with settings of their own, in one guild of one person.</summary>
    public const int ChannelOverridesPerGuild = 1_000;

    /// <summary>Of one application, at a time.</summary>
    public const int LobbiesPerApplication = 5_000;
    public const int MembersPerLobby = 1_000;

    /// <summary>Lobby members in one request.</summary>
    public const int LobbyMembersPerRequest = 25;
    public const int LobbySecretMax = 250;
    public const int LobbyIdleMinSeconds = 5;
    public const int LobbyIdleMaxSeconds = 604_800;
    public const int LobbyMessagesPageMax = 200;

    /// <summary>Entries of a lobby's, a lobby member's or a lobby message's metadata, and the length of each.</summary>
    public const int LobbyMetadataEntries = 25;
    public const int LobbyMetadataMax = 1_024;

    /// <summary>Entries of what an application's moderation notes of a message, and the length of each.</summary>
    public const int ModerationMetadataEntries = 5;
    public const int ModerationMetadataMax = 2_000;

    /// <summary>Groups that one person is in.</summary>
    public const int GroupsPerUser = 100;
    public const int ActiveThreadsPerGuild = 1_000;
    public const int MembersPerThread = 1_000;

    /// <summary>Where the shown number of a thread's members stops.</summary>
    public const int ThreadMemberCountShown = 50;
    public const int TagsPerForum = 20;
    public const int TagsPerThread = 5;
    public const int TagNameMax = 20;
    public const int PinnedThreadsPerForum = 1;
    public const int ForumTopicMax = 4_096;
    public const int BitrateMin = 8_000;
    public const int StageBitrateMax = 64_000;
    public const int VoiceUserLimitMax = 99;
    public const int StageUserLimitMax = 10_000;
    public const int VoiceStatusMax = 500;

    /// <summary>How often in <see cref="VoiceRepeatWindow"/> a client is answered that asks for the voice channel it is in already.</summary>
    public const int VoiceRepeatsPerWindow = 5;

    public static readonly TimeSpan VoiceRepeatWindow = TimeSpan.FromSeconds(5);

    /// <summary>How long a call rings for somebody who does not take it.</summary>
    public static readonly TimeSpan RingTime = TimeSpan.FromSeconds(30);

    public const int GuildNameMin = 2;
    public const int GuildNameMax = 100;
    public const int ChannelNameMax = 100;
    public const int ChannelTopicMax = 1_024;
    public const int RoleNameMax = 100;
    public const int NicknameMax = 32;
    public const int WebhookNameMax = 80;
    public const int UsernameMin = 2;
    public const int UsernameMax = 32;
    public const int BioMax = 190;
    public const int PasswordMin = 8;
    public const int PasswordMax = 72;
    public const int SlowmodeMaxSeconds = 21_600;
    public const int InviteMaxAgeSeconds = 604_800;
    public const int InviteMaxUses = 100;
    public const int TimeoutMaxDays = 28;
    /// <summary>Reports that a guild keeps; the oldest settled ones make room.</summary>
    public const int ReportsPerGuild = 2_000;

    /// <summary>Reports of one person that nobody has settled yet, in one guild.</summary>
    public const int OpenReportsPerUser = 20;
    public const int ReportTextMax = 800;
    public const int IncidentActionsMaxHours = 24;
    public const int BanDeleteMessageMaxSeconds = 604_800;
    public const int BulkBanUsers = 200;

    public const int KeywordRulesPerGuild = 6;
    public const int RuleNameMax = 100;
    public const int KeywordsPerRule = 1_000;
    public const int KeywordMax = 60;
    public const int RegexPatternsPerRule = 10;
    public const int RegexPatternMax = 260;
    public const int AllowedKeywordsPerRule = 100;
    public const int AllowedKeywordsPerPresetRule = 1_000;
    public const int MentionTotalLimitMax = 50;
    public const int MentionTotalLimitDefault = 20;
    public const int ActionsPerRule = 5;
    public const int ExemptRolesPerRule = 20;
    public const int ExemptChannelsPerRule = 50;
    public const int BlockMessageTextMax = 300;
    public const int RuleTimeoutMaxSeconds = 2_419_200;

    /// <summary>Seconds that an application has for its first answer to an interaction.</summary>
    public const int InteractionAnswerSeconds = 3;

    /// <summary>Minutes that the token of an interaction is good.</summary>
    public const int InteractionTokenMinutes = 15;

    /// <summary>Follow-ups to one interaction of an application that only the user has.</summary>
    public const int FollowUpsOfUserInstall = 5;
    public const int AutocompleteChoices = 25;

    public const int ContentMax = 2_000;
    public const int NonceMax = 25;
    public const int EmbedsPerMessage = 10;
    public const int EmbedCharactersPerMessage = 6_000;
    public const int AttachmentsPerMessage = 10;
    public const int AttachmentDescriptionMax = 1_024;
    public const int AttachmentTitleMax = 1_024;
    public const int WaveformMax = 400;
    public const int AllowedMentions = 100;
    public const int BulkDeleteMin = 2;
    public const int BulkDeleteMax = 100;
    public const int BulkDeleteMaxAgeDays = 14;
    public const int HistoryPageDefault = 50;
    public const int HistoryPageMax = 100;
    public const int MembersPageMax = 1_000;
    public const int AuditReasonMax = 512;
    public const int AuditPageMax = 100;
    public const int AuditKeptDays = 45;

    /// <summary>Bytes of a whole request with files.</summary>
    public const long UploadRequestBytes = 26_214_400;

    /// <summary>Bytes of one uploaded file.</summary>
    public const long FileBytes = 10_485_760;

    /// <summary>Bytes of a request body without files.</summary>
    public const int JsonBodyBytes = 1_048_576;

    /// <summary>Bytes of an image given as a data URI (avatar, icon, banner).</summary>
    public const int ImageBytes = 8_388_608;

    /// <summary>Bytes of a custom emoji's image.</summary>
    public const int EmojiImageBytes = 262_144;

    /// <summary>Bytes of one payload that a client sends over the gateway.</summary>
    public const int GatewayPayloadBytes = 4_096;

    /// <summary>
    /// Bytes of op 37, which names many guilds at once: clients fill it with up to 15,360 characters of JSON, which as terms are up to
    /// one and a half times as long.
    /// </summary>
    public const int GatewaySubscriptionsBytes = 24_576;

    /// <summary>Payloads a client may send in <see cref="GatewayEventWindowSeconds"/>.</summary>
    public const int GatewayEventsPerWindow = 120;
    public const int GatewayEventWindowSeconds = 60;
    public const int LargeThresholdMin = 50;
    public const int LargeThresholdMax = 250;
    public const int MembersPerChunk = 1_000;
    public const int RequestMembersByQueryMax = 100;
    public const int RequestMembersNonceBytes = 32;

    /// <summary>Members that GUILD_CREATE lists for a large guild; the rest come on request.</summary>
    public const int MembersInLargeGuildCreate = 100;

    /// <summary>Hits on one page of a search.</summary>
    public const int SearchPageMax = 25;
    public const int SearchOffsetMax = 9_975;
    public const int SearchContentMax = 1_024;
    public const int SearchSlopDefault = 2;
    public const int SearchSlopMax = 100;

    /// <summary>Values of one filter of a search.</summary>
    public const int SearchValuesMax = 100;
    public const int SearchChannelsMax = 500;
    public const int SearchNameMax = 256;
    public const int SearchFileNameMax = 1_024;

    /// <summary>How long a session without a socket may be resumed.</summary>
    public const int SessionResumeSeconds = 300;
}
