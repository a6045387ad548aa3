using System.Text.Json.Serialization;
using Guildhall.Community.Applications.Entitlements;

namespace Guildhall.Community.Interactions;

/// <summary>INTERACTION_CREATE, and the body of the request to an application's own address. Source: the interaction object of the documentation.</summary>
public sealed record InteractionPayload
{
    public required InteractionId Id { get; init; }

    public required ApplicationId ApplicationId { get; init; }

    public required InteractionKind Type { get; init; }

    public InteractionDataPayload? Data { get; init; }

    public InteractionGuildPayload? Guild { get; init; }

    public GuildId? GuildId { get; init; }

    public required ResolvedChannelPayload Channel { get; init; }

    public required ChannelId ChannelId { get; init; }

    /// <summary>Who invoked it, in a guild; with what it may do in the channel.</summary>
    public MemberPayload? Member { get; init; }

    /// <summary>Who invoked it, outside guilds.</summary>
    public UserPayload? User { get; init; }

    public required string Token { get; init; }

    public int Version { get; init; } = 1;

    /// <summary>The message that the component is on.</summary>
    public MessagePayload? Message { get; init; }

    /// <summary>What the application may do in the channel.</summary>
    public required Permissions AppPermissions { get; init; }

    public required string Locale { get; init; }

    public string? GuildLocale { get; init; }

    public IReadOnlyList<EntitlementPayload> Entitlements { get; init; } = [];

    /// <summary>Who has the application: "0" the guild ("0" in a direct message with the bot), "1" the user.</summary>
    public required IReadOnlyDictionary<string, Snowflake> AuthorizingIntegrationOwners { get; init; }

    /// <summary>0 in a guild, 1 in a direct message with the bot, 2 in other private channels.</summary>
    public required int Context { get; init; }

    /// <summary>Bytes of one file in an answer.</summary>
    public long AttachmentSizeLimit { get; init; } = Limits.FileBytes;
}

/// <summary>The guild as an interaction names it.</summary>
public sealed record InteractionGuildPayload(GuildId Id, string Locale, IReadOnlyList<string> Features);

/// <summary>What is known of an application while an interaction with it goes on.</summary>
public sealed record InteractionApplication(ApplicationId Id, string Name, string Description, string? Icon)
{
    /// <summary>True when interactions go to the application's own address and not over the gateway.</summary>
    public bool HasEndpoint { get; init; }

    /// <summary>True when the invoking user has the application for itself.</summary>
    public bool IsOfUser { get; init; }

    /// <summary>True when it has an activity to launch.</summary>
    public bool IsEmbedded { get; init; }

    /// <summary>The bot's user, which has the application's number.</summary>
    [JsonIgnore]
    public UserId Bot => new(Id.Value);
}
