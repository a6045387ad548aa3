using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>A rich card under a message.</summary>
public sealed record EmbedPayload
{
    public string Type { get; init; } = "rich";

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Url { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>24-bit RGB.</summary>
    public int? Color { get; init; }

    public EmbedFooterPayload? Footer { get; init; }

    public EmbedMediaPayload? Image { get; init; }

    public EmbedMediaPayload? Thumbnail { get; init; }

    public EmbedMediaPayload? Video { get; init; }

    public EmbedProviderPayload? Provider { get; init; }

    public EmbedAuthorPayload? Author { get; init; }

    public IReadOnlyList<EmbedFieldPayload>? Fields { get; init; }
}

public sealed record EmbedFooterPayload(string Text, string? IconUrl = null, string? ProxyIconUrl = null);

public sealed record EmbedMediaPayload(string? Url, string? ProxyUrl = null, int? Width = null, int? Height = null);

public sealed record EmbedProviderPayload(string Name, string? Url = null);

public sealed record EmbedAuthorPayload(string Name, string? Url = null, string? IconUrl = null, string? ProxyIconUrl = null);

public sealed record EmbedFieldPayload(string Name, string Value, bool Inline = false);
