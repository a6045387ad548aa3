namespace Guildhall.Community.Interactions;

/// <summary>The kinds of interaction. Source: interaction types of the documentation.</summary>
public enum InteractionKind
{
    Ping = 1,
    ApplicationCommand = 2,
    MessageComponent = 3,
    Autocomplete = 4,
    ModalSubmit = 5,
}
