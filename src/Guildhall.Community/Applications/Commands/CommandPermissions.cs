using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Interactions.Commands;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Applications.Commands;

/// <summary>
/// GET /applications/{application_id}/guilds/{guild_id}/commands/permissions, and GET and PUT …/commands/{command_id}/permissions: who may use
/// a command in a guild, beyond what the command says itself. Set by people who may MANAGE_GUILD and MANAGE_ROLES.
/// </summary>
public static class CommandPermissions
{
    private const int RulesMax = 100;

    public static void Map(ApiRoutes api)
    {
        var reading = new RouteOptions { Scope = "applications.commands.permissions.update" };
        api.Get("/applications/{application_id}/guilds/{guild_id}/commands/permissions", HandleList, reading);
        api.Get("/applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions", HandleGet, reading);
        api.Put(
            "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions", HandlePut, RouteOptions.Per(20, 20) with { PeopleOnly = true, Scope = reading.Scope });
    }

    /// <summary>All rules of an application's commands in the guild.</summary>
    public sealed record List(ApplicationId Application, Caller Caller) : IGuildCommand<IReadOnlyList<CommandPermissionsPayload>>
    {
        public ValueTask<Result<IReadOnlyList<CommandPermissionsPayload>>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<IReadOnlyList<CommandPermissionsPayload>>>(entry.Failure);
            CommandPermissionsPayload[] all =
                [.. turn.State.Documents.Of(CommandDocuments.Permissions).Values.Where(rules => rules.ApplicationId == Application).OrderBy(rules => rules.Id.Number)];
            return ValueTask.FromResult(new Result<IReadOnlyList<CommandPermissionsPayload>>(all));
        }
    }

    /// <summary>Replaces the rules of a command; none takes them away.</summary>
    public sealed record Put(ApplicationId Application, CommandId Command, IReadOnlyList<CommandPermissionPayload> Rules, Caller Caller)
        : IGuildCommand<CommandPermissionsPayload>
    {
        public ValueTask<Result<CommandPermissionsPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<CommandPermissionsPayload> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            var entry = guild.Enter(Caller, Permissions.ManageGuild | Permissions.ManageRoles, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!guild.Members.ContainsKey(new UserId(Application.Value))) return new Failure.UnknownApplication();
            if (Rules.Any(rule => rule.Type == CommandPermissionPayload.Role && !guild.Roles.ContainsKey(new RoleId(rule.Id.Value)))) return new Failure.UnknownRole();
            if (Rules.Any(rule => rule.Type == CommandPermissionPayload.Channel && rule.Id.Number != guild.Id.Number - 1 && !guild.Channels.ContainsKey(new ChannelId(rule.Id.Value))))
                return new Failure.UnknownChannel();
            var known = guild.Documents.Of(CommandDocuments.Permissions).FirstOrDefault(rules => rules.Value.ApplicationId == Application && rules.Value.Id == Command);
            var after = new CommandPermissionsPayload(Command, Application, guild.Id, Rules);
            if (Rules.Count > 0) turn.Put(CommandDocuments.Permissions, known.Value is null ? turn.NextId().Value : known.Key, after);
            else if (known.Value is not null) turn.Remove(CommandDocuments.Permissions, known.Key);
            turn.Log("APPLICATION_COMMAND_PERMISSIONS_UPDATE", LogFacts.Guild(turn.GuildId));
            turn.Tell(DispatchCatalogue.ApplicationCommandPermissionsUpdate, after, CommandJson.Default.CommandPermissionsPayload);
            CommandIndexChanged.Tell(turn);
            turn.Audit(
                AuditAction.ApplicationCommandPermissionUpdate,
                Caller,
                Command.ToString(),
                Changes(known.Value?.Permissions ?? [], Rules),
                new AuditOptions { ApplicationId = Application.ToString() });
            return after;
        }

        private static IReadOnlyList<AuditChange> Changes(IReadOnlyList<CommandPermissionPayload> before, IReadOnlyList<CommandPermissionPayload> after) => AuditChange.List(
        [
            .. before.Concat(after).Select(rule => rule.Id).Distinct().Select(id => AuditChange.Of(
                id.ToString(),
                before.FirstOrDefault(rule => rule.Id == id),
                after.FirstOrDefault(rule => rule.Id == id),
                CommandJson.Default.CommandPermissionPayload)),
        ]);
    }

    private static async ValueTask<ApiAnswer> HandleList(ApiRequest request)
    {
        var all = await All(request);
        return ApiAnswer.Of(all, CommandJson.Default.IReadOnlyListCommandPermissionsPayload);
    }

    private static async ValueTask<ApiAnswer> HandleGet(ApiRequest request)
    {
        var command = request.Id<CommandId>("command_id");
        var all = await All(request);
        if (!all.IsOk) return all.Failure;
        return all.Value!.FirstOrDefault(rules => rules.Id == command) is { } found
            ? ApiAnswer.Json(found, CommandJson.Default.CommandPermissionsPayload)
            : new Failure.UnknownCommandPermissions();
    }

    private static async ValueTask<Result<IReadOnlyList<CommandPermissionsPayload>>> All(ApiRequest request)
    {
        var application = request.Id<ApplicationId>("application_id");
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        if (await request.House.UserRows.GetApplication(application, request.Cancel) is null) return new Failure.UnknownApplication();
        if (request.Caller.Application is { } acting && acting != application) return new Failure.NotYourApplication();
        return await request.House.Guilds.Ask(guild, new List(application, request.Caller), request.Cancel);
    }

    private static async ValueTask<ApiAnswer> HandlePut(ApiRequest request)
    {
        var application = request.Id<ApplicationId>("application_id");
        var guild = request.Id<GuildId>("guild_id");
        var command = request.Id<CommandId>("command_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        if (!form.Has("permissions")) form.Required("permissions");
        CommandPermissionPayload[] rules = [.. (form.Parts("permissions", RulesMax) ?? []).Select(ReadRule)];
        if (rules.DistinctBy(rule => (rule.Id, rule.Type)).Count() < rules.Length)
            form.Error("permissions", "APPLICATION_COMMAND_PERMISSIONS_DUPLICATE", "The same role, user or channel is named twice.");
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        var house = request.House;
        if (await house.UserRows.GetApplication(application, request.Cancel) is null) return new Failure.UnknownApplication();
        if (request.Caller.Application is { } acting && acting != application) return new Failure.NotYourApplication();
        var allowed = await house.Guilds.Ask(guild, new Guilds.CheckRights(Permissions.ManageGuild | Permissions.ManageRoles, request.Caller), request.Cancel);
        if (!allowed.IsOk) return allowed.Failure;
        if (command.Value != application.Value && await Unknown(house, application, guild, command, request.Cancel) is { } unknown) return unknown;
        return ApiAnswer.Of(await house.Guilds.Ask(guild, new Put(application, command, rules, request.Caller), request.Cancel), CommandJson.Default.CommandPermissionsPayload);
    }

    private static async ValueTask<Failure?> Unknown(CommunityServices house, ApplicationId application, GuildId guild, CommandId command, CancellationToken cancel)
    {
        var bot = new UserId(application.Value);
        var found = await house.Users.Ask(bot, new CommandRegistry.Find(null, command), cancel);
        if (!found.IsOk) found = await house.Users.Ask(bot, new CommandRegistry.Find(guild, command), cancel);
        return found.Failure;
    }

    private static CommandPermissionPayload ReadRule(Form form)
    {
        var id = form.Id<OverwriteId>("id");
        if (id.Value is null) form.Required("id");
        var type = form.Choice("type", CommandPermissionPayload.Role, CommandPermissionPayload.User, CommandPermissionPayload.Channel);
        if (!type.IsPresent) form.Required("type");
        var permission = form.Flag("permission");
        if (!permission.IsPresent) form.Required("permission");
        return new CommandPermissionPayload(id.Value ?? default, type.Value, permission.Value);
    }
}
