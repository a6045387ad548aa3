using System.Text;
using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Packing;

namespace Guildhall.Community.Members;

/// <summary>
/// Gateway op 35: the members who joined last, by the beginning of a name when one is given, answered by one GUILD_MEMBERS_CHUNK. The
/// next page begins after the user whom the continuation token names. For those who manage members.
/// </summary>
public sealed record SearchRecentMembers(SessionRef Session, UserId User, string Query, UserId? After, string? Nonce) : IGuildCommand
{
    /// <summary>Members of one answer.</summary>
    public const int PageSize = 100;

    /// <summary>Characters of a query.</summary>
    public const int QueryMax = 100;

    /// <summary>The shape of the table that <see cref="Next"/> is a place of.</summary>
    public int Shape { get; init; }

    /// <summary>Where the search goes on.</summary>
    public int Next { get; init; }

    /// <summary>The newest so far, in no order.</summary>
    public IReadOnlyList<Recent> Found { get; init; } = [];

    public sealed record Recent(UserId User, DateTimeOffset JoinedAt);

    private const Permissions AnyOf =
        Permissions.ManageGuild | Permissions.KickMembers | Permissions.BanMembers | Permissions.ManageRoles | Permissions.ModerateMembers | Permissions.ManageNicknames;

    /// <summary>Reads op 35's d; null when it is no request that can be answered.</summary>
    public static (GuildId Guild, SearchRecentMembers Command)? Read(JsonElement request, SessionRef session, UserId user)
    {
        if (request.ValueKind != JsonValueKind.Object || !Snowflake.TryParse(Text(request, "guild_id"), out var guild)) return null;
        if (Text(request, "query") is not { Length: <= QueryMax } query) return null;
        var after = Snowflake.TryParse(Text(request, "continuation_token"), out var token) ? new UserId(token) : (UserId?)null;
        var nonce = Text(request, "nonce");
        if (nonce is not null && Encoding.UTF8.GetByteCount(nonce) > Limits.RequestMembersNonceBytes) nonce = null;
        return (new GuildId(guild), new SearchRecentMembers(session, user, query, after, nonce));
    }

    public ValueTask RunOn(GuildTurn turn)
    {
        if (turn.Sessions.Find(Session) is not { IsBot: false } session || session.User != User) return ValueTask.CompletedTask;
        var state = turn.State;
        var mayAsk = state.Members.TryGetValue(User, out var asking) && (state.PermissionsOf(asking, turn.Now) & AnyOf) != 0;
        var isOver = true;
        var found = mayAsk ? Step(state, out isOver) : this;
        if (!isOver) turn.TellSelf(found);
        else new MemberChunks(Session, WithPresences: false, Nonce).SendOnly(turn, found.Rows(state), []);
        return ValueTask.CompletedTask;
    }

    // The newest of those who joined before the token's member; a member who has left since ends the search. A part of a large guild at a time.
    private SearchRecentMembers Step(GuildState state, out bool isOver)
    {
        (DateTimeOffset JoinedAt, ulong User) before = (DateTimeOffset.MaxValue, ulong.MaxValue);
        if (After is { } token)
        {
            isOver = true;
            if (!state.Members.TryGetValue(token, out var last)) return this;
            before = (last.JoinedAt, token.Number);
        }

        var (members, names) = (state.Members, new MemberNames(state, Query));
        var newest = new PriorityQueue<UserId, (DateTimeOffset JoinedAt, ulong User)>();
        var seen = members.Shape == Shape ? Found : [];
        foreach (var (user, joinedAt) in seen) newest.Enqueue(user, (joinedAt, user.Number));
        var next = members.Walk(members.Shape == Shape ? Next : 0, MemberSearch.PlacesAtOnce, (user, member, packed) =>
        {
            var joinedAt = member?.JoinedAt ?? default;
            if (member is null) MemberCodec.NickOf(packed, out joinedAt);
            var place = (joinedAt, user.Number);
            if (newest.Count == PageSize && newest.TryPeek(out _, out var oldest) && place.CompareTo(oldest) < 0) return true;
            if (place.CompareTo(before) >= 0 || !names.Begin(user, member, packed) || newest.UnorderedItems.Any(item => item.Element == user)) return true;
            if (newest.Count < PageSize) newest.Enqueue(user, place);
            else newest.EnqueueDequeue(user, place);
            return true;
        });
        isOver = next is null;
        return this with { Shape = members.Shape, Next = next ?? 0, Found = [.. newest.UnorderedItems.Select(item => new Recent(item.Element, item.Priority.JoinedAt))] };
    }

    private List<MemberRow> Rows(GuildState state) =>
        [.. Found.OrderByDescending(found => found.JoinedAt).ThenByDescending(found => found.User.Number)
            .Select(found => state.Members.GetValueOrDefault(found.User)).OfType<MemberRow>()];

    private static string? Text(JsonElement request, string name) =>
        request.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
