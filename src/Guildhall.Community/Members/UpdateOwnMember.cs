using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Members;

/// <summary>PATCH /guilds/{guild_id}/members/@me: one's own nickname, avatar, banner and bio in a guild; and the older …/@me/nick.</summary>
public static class UpdateOwnMember
{
    public static void Map(ApiRoutes api)
    {
        api.Patch("/guilds/{guild_id}/members/@me", Handle, RouteOptions.Per(5, 10, "own-member"));
        api.Patch("/guilds/{guild_id}/members/@me/nick", HandleNick, RouteOptions.Per(5, 10, "own-member"));
    }

    /// <summary>What the request says; absent fields are left as they are.</summary>
    public sealed record Fields
    {
        public Optional<string?> Nick { get; init; }

        public Optional<string?> Avatar { get; init; }

        public Optional<string?> Banner { get; init; }

        public Optional<string?> Bio { get; init; }
    }

    public sealed record Command(Fields Fields, Caller Caller) : IGuildCommand<MemberPayload>
    {
        public ValueTask<Result<MemberPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<MemberPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var before = entry.Value!.Member;
            if (Fields.Nick.IsPresent && Fields.Nick.Value != before.Nick && !MemberChanges.MayRename(entry.Value, before))
                return new Failure.MissingPermissions();
            var after = before with
            {
                Nick = Fields.Nick.Or(before.Nick),
                Avatar = Fields.Avatar.Or(before.Avatar),
                Banner = Fields.Banner.Or(before.Banner),
                Bio = Fields.Bio.Or(before.Bio) ?? "",
            };
            MemberChanges.Apply(turn, Caller, before, after);
            return turn.State.Shown(after);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var form = await request.ReadForm(Limits.ImageBytes * 3);
        if (!form.IsOk) return form.Failure;
        if (request.Failure is { } badPath) return badPath;
        var allowed = await request.House.Guilds.Ask(guild, new Guilds.CheckRights(Permissions.None, request.Caller), request.Cancel);
        if (!allowed.IsOk) return allowed.Failure;
        var folder = $"guilds/{guild}/users/{request.Caller.User}";
        var fields = new Fields
        {
            Nick = MemberChanges.ReadNick(form.Value!),
            Bio = form.Value!.NullableText("bio", 0, Limits.BioMax),
            Avatar = await ImageField.Read(form.Value, "avatar", $"{folder}/avatars", Limits.ImageBytes, request.House, request.Cancel),
            Banner = await ImageField.Read(form.Value, "banner", $"{folder}/banners", Limits.ImageBytes, request.House, request.Cancel),
        };
        if (form.Value.Failure is { } invalid) return invalid;
        var updated = await request.House.Guilds.Ask(guild, new Command(fields, request.Caller), request.Cancel);
        return ApiAnswer.Of(updated, PayloadJson.Default.MemberPayload);
    }

    private static async ValueTask<ApiAnswer> HandleNick(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        var fields = new Fields { Nick = MemberChanges.ReadNick(form.Value!) };
        if ((request.Failure ?? form.Value!.Failure) is { } invalid) return invalid;
        var updated = await request.House.Guilds.Ask(guild, new Command(fields, request.Caller), request.Cancel);
        if (!updated.IsOk) return updated.Failure;
        return ApiAnswer.Json(new NickPayload { Nick = updated.Value!.Nick }, MemberJson.Default.NickPayload);
    }
}
