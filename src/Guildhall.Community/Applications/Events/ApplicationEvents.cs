using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Guildhall.Community.User;
using Guildhall.Storage.Applications;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.Applications.Events;

/// <summary>
/// Webhook events: what an application hears by HTTP at the address it named, as far as it asked for it. An event is stored first, in the
/// transaction of what it tells of where there is one, and delivered by <see cref="EventDelivery"/>.
/// </summary>
public static class ApplicationEvents
{
    public const string Authorized = "APPLICATION_AUTHORIZED";
    public const string Deauthorized = "APPLICATION_DEAUTHORIZED";
    public const string EntitlementCreate = "ENTITLEMENT_CREATE";
    public const string EntitlementUpdate = "ENTITLEMENT_UPDATE";
    public const string EntitlementDelete = "ENTITLEMENT_DELETE";
    public const string LobbyMessageCreate = "LOBBY_MESSAGE_CREATE";
    public const string LobbyMessageUpdate = "LOBBY_MESSAGE_UPDATE";
    public const string LobbyMessageDelete = "LOBBY_MESSAGE_DELETE";

    /// <summary>The status of an application's events that are delivered; 1 is off, 3 switched off by the house.</summary>
    internal const int IsOn = 2;

    private const int Event = 1;

    /// <summary>Every name that an application may ask for. The last four never happen in this house: it has no quests, and no direct messages of games.</summary>
    public static FrozenSet<string> Names { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        Authorized, Deauthorized, EntitlementCreate, EntitlementUpdate, EntitlementDelete, LobbyMessageCreate, LobbyMessageUpdate, LobbyMessageDelete,
        "GAME_DIRECT_MESSAGE_CREATE", "GAME_DIRECT_MESSAGE_UPDATE", "GAME_DIRECT_MESSAGE_DELETE", "QUEST_USER_ENROLLMENT");

    /// <summary>The row that makes an application hear of an event; null when it did not ask for it.</summary>
    /// <remarks>Posted to <paramref name="url"/> instead of the application's own address when one is given.</remarks>
    public static RowChange? RowFor<T>(
        ApplicationRow application, string name, T data, JsonTypeInfo<T> json, Snowflake id, DateTimeOffset now, string? url = null)
    {
        if (application is not { EventWebhooksStatus: IsOn, EventWebhooksUrl: not null } || !application.EventWebhooksTypes.Contains(name)) return null;
        return new PutEventDelivery(new EventDeliveryRow(id, application.Id, Body(application.Id, name, data, json, now)) { Url = url });
    }

    /// <summary>Tells an application of an event that has happened.</summary>
    public static async ValueTask Tell<T>(CommunityServices house, ApplicationRow application, string name, T data, JsonTypeInfo<T> json)
    {
        if (RowFor(application, name, data, json, house.Ids.Next(), house.Time.GetUtcNow()) is { } row)
            await house.Writer.Submit(new WriteLane(), new StoreWrite(row));
    }

    /// <summary>Tells an application of what a user's turn does: both are stored, or neither.</summary>
    public static async ValueTask Tell<T>(UserTurn turn, ApplicationId application, string name, T data, JsonTypeInfo<T> json)
    {
        if (await turn.Services.Users.GetApplication(application, CancellationToken.None) is not { } known) return;
        if (RowFor(known, name, data, json, turn.Services.Ids.Next(), turn.Now) is { } row) turn.Row(row);
    }

    /// <summary>Tells an application that somebody authorised it.</summary>
    /// <param name="house">The house.</param>
    /// <param name="application">The application.</param>
    /// <param name="user">Who did.</param>
    /// <param name="scopes">What was granted.</param>
    /// <param name="integrationType">0 for a guild, 1 for the user; null when it was installed nowhere.</param>
    /// <param name="guild">The guild it was installed to.</param>
    public static ValueTask TellAuthorized(
        CommunityServices house, ApplicationRow application, UserPayload user, IReadOnlyList<string> scopes, int? integrationType = null, GuildPayload? guild = null) =>
        Tell(house, application, Authorized, new AuthorizedEventPayload(user, scopes) { IntegrationType = integrationType, Guild = guild }, WebhookEventJson.Default.AuthorizedEventPayload);

    /// <summary>Tells an application that somebody took every authorisation back.</summary>
    public static ValueTask TellDeauthorized(CommunityServices house, ApplicationRow application, UserPayload user) =>
        Tell(house, application, Deauthorized, new DeauthorizedEventPayload(user), WebhookEventJson.Default.DeauthorizedEventPayload);

    private static ReadOnlyMemory<byte> Body<T>(ApplicationId application, string name, T data, JsonTypeInfo<T> json, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version"u8, 1);
            writer.WriteString("application_id"u8, application.ToString());
            writer.WriteNumber("type"u8, Event);
            writer.WriteStartObject("event"u8);
            writer.WriteString("type"u8, name);
            writer.WriteString("timestamp"u8, now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture));
            writer.WritePropertyName("data"u8);
            JsonSerializer.Serialize(writer, data, json);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
