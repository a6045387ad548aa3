using System.Globalization;
using System.Text.Json.Serialization;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Activities;

/// <summary>
/// One run of an application's activity in a channel, as the actor of its guild (or private channel) remembers it. Its number tells where it
/// is, so nothing has to be looked up to find it. Belongs to the actor alone.
/// </summary>
internal sealed class ActivityInstance(ApplicationId application, Snowflake launch, ChannelId channel, GuildId? guild)
{
    public ApplicationId Application => application;

    public ChannelId Channel => channel;

    /// <summary>Who is in it, in the order of their coming.</summary>
    public List<UserId> Users { get; } = [];

    /// <summary>As applications name it: "i-", the launch, and the place.</summary>
    public string Id { get; } = $"i-{launch}-{Place(channel, guild)}";

    public ActivityInstancePayload Shown() => new(
        application, Id, launch, new ActivityLocationPayload(Place(channel, guild), guild is null ? "pc" : "gc", channel) { GuildId = guild }, [.. Users]);

    /// <summary>The channel that an instance's number names; null for a text that is no such number.</summary>
    public static ChannelId? ChannelOf(string id)
    {
        var parts = id.Split('-');
        var isKnown = parts is ["i", _, "gc", _, _] or ["i", _, "pc", _];
        return isKnown && ulong.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var channel) ? new ChannelId(channel) : null;
    }

    private static string Place(ChannelId channel, GuildId? guild) => guild is { } of ? $"gc-{of}-{channel}" : $"pc-{channel}";
}

/// <summary>An activity instance on the wire. Source: the activity instance object of the documentation.</summary>
public sealed record ActivityInstancePayload(
    ApplicationId ApplicationId, string InstanceId, Snowflake LaunchId, ActivityLocationPayload Location, IReadOnlyList<UserId> Users);

/// <summary>Where an activity runs: "gc" in a guild's channel, "pc" in a private one.</summary>
public sealed record ActivityLocationPayload(string Id, string Kind, ChannelId ChannelId)
{
    public GuildId? GuildId { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ActivityInstancePayload))]
internal sealed partial class ActivityJson : JsonSerializerContext;
