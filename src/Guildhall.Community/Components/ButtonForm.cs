using Guildhall.Community.Edge;
using Guildhall.Community.Reactions;

namespace Guildhall.Community.Components;

/// <summary>Reads a button: what is answered has a custom_id, a link has a url, a premium button has a sku_id, and none has another's.</summary>
internal static class ButtonForm
{
    public const int Link = 5;
    public const int Premium = 6;
    private const int Last = Premium;
    private static readonly string[] LinkSchemes = ["http", "https", "discord"];

    public static ComponentPayload Read(Form form, ComponentReading reading)
    {
        if (!form.Has("style")) form.Required("style");
        var style = form.Choice("style", [.. Enumerable.Range(1, Last)]).Value;
        var button = new ComponentPayload
        {
            Type = ComponentType.Button,
            Style = style,
            Label = form.NullableText("label", 0, ComponentLimits.ButtonLabelMax).Value is { Length: > 0 } label ? label : null,
            Emoji = Emoji(form),
            Disabled = form.FlagOrAbsent("disabled") is { IsPresent: true, Value: var isDisabled } ? isDisabled : null,
        };
        if (style == Premium) return OfPremium(form, button, reading);
        if (button.Label is null && button.Emoji is null)
            form.Error("label", "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A label or an emoji is required");
        RefuseOther(form, "sku_id");
        if (style == Link)
        {
            RefuseOther(form, "custom_id");
            return button with { Url = Url(form) };
        }

        RefuseOther(form, "url");
        return button with { CustomId = reading.CustomId(form) };
    }

    /// <summary>The emoji of a button or a choice; null for none.</summary>
    public static ComponentEmojiPayload? Emoji(Form form)
    {
        const string nameless = "_";
        if (form.Part("emoji") is not { } part) return null;
        var id = part.Id<EmojiId>("id").Value;
        var name = part.NullableText("name", 0, ComponentLimits.EmojiNameMax).Value;
        if (id is not null)
            return new ComponentEmojiPayload(string.IsNullOrEmpty(name) ? nameless : name) { Id = id, Animated = part.FlagOrAbsent("animated").Value ? true : null };
        if (string.IsNullOrEmpty(name))
        {
            part.Required("name");
            return null;
        }

        if (name.Contains(':', StringComparison.Ordinal) || ReactionEmoji.Parse(name) is null)
            part.Error("name", "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji");
        return new ComponentEmojiPayload(name);
    }

    private static ComponentPayload OfPremium(Form form, ComponentPayload button, ComponentReading reading)
    {
        reading.RefuseIfNotAnswered(form);
        foreach (var name in (ReadOnlySpan<string>)["custom_id", "url", "label", "emoji"]) RefuseOther(form, name);
        var sku = form.Id<SkuId>("sku_id").Value;
        if (sku is null) form.Error("sku_id", "BUTTON_COMPONENT_SKU_ID_REQUIRED", "A sku id is required");
        return button with { SkuId = sku?.Value };
    }

    private static string? Url(Form form)
    {
        var text = form.NullableText("url", 1, ComponentLimits.ButtonUrlMax).Value;
        if (string.IsNullOrEmpty(text)) form.Error("url", "BUTTON_COMPONENT_URL_REQUIRED", "A url is required");
        else if (!Uri.TryCreate(text, UriKind.Absolute, out var url)) form.Error("url", "URL_TYPE_INVALID_URL", "Not a well formed URL.");
        else if (!LinkSchemes.Contains(url.Scheme))
            form.Error("url", "URL_TYPE_INVALID_SCHEME", $"Scheme \"{url.Scheme}\" must be one of ('http', 'https', 'discord').");
        return text;
    }

    private static void RefuseOther(Form form, string name)
    {
        if (form.Has(name) && !form.IsNull(name)) form.Error(name, "BUTTON_COMPONENT_FIELD_NOT_ALLOWED", $"A button of this style cannot have {name}.");
    }
}
