using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Components;

/// <summary>What holds between a message's components and the rest of it. Pure.</summary>
public static class ComponentRules
{
    private const string AttachmentScheme = "attachment://";

    /// <summary>Whether a message is made of components alone.</summary>
    public static bool IsV2(MessageFlags flags) => (flags & MessageFlags.ComponentsV2) != 0;

    /// <summary>Why these components may not stand together with the rest; null when they may.</summary>
    /// <param name="components">The message's.</param>
    /// <param name="message">The message as it would be, with its files.</param>
    public static Failure? Refuse(IReadOnlyList<ComponentPayload>? components, StoredMessage message)
    {
        if (components is not { Count: > 0 } && !IsV2(message.Flags)) return null;
        List<FieldError> errors = [];
        if (IsV2(message.Flags))
        {
            foreach (var name in OldParts(message)) errors.Add(Old(name));
            if (errors.Count == 0 && components is not { Count: > 0 }) return new Failure.EmptyMessage();
        }
        else
        {
            AddWrongPlaces(components ?? [], errors);
        }

        AddMissingFiles(components ?? [], message.Extra?.Attachments ?? [], "components", errors);
        return errors.Count == 0 ? null : new Failure.InvalidForm(errors);
    }

    /// <summary>The error of a field that a message made of components alone cannot have.</summary>
    public static FieldError Old(string name) => new(
        name, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", $"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");

    /// <summary>The file of a message that a component shows; null when it shows one from elsewhere, or none that is there.</summary>
    public static AttachmentPayload? FileOf(string url, IReadOnlyList<AttachmentPayload> files)
    {
        if (!url.StartsWith(AttachmentScheme, StringComparison.Ordinal)) return null;
        var name = url[AttachmentScheme.Length..];
        if (files.FirstOrDefault(file => file.Filename == name) is { } same) return same;
        // Names were made safe when the files came; authors write them as they knew them.
        var safe = AttachmentFiles.SafeName(Uri.UnescapeDataString(name));
        return files.FirstOrDefault(file => file.Filename == safe);
    }

    /// <summary>The components with what the guild knows of the emojis in them.</summary>
    internal static IReadOnlyList<ComponentPayload>? WithEmojis(GuildState guild, IReadOnlyList<ComponentPayload>? components)
    {
        if (!ComponentTree.All(components).Any(component => HasKnownEmoji(guild, component))) return components;
        return [.. components!.Select(component => WithEmojis(guild, component))];
    }

    private static bool HasKnownEmoji(GuildState guild, ComponentPayload component) =>
        Known(guild, component.Emoji) is not null || component.Options?.Any(option => Known(guild, option.Emoji) is not null) == true;

    private static ComponentPayload WithEmojis(GuildState guild, ComponentPayload component) => component with
    {
        Emoji = Known(guild, component.Emoji) ?? component.Emoji,
        Options = component.Options is null
            ? null
            : [.. component.Options.Select(option => option with { Emoji = Known(guild, option.Emoji) ?? option.Emoji })],
        Components = component.Components is null ? null : [.. component.Components.Select(inside => WithEmojis(guild, inside))],
        Accessory = component.Accessory is null ? null : WithEmojis(guild, component.Accessory),
    };

    private static ComponentEmojiPayload? Known(GuildState guild, ComponentEmojiPayload? emoji) =>
        emoji?.Id is { } id && guild.Emojis.TryGetValue(id, out var known) && known.Name is { } name
            ? new ComponentEmojiPayload(name) { Id = id, Animated = known.Animated ? true : null }
            : null;

    private static IEnumerable<string> OldParts(StoredMessage message)
    {
        if (message.Content.Length > 0) yield return "content";
        if (message.Extra?.Embeds is { Count: > 0 }) yield return "embeds";
        if (message.Extra?.Stickers is { Count: > 0 }) yield return "sticker_ids";
        if (message.Extra?.Poll is not null) yield return "poll";
    }

    private static void AddWrongPlaces(IReadOnlyList<ComponentPayload> components, List<FieldError> errors)
    {
        if (components.Count > ComponentLimits.RowsPerMessage)
            errors.Add(new FieldError("components", "BASE_TYPE_MAX_LENGTH", $"Must be {ComponentLimits.RowsPerMessage} or fewer in length."));
        for (var i = 0; i < components.Count; i++)
        {
            if (components[i].Type == ComponentType.ActionRow) continue;
            errors.Add(new FieldError(
                FormattableString.Invariant($"components.{i}.type"), "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (1)."));
        }
    }

    private static void AddMissingFiles(
        IReadOnlyList<ComponentPayload> components, IReadOnlyList<AttachmentPayload> files, string path, List<FieldError> errors)
    {
        for (var i = 0; i < components.Count; i++) AddMissingFiles(components[i], files, FormattableString.Invariant($"{path}.{i}"), errors);
    }

    private static void AddMissingFiles(ComponentPayload component, IReadOnlyList<AttachmentPayload> files, string path, List<FieldError> errors)
    {
        AddIfMissing(component.Media, $"{path}.media");
        AddIfMissing(component.File, $"{path}.file");
        for (var i = 0; i < component.Items?.Count; i++) AddIfMissing(component.Items[i].Media, FormattableString.Invariant($"{path}.items.{i}.media"));
        if (component.Accessory is { } accessory) AddMissingFiles(accessory, files, $"{path}.accessory", errors);
        AddMissingFiles(component.Components ?? [], files, $"{path}.components", errors);

        void AddIfMissing(MediaItemPayload? media, string at)
        {
            if (media?.Url.StartsWith(AttachmentScheme, StringComparison.Ordinal) != true || FileOf(media.Url, files) is not null) return;
            errors.Add(new FieldError(
                $"{at}.url", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", $"The referenced attachment (\"{media.Url}\") was not found"));
        }
    }
}
