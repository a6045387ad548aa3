using System.Globalization;
using System.Text.Json;
using Guildhall.Community.Components;
using Guildhall.Community.Edge;

namespace Guildhall.Community.Messages;

/// <summary>Reads the body of a message, field by field; errors are noted in the form at their paths.</summary>
internal static class MessageForm
{
    private const MessageFlags SettableFlags = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.VoiceMessage
        | MessageFlags.ComponentsV2;

    /// <summary>A new message with its files.</summary>
    /// <param name="body">The body.</param>
    /// <param name="cancel">Stops with the caller.</param>
    /// <param name="ofMember">False where nobody may add stickers: messages of webhooks.</param>
    /// <param name="components">Which components whoever makes the message may put into it.</param>
    public static async ValueTask<MessageDraft> ReadNew(
        MessageBody body, CancellationToken cancel, bool ofMember = true, AllowedComponents components = AllowedComponents.Shown)
    {
        var form = body.Form;
        RefuseUnsupported(form, isNew: true, ofMember);
        var flags = Flags(form).Value;
        var draft = new MessageDraft
        {
            Content = Content(form).Value ?? "",
            Embeds = EmbedForm.ReadAll(form).Value,
            Reply = ForwardForm.IsForward(form) ? null : Reply(form),
            Forward = ForwardForm.Read(form),
            AllowedMentions = Allowed(form),
            Flags = flags,
            Components = ComponentForm.ReadAll(form, ComponentRules.IsV2(flags), components).Value,
            Tts = Switch(form, "tts"),
            Poll = Polls.PollForm.Read(form),
            StickerIds = ofMember ? form.Ids<StickerId>("sticker_ids", Stickers.StickersSent.Most).Value : null,
            Nonce = Nonce(form),
            EnforceNonce = Switch(form, "enforce_nonce"),
        };
        if (form.Failure is not null) return draft;
        draft = draft with { Attachments = await AttachmentForm.ReadNew(body, cancel) };
        ForwardForm.RefuseMore(form, draft);
        return draft;
    }

    /// <summary>The content; absent when the field is, empty when it is null.</summary>
    public static Optional<string> Content(Form form)
    {
        var content = form.NullableText("content", 0, Limits.ContentMax);
        return content.IsPresent ? content.Value ?? "" : default(Optional<string>);
    }

    public static Optional<MessageFlags> Flags(Form form)
    {
        var flags = form.NullableInt("flags", 0, int.MaxValue);
        if (!flags.IsPresent) return default;
        return (MessageFlags)(flags.Value ?? 0) & SettableFlags;
    }

    /// <summary>What later features own is refused in words instead of being lost in silence.</summary>
    public static void RefuseUnsupported(Form form, bool isNew = false, bool ofMember = true)
    {
        var stickers = form.Raw("sticker_ids");
        if (!(isNew && ofMember) && stickers.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            if (stickers.ValueKind != JsonValueKind.Array) form.Error("sticker_ids", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            else if (stickers.GetArrayLength() > 0) Unsupported(form, "sticker_ids");
        }

        foreach (var name in (ReadOnlySpan<string>)(isNew ? ["shared_client_theme"] : ["poll", "shared_client_theme"]))
        {
            if (form.Raw(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null)) Unsupported(form, name);
        }
    }

    /// <summary>Whom the message may notify; null when the form does not say.</summary>
    public static AllowedMentions? Allowed(Form form)
    {
        if (form.Part("allowed_mentions") is not { } part) return null;
        var users = part.Ids<UserId>("users", Limits.AllowedMentions).Value ?? [];
        var roles = part.Ids<RoleId>("roles", Limits.AllowedMentions).Value ?? [];
        var parse = Parse(part);
        if (parse.Contains("users") && users.Count > 0) Exclusive(form, "users", users.Select(id => id.ToString()));
        if (parse.Contains("roles") && roles.Count > 0) Exclusive(form, "roles", roles.Select(id => id.ToString()));
        return new AllowedMentions
        {
            ParseUsers = parse.Contains("users"),
            ParseRoles = parse.Contains("roles"),
            ParseEveryone = parse.Contains("everyone"),
            Users = users,
            Roles = roles,
            RepliedUser = Switch(part, "replied_user"),
        };
    }

    private static HashSet<string> Parse(Form part)
    {
        HashSet<string> kinds = [];
        var raw = part.Raw("parse");
        if (raw.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return kinds;
        if (raw.ValueKind != JsonValueKind.Array)
        {
            part.Error("parse", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return kinds;
        }

        var index = 0;
        foreach (var item in raw.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Null && KindOf(item) is not { } kind)
            {
                part.Error(
                    $"parse.{index.ToString(CultureInfo.InvariantCulture)}", "BASE_TYPE_CHOICES", "Value must be one of {'users', 'roles', 'everyone'}.");
                if (index >= Limits.AllowedMentions) return kinds;
            }
            else if (item.ValueKind != JsonValueKind.Null)
            {
                kinds.Add(KindOf(item)!);
            }

            index++;
        }

        return kinds;
    }

    private static string? KindOf(JsonElement item)
    {
        return item.ValueKind == JsonValueKind.String && Form.StringOf(item) is "users" or "roles" or "everyone" ? Form.StringOf(item) : null;
    }

    private static void Exclusive(Form form, string kind, IEnumerable<string> ids) =>
        form.Error(
            "allowed_mentions",
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
            $"parse:[\"{kind}\"] and {kind}: [{string.Join(", ", ids)}] are mutually exclusive.");

    private static ReplyDraft? Reply(Form form)
    {
        if (form.Part("message_reference") is not { } part) return null;
        var target = part.Id<MessageId>("message_id");
        if (!target.IsPresent || target.Value is null)
        {
            part.Required("message_id");
            return null;
        }

        part.NullableInt("type", 0, 1);
        part.Id<GuildId>("guild_id");
        var failIfMissing = part.Raw("fail_if_not_exists").ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || Switch(part, "fail_if_not_exists");
        return new ReplyDraft(target.Value.Value, part.Id<ChannelId>("channel_id").Value, failIfMissing);
    }

    private static MessageNonce? Nonce(Form form)
    {
        var raw = form.Raw("nonce");
        if (raw.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return null;
        if (raw.ValueKind == JsonValueKind.Number && raw.TryGetInt64(out var number))
            return new MessageNonce(number.ToString(CultureInfo.InvariantCulture), true);
        if (raw.ValueKind != JsonValueKind.String)
        {
            form.Error("nonce", "NONCE_TYPE_INVALID", "Nonce must be a string or a whole number.");
            return null;
        }

        var text = form.NullableText("nonce", 0, Limits.NonceMax, trim: false).Value;
        return string.IsNullOrEmpty(text) ? null : new MessageNonce(text, false);
    }

    // A flag that may also be null, which is false.
    private static bool Switch(Form form, string name) => form.Raw(name).ValueKind != JsonValueKind.Null && form.Flag(name).Value;

    private static void Unsupported(Form form, string name) =>
        form.Error(name, "FEATURE_NOT_SUPPORTED", "This server does not support this yet.");
}
