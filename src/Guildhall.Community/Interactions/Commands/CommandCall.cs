using System.Text.Json;
using Guildhall.Community.Applications.Commands;
using Guildhall.Community.Edge;

namespace Guildhall.Community.Interactions.Commands;

/// <summary>
/// The data with which a person calls a command, held against the command's definition: the right options, each of its type and within
/// its bounds, subcommands named one by one, and exactly one option in focus when it is about autocomplete. Pure.
/// </summary>
public static class CommandCall
{
    private const int OptionsMax = 25;

    /// <summary>What is passed on to the application, and what its values name. Errors stand in the form and are its failure.</summary>
    /// <param name="data">The data of the interaction, a part of the request's form.</param>
    /// <param name="command">The command as it is registered.</param>
    /// <param name="isAutocomplete">True while the call is still being written: little is required then, and one option is in focus.</param>
    /// <param name="files">The files that came along, stored, by the ids that the caller gave them.</param>
    public static Result<(InteractionDataPayload Data, NamedIds Named)> Read(
        Form data, CommandPayload command, bool isAutocomplete, IReadOnlyDictionary<string, AttachmentPayload>? files = null)
    {
        var call = new CallReader(isAutocomplete, files ?? new Dictionary<string, AttachmentPayload>());
        CheckVersion(data, command);
        var payload = new InteractionDataPayload { Id = command.Id, Name = command.Name, Type = command.Type, GuildId = command.GuildId };
        if (command.Type is CommandPayload.User or CommandPayload.Message)
        {
            payload = payload with { TargetId = ReadTarget(data, command, call) };
        }
        else
        {
            var options = ReadLevel(data, command.Options ?? [], call);
            if (isAutocomplete && call.Focused != 1) data.Error("options", "BASE_TYPE_REQUIRED", "Exactly one option must be in focus.");
            payload = payload with { Options = options.Count == 0 ? null : options };
        }

        if (isAutocomplete && command.Type != CommandPayload.ChatInput) data.Error("type", "BASE_TYPE_CHOICES", "This type of command has no autocomplete.");
        if (data.Failure is { } invalid) return invalid;
        return (payload, call.Named());
    }

    // A client that shows an older definition must fetch the new one before it calls.
    private static void CheckVersion(Form data, CommandPayload command)
    {
        if (data.Id<CommandId>("version").Value is { } version && version != command.Version)
            data.Error("", "INTERACTION_APPLICATION_COMMAND_INVALID_VERSION", "This command is outdated, please try again in a few minutes");
        if (data.Choice("type", CommandPayload.ChatInput, CommandPayload.User, CommandPayload.Message, CommandPayload.EntryPoint) is { IsPresent: true } type
            && type.Value != command.Type)
            data.Error("type", "BASE_TYPE_CHOICES", $"Value must be one of {{{command.Type}}}.");
    }

    private static Snowflake? ReadTarget(Form data, CommandPayload command, CallReader call)
    {
        if (data.Has("options") && data.Raw("options") is { ValueKind: JsonValueKind.Array } options && options.GetArrayLength() > 0)
            data.Error("options", "BASE_TYPE_MAX_LENGTH", "Must be 0 or fewer in length.");
        if (data.Id<UserId>("target_id").Value is not { } target)
        {
            if (!data.Has("target_id") || data.IsNull("target_id")) data.Required("target_id");
            return null;
        }

        if (command.Type == CommandPayload.User) call.Users.Add(target);
        else call.Messages.Add(new MessageId(target.Value));
        return target.Value;
    }

    // One level of options: parameters, or exactly one of the subcommands and groups.
    private static List<InteractionOptionPayload> ReadLevel(Form form, IReadOnlyList<CommandOptionPayload> defined, CallReader call)
    {
        var parts = form.Parts("options", OptionsMax) ?? [];
        var isOfSubs = defined.Any(IsSub);
        if (isOfSubs && parts.Count != 1)
        {
            form.Error("options", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 1 in length.");
            return [];
        }

        List<InteractionOptionPayload> read = new(parts.Count);
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (Definition(part, defined) is not { } option) continue;
            if (!names.Add(option.Name)) part.Error("name", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists");
            read.Add(IsSub(option)
                ? new InteractionOptionPayload(option.Name, option.Type) { Options = ReadLevel(part, option.Options ?? [], call) }
                : call.Read(part, option));
        }

        if (!call.IsAutocomplete && !isOfSubs)
        {
            foreach (var missing in defined.Where(option => option.Required == true && !names.Contains(option.Name)))
                form.Error("options", "BASE_TYPE_REQUIRED", $"The option \"{missing.Name}\" is required");
        }

        return read;
    }

    private static CommandOptionPayload? Definition(Form part, IReadOnlyList<CommandOptionPayload> defined)
    {
        var name = part.Raw("name") is { ValueKind: JsonValueKind.String } raw ? Form.StringOf(raw) : null;
        if (name is null)
        {
            part.Required("name");
            return null;
        }

        if (defined.FirstOrDefault(option => option.Name == name) is not { } option)
        {
            part.Error("name", "BASE_TYPE_CHOICES", "The command has no such option.");
            return null;
        }

        var type = part.Int("type", 1, int.MaxValue);
        if (!type.IsPresent || type.Value == option.Type) return option;
        part.Error("type", "BASE_TYPE_CHOICES", $"Value must be one of {{{option.Type}}}.");
        return null;
    }

    private static bool IsSub(CommandOptionPayload option) => option.Type is OptionType.SubCommand or OptionType.SubCommandGroup;
}
