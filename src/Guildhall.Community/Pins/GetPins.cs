using System.Globalization;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Pins;

/// <summary>GET /channels/{channel_id}/messages/pins by pages, and the older /channels/{channel_id}/pins with the latest fifty as a plain list.</summary>
public static class GetPins
{
    private const int PageMax = 50;

    public static void Map(ApiRoutes api)
    {
        api.Get("/channels/{channel_id}/messages/pins", HandlePage);
        api.Get("/channels/{channel_id}/pins", HandleList);
    }

    /// <summary>Which pins the caller may read, newest pin first, with one more than asked for when there are more.</summary>
    public sealed record Command(ChannelId Channel, Caller Caller, DateTimeOffset? Before, int Limit) : IGuildCommand<Found>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<Found>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ViewChannel, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!entry.Value!.Has(Permissions.ReadMessageHistory)) return new Found([], false);
            await turn.Settled();
            var pins = await turn.Services.Messages.Pins(Channel, Before, Limit + 1, CancellationToken.None);
            return new Found([.. pins.Take(Limit)], pins.Count > Limit);
        }
    }

    public sealed record Found(IReadOnlyList<StoredMessage> Messages, bool HasMore);

    private static async ValueTask<ApiAnswer> HandlePage(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var limit = request.QueryInt("limit", PageMax, 1, PageMax);
        var before = Before(request);
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(channel, new Command(channel, request.Caller, before, limit), request.Cancel);
        if (!found.IsOk) return found.Failure;
        var messages = found.Value!.Messages;
        var shown = await MessageComposer.Compose(request.House, channel, messages, request.Caller.User, request.Cancel);
        var page = new PinsPagePayload([.. messages.Select((message, i) => new PinPayload(message.PinnedAt!.Value, shown[i]))], found.Value.HasMore);
        return ApiAnswer.Json(page, PinJson.Default.PinsPagePayload);
    }

    private static async ValueTask<ApiAnswer> HandleList(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(channel, new Command(channel, request.Caller, null, PageMax), request.Cancel);
        if (!found.IsOk) return found.Failure;
        var shown = await MessageComposer.Compose(request.House, channel, found.Value!.Messages, request.Caller.User, request.Cancel);
        return ApiAnswer.Json(shown, PayloadJson.Default.IReadOnlyListMessagePayload);
    }

    private static DateTimeOffset? Before(ApiRequest request)
    {
        if (request.Query("before") is not { } text) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)) return moment.ToUniversalTime();
        request.Error("before", "DATE_TIME_TYPE_PARSE", "Could not parse the value. Should be ISO8601.");
        return null;
    }
}
