using System.Text.Json;
using Guildhall.Community.Components;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Interactions;

/// <summary>The kinds of answer to an interaction. Source: interaction callback types of the documentation.</summary>
public enum CallbackKind
{
    Pong = 1,
    Message = 4,
    DeferredMessage = 5,
    DeferredUpdate = 6,
    Update = 7,
    Autocomplete = 8,
    Modal = 9,
    PremiumRequired = 10,
    LaunchActivity = 12,
}

/// <summary>An application's first answer, read and checked for shape; only the part of its kind is there.</summary>
public sealed record InteractionAnswer(CallbackKind Kind)
{
    public MessageDraft? Message { get; init; }

    /// <summary>True when only the person who invoked it is to see the message.</summary>
    public bool IsEphemeral { get; init; }

    public EditMessage.Change? Change { get; init; }

    public ModalPayload? Modal { get; init; }

    /// <summary>The body of an answer with choices as it came: of which type they are, the interaction knows.</summary>
    public JsonElement? Raw { get; init; }
}
