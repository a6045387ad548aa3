using System.Text.Json;
using System.Text.Json.Serialization;
using Guildhall.Community.Guild;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.PrivateChannels;

/// <summary>A direct message or a group, as one of its recipients sees it.</summary>
public sealed record PrivateChannelPayload(ChannelId Id, ChannelType Type, IReadOnlyList<UserPayload> Recipients)
{
    public int Flags { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public MessageId? LastMessageId { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? LastPinTimestamp { get; init; }

    /// <summary>Of a group, null when it has none; absent in direct messages.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public GroupText Name { get; init; }

    /// <summary>The hash of a group's picture, null when it has none; absent in direct messages.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public GroupText Icon { get; init; }

    public UserId? OwnerId { get; init; }

    public IReadOnlyList<ChannelNickPayload>? Nicks { get; init; }

    public static PrivateChannelPayload Of(PrivateChannelView view, UserId viewer, IReadOnlyDictionary<UserId, UserPayload> users)
    {
        var isGroup = view.Channel.Type == ChannelType.GroupDm;
        ChannelNickPayload[] nicks = [.. view.Recipients.Where(other => other.Nick is not null).Select(other => new ChannelNickPayload(other.User, other.Nick!))];
        return new PrivateChannelPayload(
            view.Channel.Id,
            view.Channel.Type,
            [
                .. view.Recipients.Where(other => other.User != viewer)
                    .Select(other => users.TryGetValue(other.User, out var known) ? known : GuildState.DeletedUser(other.User)),
            ])
        {
            LastMessageId = view.LastMessage,
            LastPinTimestamp = view.Channel.LastPinTimestamp,
            Name = isGroup ? new GroupText(true, view.Channel.Name) : default,
            Icon = isGroup ? new GroupText(true, view.Channel.Icon) : default,
            OwnerId = view.Channel.Owner,
            Nicks = nicks.Length > 0 ? nicks : null,
        };
    }
}

/// <summary>What a group calls one of its recipients.</summary>
public sealed record ChannelNickPayload(UserId Id, string Nick);

/// <summary>A text that only groups have, and that may be null there.</summary>
[JsonConverter(typeof(GroupTextConverter))]
public readonly record struct GroupText(bool IsPresent, string? Text);

/// <summary>Writes the text or null; absence is the property's own condition.</summary>
public sealed class GroupTextConverter : JsonConverter<GroupText>
{
    public override bool HandleNull => true;

    public override GroupText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(true, reader.GetString());

    public override void Write(Utf8JsonWriter writer, GroupText value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}

/// <summary>CHANNEL_RECIPIENT_ADD and CHANNEL_RECIPIENT_REMOVE.</summary>
public sealed record RecipientChangedPayload(ChannelId ChannelId, UserPayload User, string? Nick = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PrivateChannelPayload))]
[JsonSerializable(typeof(IReadOnlyList<PrivateChannelPayload>))]
[JsonSerializable(typeof(RecipientChangedPayload))]
internal sealed partial class PrivateJson : JsonSerializerContext;
