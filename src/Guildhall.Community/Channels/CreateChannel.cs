using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Channels;

/// <summary>POST /guilds/{guild_id}/channels: a channel of any kind, or a category. Without overwrites it begins with its category's.</summary>
public static class CreateChannel
{
    public static void Map(ApiRoutes api) => api.Post("/guilds/{guild_id}/channels", Handle, RouteOptions.Per(20, 10));

    public sealed record Command(ChannelId Channel, ChannelFields Fields, Caller Caller) : IGuildCommand<ChannelPayload>
    {
        public ValueTask<Result<ChannelPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<ChannelPayload> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            var entry = guild.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var type = (ChannelType)Fields.Type.Or((int)ChannelType.GuildText);
            var parent = Fields.ParentId.Value is { } parentId ? guild.Channels.GetValueOrDefault(parentId) : null;
            var held = parent is null ? entry.Value!.Held : guild.PermissionsIn(parent, entry.Value!.Member, turn.Now);
            if (!held.Has(Permissions.ManageChannels)) return new Failure.MissingPermissions();
            if (guild.Channels.Count >= Limits.ChannelsPerGuild) return new Failure.TooManyChannels(Limits.ChannelsPerGuild);
            if (ChannelParent.Refuse(guild, type, null, Fields.ParentId.Value) is { } refused) return refused;
            var overwrites = Overwrites(guild, parent, held);
            if (!overwrites.IsOk) return overwrites.Failure;
            var begun = new ChannelPayload
            {
                Id = Channel,
                Type = type,
                GuildId = guild.Id,
                Name = Fields.Name.Value,
                Position = Fields.Position.IsPresent ? Fields.Position.Value : NextPosition(guild, type),
                ParentId = Fields.ParentId.Value,
                PermissionOverwrites = overwrites.Value!,
            };
            var decided = ChannelKind.Apply(guild, begun, Fields, turn.NextId);
            if (!decided.IsOk) return decided.Failure;
            var created = decided.Value!;
            turn.Put(created);
            turn.Log("CHANNEL_CREATE", LogFacts.Channel(created.Id));
            turn.Audit(AuditAction.ChannelCreate, Caller, created.Id.ToString(), Changes(created));
            return created;
        }

        // Only administrators may hand out MANAGE_ROLES with a new channel: it would let its holder undo everything else.
        private Result<OverwritePayload[]> Overwrites(GuildState guild, ChannelPayload? parent, Permissions held)
        {
            if (!Fields.Overwrites.IsPresent) return parent?.PermissionOverwrites.ToArray() ?? [];
            var isAdministrator = held.Has(Permissions.Administrator);
            if (!isAdministrator && Fields.Overwrites.Value.Any(wanted => (wanted.Allow | wanted.Deny).Has(Permissions.ManageRoles)))
                return new Failure.MissingPermissions();
            return ChannelOverwrites.Decide(guild, [], Fields.Overwrites.Value, held);
        }

        private static int NextPosition(GuildState guild, ChannelType type) =>
            guild.Channels.Values.Where(channel => channel.Type == type).Select(channel => channel.Position + 1).DefaultIfEmpty(0).Max();

        private static IReadOnlyList<AuditChange> Changes(ChannelPayload created) => AuditChange.List(
            AuditChange.Of("name", null, created.Name),
            AuditChange.Of<int?>("type", null, (int)created.Type),
            AuditChange.Of("permission_overwrites", null, created.PermissionOverwrites),
            AuditChange.Of<bool?>("nsfw", null, created.Nsfw),
            AuditChange.Of("rate_limit_per_user", null, created.RateLimitPerUser));
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        var fields = ChannelFields.Read(form.Value!);
        if (!fields.Name.IsPresent) form.Value!.Required("name");
        var name = ChannelName.Normalised((ChannelType)fields.Type.Value, fields.Name.Value ?? "");
        if (name.Length == 0 && form.Value!.Failure is null) form.Value.Required("name");
        if ((request.Failure ?? form.Value!.Failure) is { } invalid) return invalid;
        var command = new Command(new ChannelId(request.House.Ids.Next()), fields with { Name = name }, request.Caller);
        var created = await request.House.Guilds.Ask(guild, command, request.Cancel);
        return ApiAnswer.Of(created, PayloadJson.Default.ChannelPayload, 201);
    }
}
