using System.Globalization;
using System.Text.Json;
using Guildhall.Community.Edge;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Webhooks;

/// <summary>Reads a message in Slack's format: a text and attachments, which become embeds. What does not fit is cut.</summary>
internal static class SlackForm
{
    private const int AttachmentsMax = 1_521;
    private const int LongestText = 152_133;

    public static MessageDraft Read(Form form)
    {
        var text = form.NullableText("text", 0, Limits.ContentMax).Value ?? "";
        var attachments = form.Parts("attachments", AttachmentsMax) ?? [];
        return new MessageDraft
        {
            Content = ForeignText.Cut(ForeignText.FromSlack(text), Limits.ContentMax) ?? "",
            Embeds = ForeignText.Fitting(attachments.Select(Embed).OfType<EmbedPayload>()),
        };
    }

    private static EmbedPayload? Embed(Form form)
    {
        var body = string.Join('\n', ((string?[])[Marked(form, "pretext"), Marked(form, "text")]).OfType<string>());
        var footer = ForeignText.Cut(Marked(form, "footer"), ForeignText.FooterMax);
        var author = ForeignText.Cut(Marked(form, "author_name"), ForeignText.TitleMax);
        var embed = new EmbedPayload
        {
            Title = ForeignText.Cut(Marked(form, "title"), ForeignText.TitleMax),
            Url = Url(form, "title_link"),
            Description = ForeignText.Cut(body, ForeignText.DescriptionMax),
            Color = Color(Text(form, "color")),
            Timestamp = Moment(form.Raw("ts")),
            Footer = footer is null ? null : new EmbedFooterPayload(footer, Url(form, "footer_icon")),
            Author = author is null ? null : new EmbedAuthorPayload(author, Url(form, "author_link"), Url(form, "author_icon")),
            Image = Url(form, "image_url") is { } image ? new EmbedMediaPayload(image) : null,
            Thumbnail = Url(form, "thumb_url") is { } thumbnail ? new EmbedMediaPayload(thumbnail) : null,
            Fields = Fields(form),
        };
        var isEmpty = embed is { Title: null, Description: null, Footer: null, Author: null, Image: null, Thumbnail: null, Fields: null };
        return isEmpty ? null : embed;
    }

    private static EmbedFieldPayload[]? Fields(Form form)
    {
        if (form.Parts("fields", AttachmentsMax) is not { Count: > 0 } parts) return null;
        EmbedFieldPayload[] fields =
        [
            .. from part in parts
               let name = ForeignText.Cut(Marked(part, "title") ?? Marked(part, "name"), ForeignText.FieldNameMax)
               let value = ForeignText.Cut(Marked(part, "value"), ForeignText.FieldValueMax)
               where name is not null && value is not null
               select new EmbedFieldPayload(name, value, IsTrue(part.Raw("short")) || IsTrue(part.Raw("inline"))),
        ];
        return fields.Length == 0 ? null : fields[..Math.Min(fields.Length, ForeignText.FieldsMax)];
    }

    private static string? Text(Form form, string name) => form.NullableText(name, 0, LongestText).Value;

    private static string? Marked(Form form, string name) => Text(form, name) is { Length: > 0 } text ? ForeignText.FromSlack(text) : null;

    private static string? Url(Form form, string name) => ForeignText.Url(Text(form, name));

    private static bool IsTrue(JsonElement value) => value.ValueKind == JsonValueKind.True;

    // #RGB, #RRGGBB, or one of Slack's three names.
    private static int? Color(string? text)
    {
        var hex = text switch
        {
            null => "",
            "good" => "2EB886",
            "warning" => "DAA038",
            "danger" => "A30200",
            _ when text.StartsWith('#') => text[1..],
            _ => "",
        };
        if (hex.Length == 3) hex = $"{hex[0]}{hex[0]}{hex[1]}{hex[1]}{hex[2]}{hex[2]}";
        return hex.Length == 6 && int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var color) ? color : null;
    }

    // Unix seconds, as a number or as a text with a fraction.
    private static DateTimeOffset? Moment(JsonElement value)
    {
        var text = value.ValueKind is JsonValueKind.Number or JsonValueKind.String ? Form.StringOf(value) : null;
        const long latest = 253_402_300_799;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < latest
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;
    }
}
