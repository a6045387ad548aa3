using System.Globalization;
using Guildhall.Community.Edge;

namespace Guildhall.Community.Messages;

/// <summary>Reads the embeds of a message with all documented limits; errors stand at their paths, such as embeds.0.fields.2.name.</summary>
internal static class EmbedForm
{
    private const int TitleMax = 256;
    private const int DescriptionMax = 4_096;
    private const int FieldsMax = 25;
    private const int FieldNameMax = 256;
    private const int FieldValueMax = 1_024;
    private const int FooterMax = 2_048;
    private const int AuthorMax = 256;
    private const int UrlMax = 2_048;
    private const int ColorMax = 0xFFFFFF;

    /// <summary>The embeds; absent when the field is, an empty list when it is null.</summary>
    public static Optional<IReadOnlyList<EmbedPayload>?> ReadAll(Form form)
    {
        if (!form.Has("embeds")) return default;
        if (form.Parts("embeds", Limits.EmbedsPerMessage) is not { } parts) return new Optional<IReadOnlyList<EmbedPayload>?>(true, []);
        EmbedPayload[] embeds = [.. parts.Select(Read)];
        if (embeds.Sum(Characters) > Limits.EmbedCharactersPerMessage)
        {
            var max = Limits.EmbedCharactersPerMessage.ToString(CultureInfo.InvariantCulture);
            form.Error("embeds", "MAX_EMBED_SIZE_EXCEEDED", $"Embed size exceeds maximum size of {max}");
        }

        return embeds;
    }

    /// <summary>The characters that count towards the limit over all embeds of a message.</summary>
    internal static int Characters(EmbedPayload embed) =>
        Length(embed.Title) + Length(embed.Description) + Length(embed.Footer?.Text) + Length(embed.Author?.Name)
        + (embed.Fields?.Sum(field => Length(field.Name) + Length(field.Value)) ?? 0);

    private static int Length(string? text)
    {
        var count = 0;
        foreach (var _ in text.AsSpan().EnumerateRunes()) count++;
        return count;
    }

    private static EmbedPayload Read(Form form)
    {
        var embed = new EmbedPayload
        {
            Title = Text(form, "title", TitleMax),
            Description = Text(form, "description", DescriptionMax),
            Url = Url(form, "url", mayBeFile: false),
            Timestamp = form.Moment("timestamp").Value,
            Color = form.NullableInt("color", 0, ColorMax).Value,
            Footer = Footer(form.Part("footer")),
            Image = Media(form.Part("image")),
            Thumbnail = Media(form.Part("thumbnail")),
            Author = Author(form.Part("author")),
            Fields = Fields(form),
        };
        var isEmpty = embed is { Title: null, Description: null, Footer: null, Image: null, Thumbnail: null, Author: null, Fields: null };
        if (isEmpty) form.Required("description");
        return embed;
    }

    private static EmbedFooterPayload? Footer(Form? form)
    {
        if (form is null) return null;
        var text = Text(form, "text", FooterMax);
        var icon = Url(form, "icon_url", mayBeFile: true);
        return text is null && icon is null ? null : new EmbedFooterPayload(text ?? "", icon);
    }

    private static EmbedAuthorPayload? Author(Form? form)
    {
        if (form is null) return null;
        var name = Text(form, "name", AuthorMax);
        var url = Url(form, "url", mayBeFile: false);
        var icon = Url(form, "icon_url", mayBeFile: true);
        return name is null ? null : new EmbedAuthorPayload(name, url, icon);
    }

    private static EmbedMediaPayload? Media(Form? form) =>
        form is not null && Url(form, "url", mayBeFile: true) is { } url ? new EmbedMediaPayload(url) : null;

    private static IReadOnlyList<EmbedFieldPayload>? Fields(Form form)
    {
        if (form.Parts("fields", FieldsMax) is not { Count: > 0 } parts) return null;
        return
        [
            .. parts.Select(part => new EmbedFieldPayload(
                part.RequiredText("name", 1, FieldNameMax),
                part.RequiredText("value", 1, FieldValueMax),
                part.Raw("inline").ValueKind != System.Text.Json.JsonValueKind.Null && part.Flag("inline").Value)),
        ];
    }

    private static string? Text(Form form, string name, int max) =>
        form.NullableText(name, 0, max).Value is { Length: > 0 } text ? text : null;

    private static string? Url(Form form, string name, bool mayBeFile)
    {
        if (Text(form, name, UrlMax) is not { } text) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            form.Error(name, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
            return null;
        }

        if (url.Scheme is "http" or "https" && url.Host.Length > 0) return text;
        if (mayBeFile && url.Scheme == "attachment") return text;
        var schemes = mayBeFile ? "('http', 'https', 'attachment')" : "('http', 'https')";
        form.Error(name, "URL_TYPE_INVALID_SCHEME", $"Scheme \"{url.Scheme}\" must be one of {schemes}.");
        return null;
    }
}
