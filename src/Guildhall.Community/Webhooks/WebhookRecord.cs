using System.Text.Json.Serialization;
using Guildhall.Community.Guild.Documents;

namespace Guildhall.Community.Webhooks;

/// <summary>A webhook as its guild keeps it.</summary>
public sealed record WebhookRecord
{
    /// <summary>The type of a webhook that anybody with its token may execute.</summary>
    public const int Incoming = 1;

    /// <summary>The type of a webhook that brings an announcement channel's messages.</summary>
    public const int Follower = 2;

    /// <summary>The type of what an application writes with, by the token of an interaction. There is no record of one.</summary>
    public const int OfApplication = 3;

    public static readonly GuildDocumentKind<WebhookRecord> Kind = new("webhook", WebhookRecordJson.Default.WebhookRecord);

    public required WebhookId Id { get; init; }

    public required GuildId Guild { get; init; }

    /// <summary>Where its messages go.</summary>
    public required ChannelId Channel { get; init; }

    public int Type { get; init; } = Incoming;

    public required string Name { get; init; }

    /// <summary>A hash, as on the wire; null for none.</summary>
    public string? Avatar { get; init; }

    /// <summary>Hashes of the pictures that single messages showed last, the newest at the end: what is kept of those in the blob store.</summary>
    public IReadOnlyList<string> Pictures { get; init; } = [];

    public required UserId Creator { get; init; }

    /// <summary>The application whose bot made it; it alone is shown the token then.</summary>
    public ApplicationId? Application { get; init; }

    /// <summary>SHA-256 of the token; null for followers, which have none.</summary>
    public byte[]? TokenHash { get; init; }

    /// <summary>The token, encrypted with keys that are not in the store.</summary>
    public byte[]? SealedToken { get; init; }

    /// <summary>What a follower brings messages of; null for others.</summary>
    public WebhookSource? Source { get; init; }
}

/// <summary>The announcement channel that a follower follows, as it was called then.</summary>
public sealed record WebhookSource(GuildId Guild, string GuildName, string? GuildIcon, ChannelId Channel, string ChannelName);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebhookRecord))]
internal sealed partial class WebhookRecordJson : JsonSerializerContext;
