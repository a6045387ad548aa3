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
    public static readonly GatewayEvent GuildMembersChunk = new("GUILD_MEMBERS_CHUNK");
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

    /// <summary>For people's own sessions: another of their sessions has read a channel.</summary>
    public static readonly GatewayEvent MessageAck = new("MESSAGE_ACK");
}
