namespace Guildhall.Community.OAuth;

/// <summary>Every scope that the documentation names, and what sets some of them apart.</summary>
public static class Scopes
{
    public const string Bot = "bot";
    public const string Commands = "applications.commands";
    public const string CommandsUpdate = "applications.commands.update";
    public const string Email = "email";
    public const string Identify = "identify";
    public const string OpenId = "openid";
    public const string Webhook = "webhook.incoming";

    /// <summary>The scopes of the public API.</summary>
    public static IReadOnlyList<string> Documented { get; } =
    [
        "activities.invites.write", "activities.read", "activities.write", "applications.builds.read", "applications.builds.upload", Commands,
        "applications.commands.permissions.update", CommandsUpdate, "applications.entitlements", "applications.store.update", Bot,
        "connections", "dm_channels.read", Email, "gdm.join", "guilds", "guilds.join", "guilds.members.read", Identify, "messages.read",
        OpenId, "relationships.read", "role_connections.write", "rpc", "rpc.activities.write", "rpc.notifications.read",
        "rpc.screenshare.read", "rpc.screenshare.write", "rpc.video.read", "rpc.video.write", "rpc.voice.read", "rpc.voice.write", "voice",
        Webhook,
    ];

    /// <summary>Scopes that only the user API has, or only the prose of the documentation.</summary>
    private static readonly string[] Others =
    [
        "account.global_name.update", "application_identities.write", "dm_channels.messages.read", "dm_channels.messages.write",
        "gateway.connect", "guilds.channels.read", "identify.premium", "lobbies.write", "payment_sources.country_code", "presences.read",
        "presences.write", "relationships.write", "rpc.api", "sdk.social_layer", "sdk.social_layer_presence",
    ];

    private static readonly HashSet<string> Known = [.. Documented, .. Others];

    /// <summary>What only a person's consent can bring about, so no application gets it on its own word.</summary>
    private static readonly HashSet<string> ConsentAlone = [Bot, Commands, Webhook, OpenId];

    /// <summary>Every scope there is.</summary>
    public static IReadOnlyCollection<string> All => Known;

    /// <summary>Scopes as they travel in one text: between spaces, each once, in the order given.</summary>
    public static IReadOnlyList<string> Split(string? text) =>
        [.. (text ?? "").Split([' ', '+'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    /// <summary>True for scopes that a person may be asked for.</summary>
    public static bool MayBeAsked(string scope) => Known.Contains(scope) && scope != CommandsUpdate;

    /// <summary>True for scopes that an application may have for its own owner, by its secret alone.</summary>
    public static bool MayBeTaken(string scope) => Known.Contains(scope) && !ConsentAlone.Contains(scope);

    /// <summary>True for scopes that put the application somewhere and give it no rights on the person's behalf.</summary>
    public static bool IsInstall(string scope) => scope is Bot or Commands;
}
