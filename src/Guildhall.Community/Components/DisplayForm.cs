using Guildhall.Community.Edge;

namespace Guildhall.Community.Components;

/// <summary>Reads the components that show something: texts, pictures, files, and what holds them.</summary>
internal static class DisplayForm
{
    private const string AttachmentScheme = "attachment://";
    private const int LargeSpacing = 2;

    public static ComponentPayload Container(Form form, ComponentReading reading) => new()
    {
        Type = ComponentType.Container,
        AccentColor = form.NullableInt("accent_color", 0, ComponentLimits.ColorMax).Value,
        Spoiler = form.FlagOrAbsent("spoiler").Value,
        Components = reading.List(form, "components", ComponentPlace.Container, 1, ComponentLimits.PerMessage),
    };

    public static ComponentPayload Section(Form form, ComponentReading reading) => new()
    {
        Type = ComponentType.Section,
        Components = reading.List(form, "components", ComponentPlace.Section, 1, ComponentLimits.TextsPerSection),
        Accessory = reading.Part(form, "accessory", ComponentPlace.Accessory),
    };

    public static ComponentPayload Text(Form form, ComponentReading reading)
    {
        var text = form.NullableText("content", 1, ComponentLimits.TextMax, trim: false).Value ?? "";
        if (!form.Has("content") || form.IsNull("content") || (text.Length > 0 && string.IsNullOrWhiteSpace(text))) form.Required("content");
        reading.Count(text);
        return new ComponentPayload { Type = ComponentType.TextDisplay, Content = text };
    }

    public static ComponentPayload Separator(Form form) => new()
    {
        Type = ComponentType.Separator,
        Divider = form.FlagOrAbsent("divider").Or(true),
        Spacing = form.ChoiceOrAbsent("spacing", 1, LargeSpacing).Or(1),
    };

    public static ComponentPayload Thumbnail(Form form) => new()
    {
        Type = ComponentType.Thumbnail,
        Media = Media(form, "media", isFile: false),
        Description = Description(form),
        Spoiler = form.FlagOrAbsent("spoiler").Value,
    };

    public static ComponentPayload Gallery(Form form) => new()
    {
        Type = ComponentType.MediaGallery,
        Items = ComponentReading.HasLength(form, "items", 1, ComponentLimits.ItemsPerGallery)
            ? [.. form.Parts("items", ComponentLimits.ItemsPerGallery)!.Select(Item)]
            : [],
    };

    public static ComponentPayload File(Form form) => new()
    {
        Type = ComponentType.File,
        File = Media(form, "file", isFile: true),
        Spoiler = form.FlagOrAbsent("spoiler").Value,
    };

    private static GalleryItemPayload Item(Form form) => new(Media(form, "media", isFile: false))
    {
        Description = Description(form),
        Spoiler = form.FlagOrAbsent("spoiler").Value,
    };

    private static string? Description(Form form) =>
        form.NullableText("description", 1, ComponentLimits.MediaDescriptionMax).Value is { Length: > 0 } text ? text : null;

    // A file is one of the message; other media may also be anywhere else.
    private static MediaItemPayload Media(Form form, string name, bool isFile)
    {
        if (form.Part(name) is not { } part)
        {
            if (!form.Has(name) || form.IsNull(name)) form.Required(name);
            return new MediaItemPayload { Url = "" };
        }

        var text = part.NullableText("url", 1, ComponentLimits.MediaUrlMax).Value;
        if (text is null) part.Required("url");
        else if (text.Length > 0 && !IsOfMessage(text)) RefuseElsewhere(part, text, isFile);
        return new MediaItemPayload { Url = text ?? "" };
    }

    private static bool IsOfMessage(string url) =>
        url.StartsWith(AttachmentScheme, StringComparison.Ordinal) && url.Length > AttachmentScheme.Length;

    private static void RefuseElsewhere(Form part, string text, bool isFile)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)) part.Error("url", "URL_TYPE_INVALID_URL", "Not a well formed URL.");
        else if (isFile) part.Error("url", "URL_TYPE_INVALID_SCHEME", $"Scheme \"{url.Scheme}\" must be one of ('attachment').");
        else if (url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            part.Error("url", "URL_TYPE_INVALID_SCHEME", $"Scheme \"{url.Scheme}\" must be one of ('http', 'https', 'attachment').");
    }
}
