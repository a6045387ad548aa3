namespace Guildhall.Community.Applications.Commands;

/// <summary>Shows commands in one language: its words beside the author's own, all other translations left out.</summary>
internal static class CommandLanguage
{
    /// <summary>The command for a reader of a language; null for none in particular.</summary>
    public static CommandPayload In(this CommandPayload command, string? locale) => command with
    {
        NameLocalized = Find(command.NameLocalizations, locale),
        NameLocalizations = null,
        DescriptionLocalized = Find(command.DescriptionLocalizations, locale),
        DescriptionLocalizations = null,
        Options = command.Options?.Select(option => In(option, locale)).ToArray(),
    };

    private static CommandOptionPayload In(CommandOptionPayload option, string? locale) => option with
    {
        NameLocalized = Find(option.NameLocalizations, locale),
        NameLocalizations = null,
        DescriptionLocalized = Find(option.DescriptionLocalizations, locale),
        DescriptionLocalizations = null,
        Choices = option.Choices?.Select(choice => choice with { NameLocalized = Find(choice.NameLocalizations, locale), NameLocalizations = null }).ToArray(),
        Options = option.Options?.Select(inner => In(inner, locale)).ToArray(),
    };

    private static string? Find(IReadOnlyDictionary<string, string>? texts, string? locale) => locale is null ? null : texts?.GetValueOrDefault(locale);
}
