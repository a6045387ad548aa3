using System.Text.Json.Serialization;

namespace Guildhall.Community.Applications.Installs;

/// <summary>An application in a guild: who brought it, when, and with which scopes. Stored; never on the wire.</summary>
public sealed record GuildInstall(ApplicationId Application, UserId By, DateTimeOffset At, IReadOnlyList<string> Scopes);

/// <summary>An application that a user has for itself: since when and with which scopes. Stored; never on the wire.</summary>
public sealed record UserInstall(ApplicationId Application, DateTimeOffset At, IReadOnlyList<string> Scopes);

/// <summary>USER_APPLICATION_UPDATE and USER_APPLICATION_REMOVE: which application the user has now, or has no longer.</summary>
public sealed record UserApplicationPayload(ApplicationId ApplicationId);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GuildInstall))]
[JsonSerializable(typeof(UserInstall))]
[JsonSerializable(typeof(UserApplicationPayload))]
internal sealed partial class InstallJson : JsonSerializerContext;
