using Guildhall.Community.Edge;
using Guildhall.Community.User;
using Guildhall.Community.User.Documents;

namespace Guildhall.Community.ReadStates;

/// <summary>
/// PATCH /users/@me/guilds/{guild_id}/settings (or @me for private channels), and several at once with /users/@me/guilds/settings:
/// what the caller wants to be told of, guild by guild and channel by channel.
/// </summary>
public static class UserGuildSettings
{
    /// <summary>Records with the guild's number; 0 for private channels.</summary>
    private static readonly UserDocumentKind<UserGuildSettingsPayload> Kind = new("guild_settings", ReadStateJson.Default.UserGuildSettingsPayload);

    public static void Map(ApiRoutes api)
    {
        api.Patch("/users/@me/guilds/{guild_id}/settings", HandleOne, new RouteOptions { PeopleOnly = true, Limit = 20, WindowSeconds = 10 });
        api.Patch("/users/@me/guilds/settings", HandleMany, new RouteOptions { PeopleOnly = true, Limit = 20, WindowSeconds = 10 });
    }

    /// <summary>Every record of the user, of guilds that it is in.</summary>
    internal static async ValueTask<IReadOnlyList<UserGuildSettingsPayload>> All(UserTurn turn) =>
        [.. (await UserDocuments.Of(turn, Kind)).Values.Where(record => record.GuildId is not { } guild || turn.State.Guilds.Contains(guild))];

    public sealed record Command(IReadOnlyList<GuildSettingsChange> Changes) : IUserCommand<IReadOnlyList<UserGuildSettingsPayload>>
    {
        public async ValueTask<Result<IReadOnlyList<UserGuildSettingsPayload>>> Run(UserTurn turn)
        {
            var known = await UserDocuments.Of(turn, Kind);
            List<UserGuildSettingsPayload> after = [];
            foreach (var change in Changes)
            {
                if (change.Guild is { } guild && !turn.State.Guilds.Contains(guild)) return new Failure.UnknownGuild();
                var before = known.GetValueOrDefault(change.Guild?.Number ?? 0) ?? new UserGuildSettingsPayload { GuildId = change.Guild };
                var changed = change.On(before);
                if (changed.ChannelOverrides.Count > Limits.ChannelOverridesPerGuild)
                    return new Failure.InvalidForm([new FieldError("channel_overrides", "BASE_TYPE_MAX_LENGTH", $"Must be {Limits.ChannelOverridesPerGuild} or fewer in length.")]);
                after.Add(changed with { Version = before.Version + 1 });
            }

            foreach (var record in after)
            {
                await UserDocuments.Put(turn, Kind, record.GuildId?.Number ?? 0, record);
                turn.TellOwnSessions(
                    DispatchCatalogue.UserGuildSettingsUpdate, record, ReadStateJson.Default.UserGuildSettingsPayload, peopleOnly: true);
            }

            return new Result<IReadOnlyList<UserGuildSettingsPayload>>(after);
        }
    }

    private static async ValueTask<ApiAnswer> HandleOne(ApiRequest request)
    {
        GuildId? guild = request.Text("guild_id") == "@me" ? null : request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var change = GuildSettingsChange.Read(read.Value!, guild);
        if (read.Value!.Failure is { } wrong) return wrong;
        var changed = await request.House.Users.Ask(request.Caller.User, new Command([change]), request.Cancel);
        return changed.IsOk ? ApiAnswer.Json(changed.Value![0], ReadStateJson.Default.UserGuildSettingsPayload) : changed.Failure;
    }

    private static async ValueTask<ApiAnswer> HandleMany(ApiRequest request)
    {
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        if (form.Part("guilds") is not { } guilds)
        {
            if (form.Failure is null) form.Required("guilds");
            return form.Failure!;
        }

        List<GuildSettingsChange> changes = [];
        foreach (var name in form.Raw("guilds").EnumerateObject().Select(field => field.Name).Distinct().Take(Limits.GuildsPerUser + 1))
        {
            if (!Snowflake.TryParse(name, out var id) && name != "@me") guilds.Error(name, "NUMBER_TYPE_COERCE", $"Value \"{name}\" is not snowflake.");
            else if (guilds.Part(name) is { } part) changes.Add(GuildSettingsChange.Read(part, name == "@me" || id.Value == 0 ? null : new GuildId(id)));
        }

        if (form.Failure is { } wrong) return wrong;
        var changed = await request.House.Users.Ask(request.Caller.User, new Command(changes), request.Cancel);
        return ApiAnswer.Of(changed, ReadStateJson.Default.IReadOnlyListUserGuildSettingsPayload);
    }
}
