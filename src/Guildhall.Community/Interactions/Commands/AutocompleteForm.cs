using Guildhall.Community.Applications.Commands;
using Guildhall.Community.Edge;

namespace Guildhall.Community.Interactions.Commands;

/// <summary>The choices with which an application answers a call that is being written: few, named, and of the type of the option in focus.</summary>
public static class AutocompleteForm
{
    /// <summary>Choices of one answer.</summary>
    public const int Most = 25;

    /// <summary>Reads the callback's data; errors are noted in the form and are its failure.</summary>
    /// <param name="data">The data of the callback.</param>
    /// <param name="optionType">The type of the option in focus: a text, a whole number or a number.</param>
    public static Result<IReadOnlyList<CommandChoicePayload>> Read(Form data, int optionType)
    {
        var parts = data.Parts("choices", Most) ?? [];
        CommandChoicePayload[] choices = [.. parts.Select(part => CommandOptions.ReadChoice(part, optionType))];
        return data.Failure is { } invalid ? invalid : choices;
    }

    /// <summary>The choices as a person of a language reads them.</summary>
    public static IReadOnlyList<CommandChoicePayload> In(string locale, IReadOnlyList<CommandChoicePayload> choices) =>
        [.. choices.Select(choice => choice with { Name = choice.NameLocalizations?.GetValueOrDefault(locale) ?? choice.Name, NameLocalizations = null })];
}
