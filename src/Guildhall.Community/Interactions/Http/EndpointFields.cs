using Guildhall.Community.Applications.Events;
using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Interactions.Http;

/// <summary>
/// The addresses of an application that this house calls: interactions_endpoint_url, and event_webhooks_url with _status and _types.
/// An address that is new, and one that is switched on again, has to prove itself before it is taken (<see cref="EndpointCheck"/>).
/// </summary>
internal sealed record EndpointFields
{
    private const int UrlMax = 2_048;
    private const int Off = 1;
    private const int On = 2;

    private Optional<string?> InteractionsUrl { get; init; }

    private Optional<string?> EventsUrl { get; init; }

    private Optional<int> EventsStatus { get; init; }

    private Optional<IReadOnlyList<string>> EventsTypes { get; init; }

    /// <summary>Reads the fields and calls the addresses that are to be taken; errors are noted in the form. May take some seconds.</summary>
    public static async ValueTask<EndpointFields> Read(Form form, ApplicationRow before, CommunityServices house, CancellationToken cancel)
    {
        var fields = new EndpointFields
        {
            InteractionsUrl = Url(form, "interactions_endpoint_url", house),
            EventsUrl = Url(form, "event_webhooks_url", house),
            EventsStatus = form.Raw("event_webhooks_status").ValueKind == System.Text.Json.JsonValueKind.Null ? default : form.Choice("event_webhooks_status", Off, On),
            EventsTypes = Types(form),
        };
        var after = fields.ApplyTo(before);
        if (after is { EventWebhooksStatus: On, EventWebhooksUrl: null }) form.Required("event_webhooks_url");
        if (form.Failure is not null) return fields;
        if (after.InteractionsEndpointUrl is { } interactions && interactions != before.InteractionsEndpointUrl
            && !await EndpointCheck.TakesInteractions(house, before, interactions, cancel))
            form.Error("interactions_endpoint_url", "APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID", "The specified interactions endpoint URL could not be verified.");
        var isOnAgain = after.EventWebhooksStatus == On && before.EventWebhooksStatus != On;
        if (after.EventWebhooksUrl is { } events && (events != before.EventWebhooksUrl || isOnAgain)
            && !await EndpointCheck.TakesEvents(house, before, events, cancel))
            form.Error("event_webhooks_url", "APPLICATION_EVENT_WEBHOOKS_URL_INVALID", "The specified event webhooks URL could not be verified.");
        return fields;
    }

    /// <summary>The application with the fields that were given.</summary>
    public ApplicationRow ApplyTo(ApplicationRow application)
    {
        var url = EventsUrl.Or(application.EventWebhooksUrl);
        return application with
        {
            InteractionsEndpointUrl = InteractionsUrl.Or(application.InteractionsEndpointUrl),
            EventWebhooksUrl = url,
            EventWebhooksStatus = url is null && !EventsStatus.IsPresent ? Off : EventsStatus.Or(application.EventWebhooksStatus),
            EventWebhooksTypes = EventsTypes.Or(application.EventWebhooksTypes),
        };
    }

    private static Optional<string?> Url(Form form, string name, CommunityServices house)
    {
        var url = form.NullableText(name, 0, UrlMax);
        if (!url.IsPresent) return default;
        if (string.IsNullOrEmpty(url.Value)) return new Optional<string?>(true, null);
        if (!Uri.TryCreate(url.Value, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
            form.Error(name, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
        else if (!house.Endpoints.MayCall(url.Value))
            form.Error(name, "URL_TYPE_INVALID_URL", "This server calls public https addresses only, on port 443.");
        return url;
    }

    private static Optional<IReadOnlyList<string>> Types(Form form)
    {
        var types = form.Texts("event_webhooks_types", ApplicationEvents.Names.Count * 2, 100);
        if (!types.IsPresent) return default;
        for (var i = 0; i < types.Value!.Count; i++)
        {
            if (!ApplicationEvents.Names.Contains(types.Value[i]))
                form.Error($"event_webhooks_types.{i}", "BASE_TYPE_CHOICES", $"Value must be one of {{'{string.Join("', '", ApplicationEvents.Names)}'}}.");
        }

        return new Optional<IReadOnlyList<string>>(true, [.. types.Value.Distinct()]);
    }
}
