using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Channels;

/// <summary>PATCH /guilds/{guild_id}/channels: puts several channels into a new order or into other categories at once.</summary>
public static class MoveChannels
{
    public static void Map(ApiRoutes api) => api.Patch("/guilds/{guild_id}/channels", Handle, RouteOptions.Per(20, 10));

    /// <summary>Where one channel goes; with <paramref name="Lock"/> it takes over its category's overwrites.</summary>
    public sealed record Move(ChannelId Channel, int? Position, Optional<ChannelId?> Parent, bool Lock);

    public sealed record Command(IReadOnlyList<Move> Moves, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            Dictionary<ChannelId, ChannelPayload> moved = [];
            foreach (var move in Moves)
            {
                var after = Decide(turn, entry.Value!, move, moved);
                if (!after.IsOk) return after.Failure;
                moved[move.Channel] = after.Value!;
            }

            if (OverfullCategory(turn.State, moved)) return new Failure.InvalidForm(
                [new FieldError("parent_id", "CHANNEL_PARENT_MAX_CHANNELS", $"Maximum number of channels in category reached ({Limits.ChannelsPerCategory})")]);
            foreach (var after in moved.Values) Apply(turn, turn.State.Channels[after.Id], after);
            return Nothing.Value;
        }

        private static Result<ChannelPayload> Decide(GuildTurn turn, ActingMember acting, Move move, Dictionary<ChannelId, ChannelPayload> moved)
        {
            if (!turn.State.Channels.TryGetValue(move.Channel, out var channel)) return new Failure.UnknownChannel();
            channel = moved.GetValueOrDefault(move.Channel, channel);
            var held = turn.State.PermissionsIn(channel, acting.Member, turn.Now);
            if (!held.Has(Permissions.ManageChannels)) return new Failure.MissingPermissions();
            var parentId = move.Parent.Or(channel.ParentId);
            if (ChannelParent.Refuse(turn.State, channel.Type, channel.ParentId, parentId) is Failure.InvalidForm refused
                && refused.Errors[0].Code != "CHANNEL_PARENT_MAX_CHANNELS") return refused;
            var after = channel with { Position = move.Position ?? channel.Position, ParentId = parentId };
            if (!move.Lock || parentId is not { } locked) return after;
            var parent = turn.State.Channels[locked];
            var wanted = parent.PermissionOverwrites.Select(item => new OverwriteFields(item.Id, item.Type, item.Allow, item.Deny)).ToArray();
            if (ChannelOverwrites.AreSame(channel.PermissionOverwrites, parent.PermissionOverwrites)) return after;
            if (!held.Has(Permissions.ManageRoles)) return new Failure.MissingPermissions();
            var overwrites = ChannelOverwrites.Decide(turn.State, [.. channel.PermissionOverwrites, .. New(channel, parent)], wanted, held);
            return overwrites.IsOk ? after with { PermissionOverwrites = parent.PermissionOverwrites } : overwrites.Failure;
        }

        private void Apply(GuildTurn turn, ChannelPayload before, ChannelPayload after)
        {
            if (before == after) return;
            ChannelEvents.PutUpdated(turn, after);
            var changes = AuditChange.List(
                AuditChange.Of("position", before.Position, after.Position),
                AuditChange.Of("parent_id", before.ParentId?.ToString(), after.ParentId?.ToString()));
            if (changes.Count > 0) turn.Audit(AuditAction.ChannelUpdate, Caller, after.Id.ToString(), changes);
            ChannelOverwrites.Audit(turn, Caller, after.Id, before.PermissionOverwrites, after.PermissionOverwrites);
        }

        // Overwrites of the category for members who have left are copied too: an empty one in their place makes them known.
        private static IEnumerable<OverwritePayload> New(ChannelPayload channel, ChannelPayload parent) =>
            parent.PermissionOverwrites
                .Where(overwrite => ChannelOverwrites.Find(channel.PermissionOverwrites, overwrite.Id) is null)
                .Select(overwrite => overwrite with { Allow = Permissions.None, Deny = Permissions.None });

        private static bool OverfullCategory(GuildState guild, Dictionary<ChannelId, ChannelPayload> moved) =>
            moved.Values.Select(after => after.ParentId).OfType<ChannelId>().Distinct().Any(parent =>
            {
                var now = guild.Channels.Values.Count(channel => channel.ParentId == parent);
                var then = guild.Channels.Values.Count(channel => moved.GetValueOrDefault(channel.Id, channel).ParentId == parent);
                return then > now && then > Limits.ChannelsPerCategory;
            });
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var body = await request.ReadJson();
        if (!body.IsOk) return body.Failure;
        var parts = Form.List(body.Value, Limits.ChannelsPerGuild, out var root);
        if (!parts.IsOk) return parts.Failure;
        Move[] moves = [.. parts.Value!.Select(Read)];
        if ((request.Failure ?? root.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Command(moves, request.Caller), request.Cancel));
    }

    private static Move Read(Form part)
    {
        var id = part.Id<ChannelId>("id");
        if (id.Value is null) part.Required("id");
        return new Move(
            id.Value ?? default,
            part.NullableInt("position", 0, int.MaxValue).Value,
            part.Id<ChannelId>("parent_id"),
            part.FlagOrAbsent("lock_permissions").Value);
    }
}
