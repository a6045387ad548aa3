using System.Collections.Frozen;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Passive;

/// <summary>
/// Which dispatches a passive session goes without: what happens all the time, and what only matters to somebody who looks. What it
/// misses of the guild's state comes as PASSIVE_UPDATE, or when it opens the guild.
/// </summary>
internal static class PassiveEvents
{
    private static readonly FrozenSet<string> Withheld = Names(
        DispatchCatalogue.MessageCreate,
        DispatchCatalogue.MessageUpdate,
        DispatchCatalogue.MessageDelete,
        DispatchCatalogue.MessageDeleteBulk,
        DispatchCatalogue.MessageReactionAdd,
        DispatchCatalogue.MessageReactionRemove,
        DispatchCatalogue.MessageReactionRemoveAll,
        DispatchCatalogue.MessageReactionRemoveEmoji,
        DispatchCatalogue.MessagePollVoteAdd,
        DispatchCatalogue.MessagePollVoteRemove,
        DispatchCatalogue.TypingStart,
        DispatchCatalogue.PresenceUpdate,
        DispatchCatalogue.ChannelPinsUpdate,
        DispatchCatalogue.ThreadMembersUpdate,
        DispatchCatalogue.VoiceStateUpdate,
        DispatchCatalogue.VoiceChannelEffectSend,
        DispatchCatalogue.VoiceChannelStartTimeUpdate,
        DispatchCatalogue.WebhooksUpdate,
        DispatchCatalogue.InviteCreate,
        DispatchCatalogue.InviteDelete,
        DispatchCatalogue.GuildBanAdd,
        DispatchCatalogue.GuildBanRemove,
        DispatchCatalogue.GuildAuditLogEntryCreate,
        DispatchCatalogue.AutoModerationActionExecution,
        DispatchCatalogue.GuildScheduledEventUserAdd,
        DispatchCatalogue.GuildScheduledEventUserRemove);

    /// <summary>Members of a guild that is shown whole are part of what a client knows; a crowd's come and go too often.</summary>
    private static readonly FrozenSet<string> WithheldInCrowd = Names(
        DispatchCatalogue.GuildMemberAdd, DispatchCatalogue.GuildMemberUpdate, DispatchCatalogue.GuildMemberRemove);

    public static bool IsWithheld(string name, GuildState guild) =>
        Withheld.Contains(name) || (IsCrowd(guild) && WithheldInCrowd.Contains(name));

    /// <summary>True for a guild that no client is shown whole, whatever its threshold.</summary>
    public static bool IsCrowd(GuildState guild) => guild.Members.Count > Limits.LargeThresholdMax;

    private static FrozenSet<string> Names(params GatewayEvent[] events) => events.Select(kind => kind.Name).ToFrozenSet(StringComparer.Ordinal);
}
