using System.Text;
using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

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
        new MemberChunks(Session, WithPresences: false, Nonce).SendOnly(turn, mayAsk ? Page(state) : [], []);
        return ValueTask.CompletedTask;
    }

    // The newest of those who joined before the token's member; a member who has left since ends the search.
    private List<MemberRow> Page(GuildState state)
    {
        (DateTimeOffset JoinedAt, ulong User) before = (DateTimeOffset.MaxValue, ulong.MaxValue);
        if (After is { } token)
        {
            if (!state.Members.TryGetValue(token, out var last)) return [];
            before = (last.JoinedAt, token.Number);
        }

        var newest = new PriorityQueue<MemberRow, (DateTimeOffset JoinedAt, ulong User)>();
        foreach (var member in state.Members.Values)
        {
            var place = (member.JoinedAt, member.User.Number);
            if (place.CompareTo(before) >= 0 || !MemberNames.Begin(state, member, Query)) continue;
            if (newest.Count < PageSize) newest.Enqueue(member, place);
            else newest.EnqueueDequeue(member, place);
        }

        return [.. newest.UnorderedItems.Select(item => item.Element).OrderByDescending(member => member.JoinedAt).ThenByDescending(member => member.User.Number)];
    }

    private static string? Text(JsonElement request, string name) =>
        request.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
