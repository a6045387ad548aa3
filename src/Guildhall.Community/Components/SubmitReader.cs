using System.Text.Json;
using Guildhall.Community.Edge;
using Guildhall.Community.Interactions;

namespace Guildhall.Community.Components;

/// <summary>One reading of a submitted modal: finds each answer by its custom_id, whatever it stands in, and checks it.</summary>
internal sealed class SubmitReader(ModalPayload shown, IReadOnlyDictionary<string, AttachmentPayload> files)
{
    private readonly Dictionary<string, Form> _answers = new(StringComparer.Ordinal);

    /// <summary>What the answers name so far.</summary>
    public NamedIds Named { get; private set; } = NamedIds.None;

    /// <summary>Finds the answers, below rows and labels.</summary>
    public void Collect(Form data)
    {
        var asked = ComponentTree.All(shown.Components).Select(component => component.CustomId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var top in data.Parts("components", ComponentLimits.PerModal) ?? [])
        {
            foreach (var inside in top.Parts("components", ComponentLimits.PerRow) ?? []) Add(inside, asked);
            if (top.Part("component") is { } part) Add(part, asked);
        }
    }

    /// <summary>A component as it was shown, with what was answered.</summary>
    public SubmittedComponentPayload Read(Form data, ComponentPayload component)
    {
        var submitted = new SubmittedComponentPayload(component.Type) { Id = component.Id, CustomId = component.CustomId };
        switch (component.Type)
        {
            case ComponentType.TextDisplay:
                return submitted;
            case ComponentType.ActionRow:
                return submitted with { Components = [.. component.Components!.Select(inside => Read(data, inside))] };
            case ComponentType.Label:
                return submitted with { Component = Read(data, component.Component!) };
        }

        _answers.TryGetValue(component.CustomId!, out var answer);
        if (answer is not null) ComponentClick.RefuseOtherType(answer, "type", component.Type);
        answer ??= Missing(data, component);
        return component.Type switch
        {
            ComponentType.TextInput => submitted with { Value = Json(Text(answer, component)) },
            ComponentType.Checkbox => submitted with { Value = Json(answer?.FlagOrAbsent("value").Value ?? false) },
            ComponentType.RadioGroup => submitted with { Value = Json(Choice(answer, component)) },
            ComponentType.FileUpload => submitted with { Values = Files(answer, component) },
            _ => submitted with { Values = Values(answer, component) },
        };
    }

    private void Add(Form answer, HashSet<string> asked)
    {
        if (answer.Raw("custom_id").ValueKind == JsonValueKind.Undefined) return;
        var customId = answer.NullableText("custom_id", 1, ComponentLimits.CustomIdMax, trim: false).Value ?? "";
        if (!asked.Contains(customId)) answer.Error("custom_id", "COMPONENT_VALIDATION_FAILED", "Component validation failed");
        else if (!_answers.TryAdd(customId, answer)) answer.Error("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    }

    // A checkbox that nobody touched is not checked; everything else that is required has to be there.
    private static Form? Missing(Form data, ComponentPayload component)
    {
        if (component.Required == true) data.Error("components", "BASE_TYPE_REQUIRED", $"The component \"{component.CustomId}\" is required");
        return null;
    }

    private static string Text(Form? answer, ComponentPayload input)
    {
        if (answer is null) return "";
        var text = answer.NullableText("value", 0, input.MaxLength ?? ComponentLimits.TextInputMax, trim: false).Value ?? "";
        if (text.Length == 0 && input.Required == true) answer.Required("value");
        var length = 0;
        foreach (var _ in text.EnumerateRunes()) length++;
        if (text.Length > 0 && length < input.MinLength)
            answer.Error("value", "BASE_TYPE_BAD_LENGTH", $"Must be between {input.MinLength} and {input.MaxLength ?? ComponentLimits.TextInputMax} in length.");
        return text;
    }

    private static string? Choice(Form? answer, ComponentPayload group)
    {
        var value = answer?.NullableText("value", 0, ComponentLimits.OptionValueMax, trim: false).Value;
        if (value is null)
        {
            if (answer is not null && group.Required == true) answer.Required("value");
            return null;
        }

        if (group.Options!.All(option => option.Value != value)) answer!.Error("value", "BASE_TYPE_CHOICES", "The value is none of the choices.");
        return value;
    }

    private IReadOnlyList<string> Values(Form? answer, ComponentPayload select)
    {
        if (answer is null) return [];
        var (min, max) = Bounds(answer, select);
        var values = SubmittedValues.Read(answer, select, min, max);
        var more = SubmittedValues.NamedBy(select, values);
        Named = Named with
        {
            Users = [.. Named.Users.Union(more.Users)],
            Roles = [.. Named.Roles.Union(more.Roles)],
            Mentionables = [.. Named.Mentionables.Union(more.Mentionables)],
            Channels = [.. Named.Channels.Union(more.Channels)],
            ChannelDemands = [.. Named.ChannelDemands, .. more.ChannelDemands],
        };
        return values;
    }

    private IReadOnlyList<string> Files(Form? answer, ComponentPayload upload)
    {
        if (answer is null) return [];
        var (min, max) = Bounds(answer, upload);
        var names = answer.Texts("values", ComponentLimits.FilesPerUpload, ComponentLimits.OptionValueMax).Value ?? [];
        if (names.Count < min || names.Count > max) answer.Error("values", "BASE_TYPE_BAD_LENGTH", $"Must be between {min} and {max} in length.");
        List<AttachmentPayload> found = [];
        for (var i = 0; i < names.Count; i++)
        {
            var at = FormattableString.Invariant($"values.{i}");
            if (!files.TryGetValue(names[i], out var file) || Named.Attachments.Contains(file) || found.Contains(file))
                answer.Error(at, "ATTACHMENT_NOT_FOUND", "Attachment data not found");
            else if (upload.FileTypes is { } types && !types.Any(type => Fits(file, type)))
                answer.Error(at, "ATTACHMENT_TYPE_NOT_ALLOWED", "A file of this type cannot be uploaded here.");
            else found.Add(file);
        }

        Named = Named with { Attachments = [.. Named.Attachments, .. found] };
        return [.. found.Select(file => file.Id.ToString())];
    }

    // Nothing at all may be chosen where nothing is required, whatever the bounds.
    private static (int Min, int Max) Bounds(Form answer, ComponentPayload component)
    {
        var least = component.MinValues ?? 1;
        if (component.Required == true) least = Math.Max(1, least);
        else if (answer.Raw("values") is not { ValueKind: JsonValueKind.Array } values || values.GetArrayLength() == 0) least = 0;
        return (least, component.MaxValues ?? 1);
    }

    // ".png" is the end of a name, "image/png" and "image/*" are types of content.
    private static bool Fits(AttachmentPayload file, string type)
    {
        if (!type.Contains('/', StringComparison.Ordinal)) return file.Filename.EndsWith(type, StringComparison.OrdinalIgnoreCase);
        var content = file.ContentType ?? "";
        return type.EndsWith("/*", StringComparison.Ordinal)
            ? content.StartsWith(type[..^1], StringComparison.OrdinalIgnoreCase)
            : content.Equals(type, StringComparison.OrdinalIgnoreCase) || content.StartsWith(type + ";", StringComparison.OrdinalIgnoreCase);
    }

    private static JsonElement Json(string? text)
    {
        // Written by hand: no reflection, and a null that is said.
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) writer.WriteStringValue(text);
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static JsonElement Json(bool value)
    {
        using var document = JsonDocument.Parse(value ? "true" : "false");
        return document.RootElement.Clone();
    }
}
