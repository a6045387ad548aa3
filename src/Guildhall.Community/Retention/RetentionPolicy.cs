using System.Text.Json.Serialization;
using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Documents;
using Guildhall.Protocol;

namespace Guildhall.Community.Retention;

/// <summary>How long a guild keeps its messages: as it is stored and as the wire shows it.</summary>
public sealed record RetentionPolicy
{
    /// <summary>The longest that may be asked for.</summary>
    public const int MostDays = 3_650;

    /// <summary>The guild's record, under its own id.</summary>
    internal static readonly GuildDocumentKind<RetentionPolicy> Kind = new("retention", RetentionJson.Default.RetentionPolicy);

    /// <summary>Days after which messages are deleted; null keeps them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Days { get; init; }

    /// <summary>Whether pinned messages stay.</summary>
    public bool KeepPinned { get; init; } = true;

    /// <summary>Channels with a rule of their own.</summary>
    public IReadOnlyList<ChannelRetention> Channels { get; init; } = [];

    /// <summary>The moment at which the rules begin to be carried out: time to think again. Null while nothing is deleted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTimeOffset? EffectiveAt { get; init; }

    /// <summary>Whether anything is ever deleted by it.</summary>
    internal bool DeletesAnything => Days is not null || Channels.Any(channel => channel.Days is not null);

    /// <summary>The policy of a guild; the empty one when none was set.</summary>
    internal static RetentionPolicy Of(GuildState guild) => guild.Documents.Find(Kind, guild.Id.Number) ?? new RetentionPolicy();

    /// <summary>The days of a channel; a thread without a rule of its own has its parent's.</summary>
    internal int? DaysOf(ChannelPayload channel)
    {
        foreach (var id in (ReadOnlySpan<ChannelId?>)[channel.Id, IsThread(channel) ? channel.ParentId : null])
        {
            if (id is not null && Channels.FirstOrDefault(rule => rule.ChannelId == id) is { } rule) return rule.Days;
        }

        return Days;
    }

    private static bool IsThread(ChannelPayload channel) =>
        channel.Type is ChannelType.AnnouncementThread or ChannelType.PublicThread or ChannelType.PrivateThread;
}

/// <summary>The rule of one channel; null days keep its messages whatever the guild says.</summary>
public sealed record ChannelRetention(ChannelId ChannelId, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Days);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RetentionPolicy))]
internal sealed partial class RetentionJson : JsonSerializerContext;
