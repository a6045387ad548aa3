using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Emojis;

/// <summary>PATCH /guilds/{guild_id}/emojis/{emoji_id}: another name, or other roles that may use it.</summary>
public static class UpdateEmoji
{
    public static void Map(ApiRoutes api) => api.Patch("/guilds/{guild_id}/emojis/{emoji_id}", Handle, RouteOptions.Per(20, 60));

    public sealed record Command(EmojiId Emoji, Optional<string> Name, Optional<IReadOnlyList<RoleId>> Roles, Caller Caller) : IGuildCommand<EmojiPayload>
    {
        public ValueTask<Result<EmojiPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<EmojiPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!turn.State.Emojis.TryGetValue(Emoji, out var before)) return new Failure.UnknownEmoji();
            if (!EmojiRules.MayChange(entry.Value!, before)) return new Failure.MissingPermissions();
            if (EmojiRules.RefuseRoles(turn.State, Roles.Or([])) is { } refused) return refused;
            var after = before with { Name = Name.Or(before.Name), Roles = Roles.Or(before.Roles) };
            turn.Put(after);
            EmojiRules.Tell(turn);
            turn.Audit(AuditAction.EmojiUpdate, Caller, Emoji.ToString(), AuditChange.List(AuditChange.Of("name", before.Name, after.Name)));
            return after;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<EmojiId>("emoji_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var name = EmojiRules.ReadName(form);
        var roles = form.IsNull("roles")
            ? new Optional<IReadOnlyList<RoleId>>(true, [])
            : form.Ids<RoleId>("roles", Limits.RolesPerGuild);
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        var updated = await request.House.Guilds.Ask(guild, new Command(id, name, roles, request.Caller), request.Cancel);
        return ApiAnswer.Of(updated, PayloadJson.Default.EmojiPayload);
    }
}
