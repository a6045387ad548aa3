namespace Guildhall.Community.Interactions;

/// <summary>What an application is told that asks for it with its answer. Source: the interaction callback response of the documentation.</summary>
public sealed record CallbackResponsePayload(CallbackInteractionPayload Interaction, CallbackResourcePayload? Resource);

/// <summary>The interaction after its answer.</summary>
public sealed record CallbackInteractionPayload(InteractionId Id, InteractionKind Type)
{
    public string? ActivityInstanceId { get; init; }

    public MessageId? ResponseMessageId { get; init; }

    public bool? ResponseMessageLoading { get; init; }

    public bool? ResponseMessageEphemeral { get; init; }
}

/// <summary>What the answer has made.</summary>
public sealed record CallbackResourcePayload(int Type, MessagePayload? Message)
{
    public CallbackActivityPayload? ActivityInstance { get; init; }
}

/// <summary>The activity instance that the person is in now.</summary>
public sealed record CallbackActivityPayload(string Id);
