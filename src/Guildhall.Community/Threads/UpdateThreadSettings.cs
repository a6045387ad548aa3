using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Threads;

/// <summary>PATCH /channels/{channel_id}/thread-members/@me/settings: how a member wants to hear of a thread; for people.</summary>
public static class UpdateThreadSettings
{
    /// <summary>The bits a member sets: all messages, mentions alone, nothing.</summary>
    private const int Settable = 0b1110;

    public static void Map(ApiRoutes api) =>
        api.Patch("/channels/{channel_id}/thread-members/@me/settings", Handle, new RouteOptions { PeopleOnly = true });

    public sealed record Command(ChannelId Channel, int? Flags, bool? Muted, Caller Caller) : IGuildCommand<OwnThreadMemberPayload>, IChannelCommand
    {
        public ValueTask<Result<OwnThreadMemberPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<OwnThreadMemberPayload> Decide(GuildTurn turn)
        {
            var entry = turn.EnterThread(Channel, Caller, Permissions.ViewChannel);
            if (!entry.IsOk) return entry.Failure;
            var thread = entry.Value!.Thread;
            if (!thread.Members.TryGetValue(Caller.User, out var before)) return new Failure.UnknownMember();
            var after = before with { Flags = Flags is { } flags ? (before.Flags & ~Settable) | flags : before.Flags, Muted = Muted ?? before.Muted };
            var shown = new OwnThreadMemberPayload
            {
                Id = thread.Id,
                GuildId = turn.GuildId,
                UserId = after.User,
                JoinTimestamp = after.JoinedAt,
                Flags = after.Flags,
                Muted = after.Muted,
            };
            if (after == before) return shown;
            turn.Put(thread, after);
            turn.TellUser(Caller.User, DispatchCatalogue.ThreadMemberUpdate, shown, ThreadJson.Default.OwnThreadMemberPayload);
            return shown;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        var flags = form.Value!.IntOrAbsent("flags", 0, int.MaxValue);
        var muted = form.Value!.FlagOrAbsent("muted");
        if ((request.Failure ?? form.Value!.Failure) is { } invalid) return invalid;
        if (flags.IsPresent && ((flags.Value & ~Settable) != 0 || (flags.Value & (flags.Value - 1)) != 0)) return new Failure.InvalidThreadSettings();
        var command = new Command(channel, flags.IsPresent ? flags.Value : null, muted.IsPresent ? muted.Value : null, request.Caller);
        var updated = await request.House.Guilds.Ask(channel, command, request.Cancel);
        return ApiAnswer.Of(updated, ThreadJson.Default.OwnThreadMemberPayload);
    }
}
