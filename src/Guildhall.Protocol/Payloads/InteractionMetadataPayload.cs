namespace Guildhall.Protocol;

/// <summary>What a person did that a message answers. Source: message interaction metadata of the documentation.</summary>
public sealed record InteractionMetadataPayload
{
    public required InteractionId Id { get; init; }

    /// <summary>2 for a command, 3 for a component, 5 for a modal.</summary>
    public required int Type { get; init; }

    public required UserPayload User { get; init; }

    /// <summary>Who has the application: "0" the guild, "1" the user.</summary>
    public required IReadOnlyDictionary<string, Snowflake> AuthorizingIntegrationOwners { get; init; }

    /// <summary>Of a command, to people's clients.</summary>
    public string? Name { get; init; }

    /// <summary>Of a command, to people's clients.</summary>
    public int? CommandType { get; init; }

    /// <summary>Only on follow-ups.</summary>
    public MessageId? OriginalResponseMessageId { get; init; }

    /// <summary>Of a component: the message that it is on.</summary>
    public MessageId? InteractedMessageId { get; init; }

    public UserPayload? TargetUser { get; init; }

    public MessageId? TargetMessageId { get; init; }

    /// <summary>Of a modal: what it was the answer to.</summary>
    public InteractionMetadataPayload? TriggeringInteractionMetadata { get; init; }
}

/// <summary>The interaction that a message answers, in its older form.</summary>
public sealed record MessageInteractionPayload(InteractionId Id, int Type, string Name, UserPayload User);
