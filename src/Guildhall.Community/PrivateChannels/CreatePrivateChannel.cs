using Guildhall.Community.Edge;

namespace Guildhall.Community.PrivateChannels;

/// <summary>
/// POST /users/@me/channels: opens the direct message with recipient_id (or with the only one of recipients), or makes a group of
/// recipients, for people and of their friends. A bot makes a group of those whose access_tokens it has.
/// </summary>
public static class CreatePrivateChannel
{
    private const int TokensMax = 10;

    public static void Map(ApiRoutes api) => api.Post("/users/@me/channels", Handle, RouteOptions.Per(10, 10));

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var recipient = form.Id<UserId>("recipient_id");
        var recipients = form.Ids<UserId>("recipients", Limits.GroupRecipients * 2);
        var tokens = form.Texts("access_tokens", TokensMax, Limits.ContentMax);
        var nicks = GroupNicks.Read(form);
        if (recipient.Value is null && !recipients.IsPresent && !tokens.IsPresent) form.Required("recipient_id");
        if (form.Failure is { } invalid) return invalid;
        var shown = tokens.Value is { Count: > 0 } given ? await BeginGroup.ByTokens(request, given, nicks)
            : recipient.Value is { } one ? await Open(request, one)
            : recipients.Value is [var only] ? await Open(request, only)
            : request.Caller.IsBot ? new Failure.InvalidRecipients()
            : await BeginGroup.Of(request, recipients.Value ?? [], nicks);
        return ApiAnswer.Of(shown, PrivateJson.Default.PrivateChannelPayload);
    }

    private static async ValueTask<Result<PrivateChannelPayload>> Open(ApiRequest request, UserId other)
    {
        var house = request.House;
        if (other == request.Caller.User) return new Failure.InvalidRecipients();
        if (await house.Directory.Find(request.Caller.User, request.Cancel) is not { } self) return new Failure.Unauthorized();
        if (await house.Directory.Find(other, request.Cancel) is not { } profile) return new Failure.InvalidRecipients();
        return await OpenDm.Between(house, self, profile, request.Cancel);
    }
}
