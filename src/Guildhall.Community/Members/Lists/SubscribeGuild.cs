using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Members.Lists;

/// <summary>
/// Gateway ops 14 and 37: what a person's session looks at in a guild, answered by GUILD_MEMBER_LIST_UPDATE for each list that it
/// asks for. Fields that are left out stay as they were; bots have intents instead.
/// </summary>
public sealed record SubscribeGuild(SessionRef Session, UserId User, GuildLookChange Change) : IGuildCommand
{
    /// <summary>Guilds in one op 37.</summary>
    public const int GuildsMax = Limits.GuildsPerUser;

    /// <summary>Channels whose lists one session shows at a time.</summary>
    public const int ChannelsMax = 10;

    /// <summary>Users whom one session names in a guild.</summary>
    public const int MembersMax = 250;

    /// <summary>Threads whose members one session shows.</summary>
    public const int ThreadsMax = 10;

    /// <summary>Reads op 14's d, which is about one guild.</summary>
    public static (GuildId Guild, SubscribeGuild Command)? ReadOne(JsonElement request, SessionRef session, UserId user)
    {
        if (request.ValueKind != JsonValueKind.Object || !request.TryGetProperty("guild_id", out var raw) || Id(raw) is not { } guild) return null;
        return (new GuildId(guild), new SubscribeGuild(session, user, ReadChange(request)));
    }

    /// <summary>Reads op 37's d, a map of guilds.</summary>
    public static IEnumerable<(GuildId Guild, IGuildCommand Command)> ReadMany(JsonElement request, SessionRef session, UserId user)
    {
        if (request.ValueKind != JsonValueKind.Object || !request.TryGetProperty("subscriptions", out var guilds) || guilds.ValueKind != JsonValueKind.Object) yield break;
        foreach (var entry in guilds.EnumerateObject().Take(GuildsMax))
        {
            if (entry.Value.ValueKind == JsonValueKind.Object && Snowflake.TryParse(entry.Name, out var guild))
                yield return (new GuildId(guild), new SubscribeGuild(session, user, ReadChange(entry.Value)));
        }
    }

    public ValueTask RunOn(GuildTurn turn)
    {
        if (turn.Sessions.Find(Session) is not { IsBot: false } session || session.User != User) return ValueTask.CompletedTask;
        var before = turn.Looks.Of(Session);
        var after = Change.ApplyTo(before);
        turn.Looks.Set(Session, after);
        turn.Sessions.LookAgain(turn, Session);
        if (Change.Channels is not null) turn.Lists.Looked(turn, Session);
        return ValueTask.CompletedTask;
    }

    private static GuildLookChange ReadChange(JsonElement look) => new()
    {
        Typing = Flag(look, "typing"),
        Threads = Flag(look, "threads"),
        Activities = Flag(look, "activities"),
        MemberUpdates = Flag(look, "member_updates"),
        Members = Ids(look, "members", MembersMax) is { } members ? [.. members.Select(UserId.From)] : null,
        Channels = ReadChannels(look),
        ThreadMemberLists = Ids(look, "thread_member_lists", ThreadsMax) is { } threads ? [.. threads.Select(id => new ChannelId(id))] : null,
    };

    private static List<ChannelRanges>? ReadChannels(JsonElement look)
    {
        if (!look.TryGetProperty("channels", out var channels) || channels.ValueKind != JsonValueKind.Object) return null;
        List<ChannelRanges> read = [];
        foreach (var entry in channels.EnumerateObject().Take(ChannelsMax))
        {
            if (!Snowflake.TryParse(entry.Name, out var channel) || entry.Value.ValueKind != JsonValueKind.Array) continue;
            var ranges = ListRange.Merged(entry.Value.EnumerateArray().Take(ListRange.PerList).Select(ReadRange).OfType<ListRange>());
            if (ranges.Count > 0) read.Add(new ChannelRanges(new ChannelId(channel), ranges));
        }

        return read;
    }

    // [first, last] of a hundred rows at most; longer ones are cut.
    private static ListRange? ReadRange(JsonElement range)
    {
        if (range.ValueKind != JsonValueKind.Array || range.GetArrayLength() != 2) return null;
        if (range[0].ValueKind != JsonValueKind.Number || !range[0].TryGetInt32(out var first) || first is < 0 or > Limits.MembersPerGuild * 2) return null;
        if (range[1].ValueKind != JsonValueKind.Number || !range[1].TryGetInt32(out var last) || last < first) return null;
        return new ListRange(first, Math.Min(last, first + ListRange.RowsMax - 1));
    }

    private static bool? Flag(JsonElement look, string name) =>
        look.TryGetProperty(name, out var value) ? value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null } : null;

    private static IEnumerable<Snowflake>? Ids(JsonElement look, string name, int most) =>
        look.TryGetProperty(name, out var ids) && ids.ValueKind == JsonValueKind.Array
            ? ids.EnumerateArray().Take(most).Select(Id).OfType<Snowflake>().Distinct()
            : null;

    private static Snowflake? Id(JsonElement id) =>
        id.ValueKind == JsonValueKind.String && Snowflake.TryParse(id.GetString(), out var parsed) ? parsed : null;
}
