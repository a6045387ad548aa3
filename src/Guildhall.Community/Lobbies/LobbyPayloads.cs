using System.Text.Json.Serialization;
using Guildhall.Protocol;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Lobbies;

/// <summary>A lobby as its application and its members see it.</summary>
public sealed record LobbyPayload(LobbyId Id, ApplicationId ApplicationId, IReadOnlyList<LobbyMemberPayload> Members, int Flags)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Absent when there is none.</summary>
    public ChannelPayload? LinkedChannel { get; init; }

    /// <summary>For the application alone; absent when there is none.</summary>
    public string? OverrideEventWebhooksUrl { get; init; }
}

/// <summary>Somebody in a lobby.</summary>
public sealed record LobbyMemberPayload(UserId Id, int Flags)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public string? AdditionalName { get; init; }

    public static LobbyMemberPayload Of(LobbyMemberRecord member) =>
        new(member.User, member.Flags) { Metadata = member.Metadata, AdditionalName = member.AdditionalName };
}

/// <summary>A message of a lobby, as REST and the application's webhook events show it.</summary>
public sealed record LobbyMessagePayload
{
    public required MessageId Id { get; init; }

    public MessageType Type { get; init; }

    public required string Content { get; init; }

    public required LobbyId LobbyId { get; init; }

    /// <summary>The lobby's own number: what the linked channel shows is a message of that channel's.</summary>
    public required ChannelId ChannelId { get; init; }

    public required UserPayload Author { get; init; }

    public LobbyNamePayload? LobbyMember { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public IReadOnlyDictionary<string, string>? ModerationMetadata { get; init; }

    public MessageFlags Flags { get; init; }

    public ApplicationId ApplicationId { get; init; }

    public static LobbyMessagePayload Of(StoredMessage message, ApplicationId application, UserPayload author) => new()
    {
        Id = message.Id,
        Type = message.Type,
        Content = message.Content,
        LobbyId = new LobbyId(message.Channel.Value),
        ChannelId = message.Channel,
        Author = author,
        LobbyMember = message.Extra?.Lobby?.AdditionalName is { } name ? new LobbyNamePayload(name) : null,
        Metadata = message.Extra?.Lobby?.Metadata,
        ModerationMetadata = message.Extra?.Lobby?.Moderation,
        Flags = message.Flags,
        ApplicationId = application,
    };
}

/// <summary>What a lobby calls the author of a message.</summary>
public sealed record LobbyNamePayload(string AdditionalName);

/// <summary>The code of an invite to the linked channel.</summary>
public sealed record LobbyInvitePayload(string Code);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LobbyPayload))]
[JsonSerializable(typeof(LobbyMemberPayload))]
[JsonSerializable(typeof(IReadOnlyList<LobbyMemberPayload>))]
[JsonSerializable(typeof(LobbyMessagePayload))]
[JsonSerializable(typeof(IReadOnlyList<LobbyMessagePayload>))]
[JsonSerializable(typeof(LobbyInvitePayload))]
internal sealed partial class LobbyJson : JsonSerializerContext;
