using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Community.Messages;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Boosts;

/// <summary>What every boost given and taken back does to its guild and its member.</summary>
internal static class BoostChanges
{
    /// <summary>The member's boosts; null when it gives none.</summary>
    public static BoosterRecord? Of(GuildState guild, UserId user) => guild.Documents.Find(BoosterRecord.Kind, user.Number);

    /// <summary>The member gives one more: the guild and the member change, and the system channel says so.</summary>
    public static BoosterRecord Give(GuildTurn turn, MemberRow member)
    {
        var tier = turn.State.Guild.PremiumTier;
        var after = new BoosterRecord(member.User, [.. Of(turn.State, member.User)?.Since ?? [], turn.Now]);
        turn.Put(BoosterRecord.Kind, member.User.Number, after);
        Count(turn, 1);
        Show(turn, member, after);
        SystemMessages.Boost(turn, member, turn.State.Guild.PremiumTier > tier ? turn.State.Guild.PremiumTier : null);
        return after;
    }

    /// <summary>The member takes its newest one back; false when it gives none.</summary>
    public static bool TakeBack(GuildTurn turn, MemberRow member)
    {
        if (Of(turn.State, member.User) is not { } before) return false;
        var after = before with { Since = [.. before.Since.SkipLast(1)] };
        if (after.Since.Count == 0) turn.Remove(BoosterRecord.Kind, member.User.Number);
        else turn.Put(BoosterRecord.Kind, member.User.Number, after);
        Count(turn, -1);
        Show(turn, member, after);
        return true;
    }

    /// <summary>A member has left: its boosts go with it.</summary>
    public static void Left(GuildTurn turn, UserId user)
    {
        if (Of(turn.State, user) is not { } gone) return;
        turn.Remove(BoosterRecord.Kind, user.Number);
        Count(turn, -gone.Since.Count);
    }

    private static void Count(GuildTurn turn, int more)
    {
        var boosts = turn.State.Guild.PremiumSubscriptionCount + more;
        turn.Put(turn.State.Guild with { PremiumSubscriptionCount = boosts, PremiumTier = BoostTiers.Reached(boosts) });
        turn.Log("GUILD_UPDATE", LogFacts.Guild(turn.GuildId));
        turn.Tell(DispatchCatalogue.GuildUpdate, turn.State.Shown(), PayloadJson.Default.GuildPayload);
    }

    // A member shows since when it boosts: since its oldest boost.
    private static void Show(GuildTurn turn, MemberRow before, BoosterRecord boosts)
    {
        DateTimeOffset? since = boosts.Since.Count == 0 ? null : boosts.Since[0];
        if (since == before.PremiumSince) return;
        var after = before with { PremiumSince = since };
        turn.Put(after);
        turn.Log("GUILD_MEMBER_UPDATE", LogFacts.User(after.User));
        MemberEvents.Updated(turn, after);
    }
}
