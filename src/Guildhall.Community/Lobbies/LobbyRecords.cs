using System.Text.Json.Serialization;
using Guildhall.Community.Guild.Documents;
using Guildhall.Community.User.Documents;
using Guildhall.Protocol;

namespace Guildhall.Community.Lobbies;

/// <summary>A lobby as it is stored, without its members.</summary>
public sealed record LobbyRecord
{
    /// <summary>How long a lobby that nobody needs stays, when it was not said.</summary>
    public const int DefaultIdleSeconds = 300;

    public required LobbyId Id { get; init; }

    public required ApplicationId Application { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public int Flags { get; init; }

    public int IdleSeconds { get; init; } = DefaultIdleSeconds;

    /// <summary>Where the lobby's webhook events go instead of the application's address; null for there.</summary>
    public string? EventWebhooksUrl { get; init; }

    public LobbyLink? Link { get; init; }

    /// <summary>When somebody last came or the lobby was changed; its messages have times of their own.</summary>
    public DateTimeOffset ActiveAt { get; init; }

    /// <summary>When the members were asked whether anybody is there, while the answers are waited for.</summary>
    public DateTimeOffset? AskedAt { get; init; }
}

/// <summary>The channel that a lobby is linked with, and who has linked it: invites into the guild are given in that name.</summary>
public sealed record LobbyLink(GuildId Guild, ChannelId Channel, UserId By, bool ByBot);

/// <summary>Somebody in a lobby.</summary>
public sealed record LobbyMemberRecord(UserId User)
{
    /// <summary>Flag: may link the lobby with a channel.</summary>
    public const int CanLink = 1;

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public int Flags { get; init; }

    public string? AdditionalName { get; init; }
}

/// <summary>A channel's side of a link.</summary>
public sealed record LinkedLobby(LobbyId Lobby, ApplicationId Application);

/// <summary>A lobby among those of its application, with the hash of the secret that leads to it.</summary>
public sealed record LobbyClaim(LobbyId Id, string? SecretHash);

/// <summary>Where lobbies are kept: with the house that each is, with the guild of a linked channel, and with the application's bot.</summary>
internal static class LobbyKinds
{
    public static readonly GuildDocumentKind<LobbyRecord> Lobby = new("lobby", LobbyRecordJson.Default.LobbyRecord);

    /// <summary>By the user's id.</summary>
    public static readonly GuildDocumentKind<LobbyMemberRecord> Member = new("lobby_member", LobbyRecordJson.Default.LobbyMemberRecord);

    /// <summary>By the channel's id.</summary>
    public static readonly GuildDocumentKind<LinkedLobby> Linked = new("linked_lobby", LobbyRecordJson.Default.LinkedLobby);

    /// <summary>By the lobby's id.</summary>
    public static readonly UserDocumentKind<LobbyClaim> Claim = new("lobby", LobbyRecordJson.Default.LobbyClaim);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(LobbyRecord))]
[JsonSerializable(typeof(LobbyMemberRecord))]
[JsonSerializable(typeof(LinkedLobby))]
[JsonSerializable(typeof(LobbyClaim))]
internal sealed partial class LobbyRecordJson : JsonSerializerContext;
