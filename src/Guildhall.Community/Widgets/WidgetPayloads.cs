using System.Text.Json.Serialization;
using Guildhall.Community.Guild.Documents;

namespace Guildhall.Community.Widgets;

/// <summary>Whether the widget is on and where its invite leads.</summary>
public sealed record WidgetSettingsPayload(bool Enabled, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] ChannelId? ChannelId);

/// <summary>What a guild shows to the world by its widget.</summary>
public sealed record WidgetPayload
{
    public required GuildId Id { get; init; }

    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? InstantInvite { get; init; }

    public IReadOnlyList<WidgetChannelPayload> Channels { get; init; } = [];

    public IReadOnlyList<WidgetMemberPayload> Members { get; init; } = [];

    public required int PresenceCount { get; init; }
}

public sealed record WidgetChannelPayload(ChannelId Id, string Name, int Position);

/// <summary>Somebody who is online, without telling who: the id counts from 0, the picture is one of the default ones.</summary>
public sealed record WidgetMemberPayload(string Id, string Username, string Status, string AvatarUrl)
{
    public string Discriminator { get; init; } = "0000";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Avatar { get; init; }
}

/// <summary>The invite that the widget has given out.</summary>
public sealed record WidgetRecord(string InviteCode);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WidgetSettingsPayload))]
[JsonSerializable(typeof(WidgetPayload))]
[JsonSerializable(typeof(WidgetRecord))]
internal sealed partial class WidgetJson : JsonSerializerContext;

/// <summary>The one record of a guild's widget; its id is the guild's.</summary>
internal static class WidgetDocuments
{
    public static readonly GuildDocumentKind<WidgetRecord> Kind = new("widget", WidgetJson.Default.WidgetRecord);
}
