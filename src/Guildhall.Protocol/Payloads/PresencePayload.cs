using System.Text.Json;

namespace Guildhall.Protocol;

/// <summary>A user's status and activities as PRESENCE_UPDATE and GUILD_CREATE show them.</summary>
public sealed record PresencePayload
{
    public required PresenceUserPayload User { get; init; }

    public GuildId? GuildId { get; init; }

    /// <summary>online, idle, dnd or offline; invisible is shown as offline.</summary>
    public string Status { get; init; } = "offline";

    /// <summary>As the client sent them, checked for size and shape.</summary>
    public IReadOnlyList<JsonElement> Activities { get; init; } = [];

    public ClientStatusPayload ClientStatus { get; init; } = new();
}

/// <summary>The user of a presence: the id alone.</summary>
public sealed record PresenceUserPayload(UserId Id);

/// <summary>The status by kind of device; absent where there is none.</summary>
public sealed record ClientStatusPayload(string? Desktop = null, string? Mobile = null, string? Web = null);
