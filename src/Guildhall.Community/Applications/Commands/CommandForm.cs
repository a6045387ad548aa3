using System.Text.Json;
using Guildhall.Community.Edge;

namespace Guildhall.Community.Applications.Commands;

/// <summary>What a request says about a command; absent fields are left as they are.</summary>
public sealed record CommandForm
{
    private const int DescriptionMax = 100;
    private const int InBotDm = 1;

    /// <summary>The id of a known command; only in a list that replaces all.</summary>
    public CommandId? Id { get; init; }

    public int Type { get; init; } = CommandPayload.ChatInput;

    public Optional<string> Name { get; init; }

    public Optional<IReadOnlyDictionary<string, string>?> NameLocalizations { get; init; }

    public Optional<string> Description { get; init; }

    public Optional<IReadOnlyDictionary<string, string>?> DescriptionLocalizations { get; init; }

    public Optional<IReadOnlyList<CommandOptionPayload>?> Options { get; init; }

    public Optional<Permissions?> DefaultMemberPermissions { get; init; }

    public Optional<bool> DmPermission { get; init; }

    public Optional<IReadOnlyList<int>?> Contexts { get; init; }

    public Optional<IReadOnlyList<int>> IntegrationTypes { get; init; }

    public Optional<bool> Nsfw { get; init; }

    public Optional<int> Handler { get; init; }

    /// <summary>Reads the fields; errors are noted in the form.</summary>
    /// <param name="type">The type of the command that changes; null for a new one, whose type the form says.</param>
    public static CommandForm Read(Form form, int? type = null)
    {
        var kind = type ?? form.ChoiceOrAbsent("type", CommandPayload.ChatInput, CommandPayload.User, CommandPayload.Message, CommandPayload.EntryPoint).Or(CommandPayload.ChatInput);
        var isNew = type is null;
        if (isNew && !form.Has("name")) form.Required("name");
        var read = new CommandForm
        {
            Id = form.Id<CommandId>("id").Value,
            Type = kind,
            Name = ReadName(form, "name", isText: kind == CommandPayload.ChatInput),
            NameLocalizations = ReadLocalized(form, "name_localizations", CommandName.Max, kind == CommandPayload.ChatInput),
            Description = ReadDescription(form, kind, isNew),
            DescriptionLocalizations = ReadLocalized(form, "description_localizations", DescriptionMax, isName: false),
            Options = CommandOptions.Read(form, kind),
            DefaultMemberPermissions = ReadPermissions(form),
            DmPermission = form.FlagOrAbsent("dm_permission"),
            Contexts = ReadNumbers(form, "contexts", 2),
            IntegrationTypes = ReadNumbers(form, "integration_types", 1) is { IsPresent: true, Value: { } types } ? new Optional<IReadOnlyList<int>>(true, types) : default,
            Nsfw = form.FlagOrAbsent("nsfw"),
            Handler = form.ChoiceOrAbsent("handler", CommandPayload.OwnHandler, CommandPayload.LaunchActivity),
        };
        return read;
    }

    /// <summary>The command as the form wants it.</summary>
    public CommandPayload ApplyTo(CommandPayload command) => command with
    {
        Name = Name.Or(command.Name),
        NameLocalizations = NameLocalizations.Or(command.NameLocalizations),
        Description = Description.Or(command.Description),
        DescriptionLocalizations = DescriptionLocalizations.Or(command.DescriptionLocalizations),
        Options = Options.Or(command.Options),
        DefaultMemberPermissions = DefaultMemberPermissions.Or(command.DefaultMemberPermissions),
        DmPermission = command.GuildId is not null ? null : Contexts.Value is { } places ? places.Contains(InBotDm) : DmPermission.Or(command.DmPermission ?? true),
        Contexts = command.GuildId is null ? Contexts.Or(command.Contexts) : null,
        IntegrationTypes = command.GuildId is null ? IntegrationTypes.Or(command.IntegrationTypes) : [0],
        Nsfw = Nsfw.Or(command.Nsfw),
        Handler = command.Type == CommandPayload.EntryPoint ? Handler.Or(command.Handler ?? CommandPayload.OwnHandler) : null,
    };

    /// <summary>A name of a command or an option.</summary>
    internal static Optional<string> ReadName(Form form, string field, bool isText)
    {
        var name = form.Text(field, 1, CommandName.Max);
        if (name is { IsPresent: true, Value.Length: > 0 } && isText) CommandName.Check(form, field, name.Value);
        return name;
    }

    /// <summary>Texts by language.</summary>
    internal static Optional<IReadOnlyDictionary<string, string>?> ReadLocalized(Form form, string field, int max, bool isName)
    {
        if (!form.Has(field)) return default;
        if (form.IsNull(field)) return new Optional<IReadOnlyDictionary<string, string>?>(true, null);
        if (form.Part(field) is not { } part) return default;
        Dictionary<string, string> texts = [];
        foreach (var language in form.Raw(field).EnumerateObject())
        {
            if (!RequestLocale.Known.Contains(language.Name)) form.Error($"{field}.{language.Name}", "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", RequestLocale.Known)}}}.");
            else if (part.NullableText(language.Name, 1, max).Value is { } text)
            {
                if (isName) CommandName.Check(part, language.Name, text);
                texts[language.Name] = text;
            }
        }

        return texts;
    }

    private static Optional<string> ReadDescription(Form form, int type, bool isNew)
    {
        if (type is CommandPayload.ChatInput or CommandPayload.EntryPoint)
        {
            if (isNew && type == CommandPayload.ChatInput && !form.Has("description")) form.Required("description");
            return form.IsNull("description") && type == CommandPayload.EntryPoint ? "" : form.Text("description", type == CommandPayload.ChatInput ? 1 : 0, DescriptionMax);
        }

        if (form.NullableText("description", 0, DescriptionMax).Value is { Length: > 0 })
            form.Error("description", "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED", "Context menu commands cannot have a description");
        return default;
    }

    private static Optional<Permissions?> ReadPermissions(Form form)
    {
        if (!form.Has("default_member_permissions")) return default;
        if (form.IsNull("default_member_permissions")) return new Optional<Permissions?>(true, null);
        return new Optional<Permissions?>(true, form.Permissions("default_member_permissions").Value);
    }

    private static Optional<IReadOnlyList<int>?> ReadNumbers(Form form, string field, int max)
    {
        if (!form.Has(field)) return default;
        var raw = form.Raw(field);
        if (raw.ValueKind == JsonValueKind.Null) return new Optional<IReadOnlyList<int>?>(true, null);
        if (raw.ValueKind != JsonValueKind.Array || raw.GetArrayLength() == 0)
        {
            form.Error(field, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return default;
        }

        List<int> numbers = [];
        foreach (var item in raw.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) && number >= 0 && number <= max) numbers.Add(number);
            else form.Error(field, "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", Enumerable.Range(0, max + 1))}}}.");
        }

        return new Optional<IReadOnlyList<int>?>(true, [.. numbers.Distinct()]);
    }
}
