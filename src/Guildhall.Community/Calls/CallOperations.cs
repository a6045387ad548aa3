using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Guilds;

namespace Guildhall.Community.Calls;

/// <summary>GET and PATCH /channels/{channel_id}/call, and POST …/ring and …/stop-ringing: calls of private channels, for people.</summary>
public static class CallOperations
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/channels/{channel_id}/call", HandleGet, new RouteOptions { PeopleOnly = true });
        api.Patch("/channels/{channel_id}/call", HandleUpdate, RouteOptions.Per(10, 10) with { PeopleOnly = true });
        api.Post("/channels/{channel_id}/call/ring", HandleRing, RouteOptions.Per(10, 10) with { PeopleOnly = true });
        api.Post("/channels/{channel_id}/call/stop-ringing", HandleStopRinging, RouteOptions.Per(10, 10) with { PeopleOnly = true });
    }

    /// <summary>Whether the caller may ring here.</summary>
    public sealed record Get(ChannelId Channel, Caller Caller) : IGuildCommand<CallEligibilityPayload>, IChannelCommand, IAlsoInPrivate
    {
        public async ValueTask<Result<CallEligibilityPayload>> Run(GuildTurn turn)
        {
            if (Closed(turn, Channel, Caller) is { } closed) return closed;
            return new CallEligibilityPayload(await CallRules.MayCall(turn, Caller.User));
        }
    }

    /// <summary>Moves the call to a region.</summary>
    public sealed record Update(ChannelId Channel, string? Region, Caller Caller) : IGuildCommand<Nothing>, IChannelCommand, IAlsoInPrivate
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            if (Closed(turn, Channel, Caller) is { } closed) return closed;
            if (PrivateCalls.Of(turn.State) is not { } call || turn.State.Voice.Of(Caller.User) is null) return new Failure.NotFound();
            if (Region is not null && Region != call.Region) PrivateCalls.Update(turn, call with { Region = Region });
            return Nothing.Value;
        }
    }

    /// <summary>Rings for some of the channel, or for everybody else.</summary>
    public sealed record Ring(ChannelId Channel, IReadOnlyList<UserId>? Recipients, Caller Caller) : IGuildCommand<Nothing>, IChannelCommand, IAlsoInPrivate
    {
        public async ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            if (Closed(turn, Channel, Caller) is { } closed) return closed;
            if (await CallRules.Refusal(turn, Caller.User) is { } refused) return refused;
            var everybody = turn.State.Private!.Recipients.Keys;
            if (Recipients?.Any(user => !everybody.Contains(user)) == true) return new Failure.InvalidRecipients();
            PrivateCalls.Ring(turn, Caller.User, await CallRules.Ringable(turn, Caller.User, Recipients ?? [.. everybody]));
            return Nothing.Value;
        }
    }

    /// <summary>The caller declines; or somebody in the call gives up ringing for others.</summary>
    public sealed record StopRinging(ChannelId Channel, IReadOnlyList<UserId>? Recipients, Caller Caller) : IGuildCommand<Nothing>, IChannelCommand, IAlsoInPrivate
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            if (Closed(turn, Channel, Caller) is { } closed) return closed;
            if (PrivateCalls.Of(turn.State) is not { } call) return Nothing.Value;
            var isInCall = turn.State.Voice.Of(Caller.User) is not null || call.Participants.Contains(Caller.User);
            if (Recipients?.Any(user => user != Caller.User) == true && !isInCall) return new Failure.MissingPermissions();
            PrivateCalls.StopRinging(turn, Recipients ?? (call.Ringing.Contains(Caller.User) || !isInCall ? [Caller.User] : call.Ringing));
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> HandleGet(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Get(channel, request.Caller), request.Cancel), CallJson.Default.CallEligibilityPayload);
    }

    private static async ValueTask<ApiAnswer> HandleUpdate(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var region = form.TextOrAbsent("region", 1, 32);
        if (region.IsPresent && form.Failure is null && !VoiceRegions.Has(region.Value)) form.Error("region", "BASE_TYPE_CHOICES", "Not a region of this house.");
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Update(channel, region.IsPresent ? region.Value : null, request.Caller), request.Cancel));
    }

    private static ValueTask<ApiAnswer> HandleRing(ApiRequest request) => HandleRinging(request, (channel, recipients) => new Ring(channel, recipients, request.Caller));

    private static ValueTask<ApiAnswer> HandleStopRinging(ApiRequest request) =>
        HandleRinging(request, (channel, recipients) => new StopRinging(channel, recipients, request.Caller));

    private static async ValueTask<ApiAnswer> HandleRinging(ApiRequest request, Func<ChannelId, IReadOnlyList<UserId>?, IGuildCommand<Nothing>> command)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var recipients = form.IsNull("recipients") ? default : form.Ids<UserId>("recipients", Limits.GroupRecipients);
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, command(channel, recipients.Value), request.Cancel));
    }

    // A channel of a guild has no calls; whoever does not see it learns no more than that.
    private static Failure? Closed(GuildTurn turn, ChannelId channel, Caller caller)
    {
        var entry = turn.State.Enter(channel, caller, Permissions.ViewChannel, turn.Now);
        if (!entry.IsOk) return entry.Failure;
        return turn.State.IsPrivate ? null : new Failure.CannotExecuteOnChannelType();
    }
}
