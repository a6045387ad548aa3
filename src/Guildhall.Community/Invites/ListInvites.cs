using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Invites;

/// <summary>GET /channels/{channel_id}/invites (MANAGE_CHANNELS there) and GET /guilds/{guild_id}/invites (MANAGE_GUILD, or VIEW_AUDIT_LOG without uses).</summary>
public static class ListInvites
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/channels/{channel_id}/invites", HandleChannel);
        api.Get("/guilds/{guild_id}/invites", HandleGuild);
    }

    /// <summary>With a null channel those of the whole guild.</summary>
    public sealed record Command(ChannelId? Channel, Caller Caller) : IGuildCommand<IReadOnlyList<InvitePayload>>
    {
        public ValueTask<Result<IReadOnlyList<InvitePayload>>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<IReadOnlyList<InvitePayload>> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            if (Channel is { } channel)
            {
                var entry = guild.Enter(channel, Caller, Permissions.ManageChannels, turn.Now);
                if (!entry.IsOk) return entry.Failure;
                return Shown(turn, isManager: true);
            }

            var acting = guild.Enter(Caller, Permissions.None, turn.Now);
            if (!acting.IsOk) return acting.Failure;
            var isManager = acting.Value!.Has(Permissions.ManageGuild);
            return isManager || acting.Value.Has(Permissions.ViewAuditLog) ? Shown(turn, isManager) : new Failure.MissingPermissions();
        }

        private Result<IReadOnlyList<InvitePayload>> Shown(GuildTurn turn, bool isManager) => new(turn.State.Invites.Values
            .Where(invite => (Channel is null || invite.Channel == Channel) && !InviteView.HasExpired(invite, turn.Now))
            .Select(invite => isManager ? InviteView.Managed(turn.State, invite) : InviteView.Public(turn.State, invite))
            .ToArray());
    }

    private static async ValueTask<ApiAnswer> HandleChannel(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        var invites = await request.House.Guilds.Ask(channel, new Command(channel, request.Caller), request.Cancel);
        return ApiAnswer.Of(invites, InviteJson.Default.IReadOnlyListInvitePayload);
    }

    private static async ValueTask<ApiAnswer> HandleGuild(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var invites = await request.House.Guilds.Ask(guild, new Command(null, request.Caller), request.Cancel);
        return ApiAnswer.Of(invites, InviteJson.Default.IReadOnlyListInvitePayload);
    }
}
