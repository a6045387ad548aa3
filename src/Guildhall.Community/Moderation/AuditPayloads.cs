using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Guildhall.Protocol;

namespace Guildhall.Community.Moderation;

/// <summary>One changed field: its name on the wire, before and after. An absent side did not exist.</summary>
public sealed record AuditChange(string Key)
{
    public JsonElement? OldValue { get; init; }

    public JsonElement? NewValue { get; init; }

    /// <summary>A change of a text, number or flag; null when both sides are equal, so that it can be left out.</summary>
    public static AuditChange? Of<T>(string key, T? before, T? after) =>
        EqualityComparer<T>.Default.Equals(before, after) ? null : new AuditChange(key) { OldValue = Json(before), NewValue = Json(after) };

    /// <summary>A change of anything else, told as its JSON.</summary>
    public static AuditChange? Of<T>(string key, T? before, T? after, JsonTypeInfo<T> json)
        where T : class
    {
        JsonElement? old = before is null ? null : JsonSerializer.SerializeToElement(before, json);
        JsonElement? now = after is null ? null : JsonSerializer.SerializeToElement(after, json);
        return old?.GetRawText() == now?.GetRawText() ? null : new AuditChange(key) { OldValue = old, NewValue = now };
    }

    /// <summary>The changes among some that may be none.</summary>
    public static IReadOnlyList<AuditChange> List(params AuditChange?[] changes) => [.. changes.OfType<AuditChange>()];

    private static JsonElement? Json<T>(T? value) => value switch
    {
        null => null,
        Permissions permissions => JsonSerializer.SerializeToElement(((ulong)permissions).ToString(System.Globalization.CultureInfo.InvariantCulture), AuditJson.Default.String),
        string text => JsonSerializer.SerializeToElement(text, AuditJson.Default.String),
        bool flag => JsonSerializer.SerializeToElement(flag, AuditJson.Default.Boolean),
        int number => JsonSerializer.SerializeToElement(number, AuditJson.Default.Int32),
        DateTimeOffset moment => JsonSerializer.SerializeToElement(moment, AuditJson.Default.DateTimeOffset),
        IReadOnlyList<AuditRole> roles => JsonSerializer.SerializeToElement(roles, AuditJson.Default.IReadOnlyListAuditRole),
        IReadOnlyList<ForumTagPayload> tags => JsonSerializer.SerializeToElement(tags, AuditJson.Default.IReadOnlyListForumTagPayload),
        IReadOnlyList<OverwritePayload> overwrites => JsonSerializer.SerializeToElement(overwrites, AuditJson.Default.IReadOnlyListOverwritePayload),
        _ => JsonSerializer.SerializeToElement(value.ToString() ?? "", AuditJson.Default.String),
    };
}

/// <summary>A role that was given or taken ($add and $remove).</summary>
public sealed record AuditRole(RoleId Id, string Name);

/// <summary>What some actions tell besides; strings as on the wire.</summary>
public sealed record AuditOptions
{
    /// <summary>Whose command permissions were changed.</summary>
    public string? ApplicationId { get; init; }

    public string? ChannelId { get; init; }

    public string? Count { get; init; }

    public string? DeleteMemberDays { get; init; }

    /// <summary>Of an overwrite's target.</summary>
    public string? Id { get; init; }

    public string? MembersRemoved { get; init; }

    public string? MessageId { get; init; }

    public string? RoleName { get; init; }

    /// <summary>"0" role, "1" member.</summary>
    public string? Type { get; init; }

    /// <summary>Which occurrence of a recurring event.</summary>
    public string? EventExceptionId { get; init; }

    public string? IntegrationType { get; init; }

    public string? AutoModerationRuleName { get; init; }

    public string? AutoModerationRuleTriggerType { get; init; }
}

/// <summary>An audit log entry as the wire shows it.</summary>
public sealed record AuditEntryPayload
{
    public required AuditEntryId Id { get; init; }

    public required int ActionType { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public UserId? UserId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? TargetId { get; init; }

    public IReadOnlyList<AuditChange>? Changes { get; init; }

    public AuditOptions? Options { get; init; }

    public string? Reason { get; init; }

    /// <summary>Only in the event.</summary>
    public GuildId? GuildId { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TimestampConverter)])]
[JsonSerializable(typeof(AuditEntryPayload))]
[JsonSerializable(typeof(IReadOnlyList<AuditEntryPayload>))]
[JsonSerializable(typeof(IReadOnlyList<AuditChange>))]
[JsonSerializable(typeof(IReadOnlyList<AuditRole>))]
[JsonSerializable(typeof(IReadOnlyList<OverwritePayload>))]
[JsonSerializable(typeof(IReadOnlyList<ForumTagPayload>))]
[JsonSerializable(typeof(AuditOptions))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(DateTimeOffset))]
internal sealed partial class AuditJson : JsonSerializerContext;
