using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Community.OAuth;

/// <summary>
/// The tokens that applications hold for a user. Everything that makes or takes them runs in the user's actor, one after the other: a code or
/// a refresh token that two bring at once is changed for one of them.
/// </summary>
internal static class Bearers
{
    /// <summary>How long an access token is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>How long a code waits to be changed.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Consents of one user to one application that may have tokens at a time; past it the one that was used longest ago ends.</summary>
    public const int FamiliesMax = 25;

    /// <summary>Spent tokens that are remembered of one consent, to see it when one is brought again.</summary>
    public const int SpentMax = 50;

    /// <summary>Stores a new token beside what the application has, within the limits. Answers the hashes of access tokens that stop working.</summary>
    public static async ValueTask<IReadOnlyList<byte[]>> Put(UserTurn turn, BearerRow fresh)
    {
        var all = await turn.Services.Users.Bearers(fresh.User, fresh.Application, CancellationToken.None);
        List<byte[]> gone = [];
        var others = all.Where(row => row.Family != fresh.Family).GroupBy(row => row.Family).OrderByDescending(family => family.Max(row => row.IssuedAt));
        foreach (var family in others.Skip(FamiliesMax - 1)) gone.AddRange(End(turn, family.Key, all));
        foreach (var spent in all.Where(row => row.Family == fresh.Family && row.IsSpent).OrderByDescending(row => row.IssuedAt).Skip(SpentMax))
            turn.Row(new DeleteBearer(spent.AccessHash));
        turn.Row(new DropStaleBearers(fresh.User, turn.Now));
        turn.Row(new PutBearer(fresh));
        return gone;
    }

    /// <summary>Ends every token of one consent. Answers the hashes of its access tokens.</summary>
    public static IReadOnlyList<byte[]> End(UserTurn turn, Snowflake family, IReadOnlyList<BearerRow> all)
    {
        turn.Row(new DeleteBearerFamily(family));
        return [.. all.Where(row => row.Family == family).Select(row => row.AccessHash)];
    }
}

/// <summary>A token that is about to be given out: its hashes and its end.</summary>
public sealed record FreshBearer(byte[] AccessHash, byte[]? RefreshHash, DateTimeOffset ExpiresAt);

/// <summary>What came of changing a code or a refresh token: the scopes of the new token, or what was wrong. <paramref name="Gone"/> are the hashes of access tokens that stopped working.</summary>
public sealed record BearerOutcome(IReadOnlyList<string>? Scopes, string? Wrong, IReadOnlyList<byte[]> Gone)
{
    /// <summary>The code that was changed.</summary>
    public CodeRow? Code { get; init; }

    /// <summary>The token may be changed, but not into more than it was.</summary>
    public bool IsTooMuch { get; init; }

    internal static BearerOutcome Not(string wrong) => new(null, wrong, []);
}
