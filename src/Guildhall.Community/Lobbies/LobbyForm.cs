using System.Text.Json;
using Guildhall.Community.Edge;
using Guildhall.Community.Interactions.Http;
using Guildhall.Protocol;

namespace Guildhall.Community.Lobbies;

/// <summary>Reads what lobbies, their members and their messages are described by.</summary>
internal static class LobbyForm
{
    /// <summary>Texts by name; null to have none.</summary>
    public static Optional<IReadOnlyDictionary<string, string>?> Metadata(Form form, string name)
    {
        if (!form.Has(name)) return default;
        if (form.Part(name) is not { } part) return new Optional<IReadOnlyDictionary<string, string>?>(true, null);
        return new Optional<IReadOnlyDictionary<string, string>?>(true, Texts(part, Limits.LobbyMetadataEntries, Limits.LobbyMetadataMax));
    }

    /// <summary>An object of texts, with so many entries of such a length at most.</summary>
    public static IReadOnlyDictionary<string, string> Texts(Form part, int entries, int length)
    {
        Dictionary<string, string> texts = [];
        if (part.Json.ValueKind != JsonValueKind.Object) return texts;
        if (part.Json.EnumerateObject().Count() > entries)
        {
            part.Error("", "BASE_TYPE_MAX_LENGTH", $"Must be {entries} or fewer in length.");
            return texts;
        }

        foreach (var entry in part.Json.EnumerateObject())
        {
            if (entry.Name.Length > length) part.Error(entry.Name[..32], "BASE_TYPE_MAX_LENGTH", $"Must be {length} or fewer in length.");
            else texts[entry.Name] = part.NullableText(entry.Name, 0, length, trim: false).Value ?? "";
        }

        return texts;
    }

    public static Optional<int> IdleSeconds(Form form) =>
        form.IntOrAbsent("idle_timeout_seconds", Limits.LobbyIdleMinSeconds, Limits.LobbyIdleMaxSeconds);

    /// <summary>Flags of lobbies and of members: there is one of each.</summary>
    public static Optional<int> Flags(Form form) => form.ChoiceOrAbsent("flags", 0, 1);

    /// <summary>Where webhook events go instead of the application's address, or null. The address has to show that it takes the application's events.</summary>
    public static async ValueTask<Optional<string?>> EventWebhooksUrl(ApiRequest request, ApplicationId application, Form form)
    {
        const string field = "override_event_webhooks_url";
        var url = form.NullableText(field, 0, UrlMax);
        if (url.Value is not { } text || form.Failure is not null) return url;
        if (!request.House.Endpoints.MayCall(text))
            form.Error(field, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
        else if (await request.House.UserRows.GetApplication(application, request.Cancel) is not { } row || !await EndpointCheck.TakesEvents(request.House, row, text, request.Cancel))
            form.Error(field, "APPLICATION_EVENT_WEBHOOKS_URL_INVALID", "The specified event webhooks URL could not be verified.");
        return url;
    }

    /// <summary>Who a member is, and what it is to be: a change of what is known of it.</summary>
    public static LobbyMemberChange Member(Form form, UserId? user = null)
    {
        var id = user ?? form.Id<UserId>("id").Value ?? default;
        if (user is null && id == default) form.Required("id");
        return new LobbyMemberChange(id, Metadata(form, "metadata"), Flags(form), form.NullableText("additional_name", 1, Names));
    }

    /// <summary>The members of a body; null when it names none.</summary>
    public static IReadOnlyList<LobbyMemberChange>? Members(Form form) =>
        form.Parts("members", Limits.LobbyMembersPerRequest) is { } parts ? [.. parts.Select(part => Member(part))] : null;

    private const int Names = 80;
    private const int UrlMax = 512;
}

/// <summary>What a member is to be.</summary>
public sealed record LobbyMemberChange(UserId User, Optional<IReadOnlyDictionary<string, string>?> Metadata, Optional<int> Flags, Optional<string?> AdditionalName)
{
    /// <summary>The member as it is then.</summary>
    public LobbyMemberRecord Apply(LobbyMemberRecord? known) => new(User)
    {
        Metadata = Metadata.Or(known?.Metadata),
        Flags = Flags.Or(known?.Flags ?? 0),
        AdditionalName = AdditionalName.Or(known?.AdditionalName),
    };
}
