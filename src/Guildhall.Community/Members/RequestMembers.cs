using System.Text;
using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Members;

/// <summary>
/// Gateway op 8: members of a guild for one session, by name or by id, or all of them, in GUILD_MEMBERS_CHUNK dispatches of
/// at most 1,000. A long list is told in portions, between which the guild goes on with its life.
/// </summary>
/// <param name="Session">Who asked.</param>
/// <param name="User">Whose session it is.</param>
/// <param name="Query">Members whose username or nickname begins so; empty for everybody. Null when asked by id.</param>
/// <param name="Limit">At most so many; 0 for all.</param>
/// <param name="UserIds">The members asked for; null when asked by name.</param>
/// <param name="Presences">Also what they show.</param>
/// <param name="Nonce">Sent back with each chunk.</param>
public sealed record RequestMembers(
    SessionRef Session, UserId User, string? Query, int Limit, IReadOnlyList<UserId>? UserIds, bool Presences, string? Nonce) : IGuildCommand
{
    /// <summary>Ids in one request.</summary>
    public const int UserIdsMax = 100;

    /// <summary>Reads op 8's d; null when it is no request that can be answered.</summary>
    public static (GuildId Guild, RequestMembers Command)? Read(JsonElement request, SessionRef session, UserId user)
    {
        if (request.ValueKind != JsonValueKind.Object || GuildOf(request) is not { } guild) return null;
        var nonce = Text(request, "nonce");
        if (nonce is not null && Encoding.UTF8.GetByteCount(nonce) > Limits.RequestMembersNonceBytes) nonce = null;
        var presences = request.TryGetProperty("presences", out var wanted) && wanted.ValueKind == JsonValueKind.True;
        if (request.TryGetProperty("user_ids", out var ids) && ids.ValueKind is JsonValueKind.Array or JsonValueKind.String)
        {
            var users = ids.ValueKind == JsonValueKind.Array ? ids.EnumerateArray().Take(UserIdsMax).Select(Id) : [Id(ids)];
            return (guild, new RequestMembers(session, user, null, 0, [.. users.OfType<Snowflake>().Distinct().Select(UserId.From)], presences, nonce));
        }

        if (Text(request, "query") is not { } query) return null;
        var limit = request.TryGetProperty("limit", out var given) && given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out var count) ? Math.Max(0, count) : 0;
        if (query.Length > 0 && limit is 0 or > Limits.RequestMembersByQueryMax) limit = Limits.RequestMembersByQueryMax;
        return (guild, new RequestMembers(session, user, query, limit, null, presences, nonce));
    }

    public ValueTask RunOn(GuildTurn turn)
    {
        if (turn.Sessions.Find(Session) is not { } session || session.User != User) return ValueTask.CompletedTask;
        var withPresences = Presences && session.Intents.HasFlag(Intents.GuildPresences);
        var chunks = new MemberChunks(Session, withPresences, Nonce);
        if (UserIds is not null) SendByIds(turn, chunks);
        else if (Query!.Length > 0) return new FindMembers(chunks, MemberSearch.For(Query, Limit)).RunOn(turn);
        else if (!session.Intents.HasFlag(Intents.GuildMembers)) chunks.SendOnly(turn, [], []);
        else if (Limit is > 0 and <= Limits.MembersPerChunk) chunks.SendOnly(turn, [.. MemberChunks.Next(turn.State, default, Limit)], []);
        else turn.TellSelf(new SendMemberChunks(chunks, default, 0, CountOf(turn)));
        return ValueTask.CompletedTask;
    }

    private int CountOf(GuildTurn turn)
    {
        var members = Limit == 0 ? turn.State.Members.Count : Math.Min(Limit, turn.State.Members.Count);
        return (members + Limits.MembersPerChunk - 1) / Limits.MembersPerChunk;
    }

    private void SendByIds(GuildTurn turn, MemberChunks chunks)
    {
        var found = UserIds!.Where(turn.State.Members.ContainsKey).Select(id => turn.State.Members[id]).ToArray();
        chunks.SendOnly(turn, found, [.. UserIds!.Where(id => !turn.State.Members.ContainsKey(id))]);
    }

    // Libraries send the guild as a text; a list of one is what older ones sent.
    private static GuildId? GuildOf(JsonElement request)
    {
        if (!request.TryGetProperty("guild_id", out var guild)) return null;
        if (guild.ValueKind == JsonValueKind.Array) guild = guild.GetArrayLength() == 1 ? guild[0] : default;
        return Id(guild) is { } id ? GuildId.From(id) : null;
    }

    private static Snowflake? Id(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String when Snowflake.TryParse(json.GetString(), out var id) => id,
        JsonValueKind.Number when json.TryGetUInt64(out var number) => new Snowflake(number),
        _ => null,
    };

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>The next portion of everybody; the guild tells it to itself until all chunks are sent.</summary>
/// <param name="After">The last member that was sent.</param>
/// <param name="Index">The next chunk's number.</param>
/// <param name="Count">How many chunks there will be, as it was when they were asked for.</param>
public sealed record SendMemberChunks(MemberChunks Chunks, UserId After, int Index, int Count) : IGuildCommand
{
    /// <summary>Chunks in one portion.</summary>
    public const int AtOnce = 5;

    public ValueTask RunOn(GuildTurn turn)
    {
        if (turn.Sessions.Find(Chunks.Session) is null) return ValueTask.CompletedTask;
        var next = MemberChunks.Next(turn.State, After, Math.Min(AtOnce, Count - Index) * Limits.MembersPerChunk);
        var last = Math.Min(Index + AtOnce, Count);
        for (var index = Index; index < last; index++)
        {
            var members = next.Skip((index - Index) * Limits.MembersPerChunk).Take(Limits.MembersPerChunk).ToArray();
            Chunks.Send(turn, members, [], index, Count);
        }

        if (last < Count && next.Count > 0) turn.TellSelf(this with { After = next[^1].User, Index = last });
        return ValueTask.CompletedTask;
    }
}

/// <summary>The next step of a search by name; the guild tells it to itself until it is over, and then the session is told.</summary>
public sealed record FindMembers(MemberChunks Chunks, MemberSearch Search) : IGuildCommand
{
    public ValueTask RunOn(GuildTurn turn)
    {
        if (turn.Sessions.Find(Chunks.Session) is null) return ValueTask.CompletedTask;
        var search = Search.Step(turn.State);
        if (search.IsOver) Chunks.SendOnly(turn, [.. search.Members(turn.State)], []);
        else turn.TellSelf(this with { Search = search });
        return ValueTask.CompletedTask;
    }
}
