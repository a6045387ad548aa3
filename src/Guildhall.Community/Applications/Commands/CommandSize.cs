using System.Globalization;
using System.Text.Json;

namespace Guildhall.Community.Applications.Commands;

/// <summary>How big a command is: the characters of its names, descriptions and values, each counted in the longest of its languages.</summary>
internal static class CommandSize
{
    /// <summary>Characters of one command with everything below it.</summary>
    public const int Most = 8_000;

    /// <summary>Why a command is too big; null when it is not.</summary>
    public static Failure.InvalidForm? Refuse(CommandPayload command) => Of(command) <= Most ? null : new Failure.InvalidForm(
        [new FieldError("", "APPLICATION_COMMAND_TOO_LARGE", string.Create(CultureInfo.InvariantCulture, $"Command exceeds maximum size ({Most})"))]);

    /// <summary>The characters that count.</summary>
    public static int Of(CommandPayload command) =>
        Longest(command.Name, command.NameLocalizations) + Longest(command.Description, command.DescriptionLocalizations) + (command.Options ?? []).Sum(Of);

    private static int Of(CommandOptionPayload option) =>
        Longest(option.Name, option.NameLocalizations) + Longest(option.Description, option.DescriptionLocalizations)
        + (option.Choices ?? []).Sum(choice => Longest(choice.Name, choice.NameLocalizations) + Of(choice.Value))
        + (option.Options ?? []).Sum(Of);

    private static int Of(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()!.Length : value.GetRawText().Length;

    private static int Longest(string text, IReadOnlyDictionary<string, string>? others) =>
        Math.Max(text.Length, others is { Count: > 0 } ? others.Values.Max(other => other.Length) : 0);
}
