using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Members;

/// <summary>
/// What a guild's verification level asks of members before they write or react: from the first level on, where the house sends mail,
/// a confirmed e-mail address, from the second an account of five minutes, from the third ten minutes in the guild. This house knows no telephones, so the highest level asks what the third does.
/// Whoever has a role, a bot, and whoever is exempt by a flag is not asked.
/// </summary>
internal static class VerificationLevel
{
    private const int Low = 1;
    private const int Medium = 2;
    private const int High = 3;
    private static readonly TimeSpan AccountAge = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Membership = TimeSpan.FromMinutes(10);

    /// <summary>Null when the member may write.</summary>
    public static Failure? Refuse(GuildState guild, MemberRow member, Caller caller, DateTimeOffset now)
    {
        var level = guild.Guild.VerificationLevel;
        if (level < Low || guild.IsPrivate || member.Roles.Count > 0 || guild.Guild.OwnerId == member.User) return null;
        if ((member.Flags & MemberFlags.BypassesVerification) != 0 || guild.Users.GetValueOrDefault(member.User)?.Bot == true) return null;
        if (caller.IsUnverified) return new Failure.VerificationTooHigh();
        var isTooNew = (level >= Medium && now - member.User.Value.CreatedAt < AccountAge) || (level >= High && now - member.JoinedAt < Membership);
        return isTooNew ? new Failure.VerificationTooHigh() : null;
    }
}
