using System.Security.Cryptography;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Templates;

/// <summary>
/// GET, POST /guilds/{guild_id}/templates and PUT (sync), PATCH, DELETE …/{code}: the guild's template, for who may MANAGE_GUILD. A guild has
/// one.
/// </summary>
public static class GuildTemplates
{
    private const int NameMax = 100;
    private const int DescriptionMax = 120;
    private const int CodeLength = 12;
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

    public static void Map(ApiRoutes api)
    {
        var limit = RouteOptions.Per(10, 60, "guild-templates");
        api.Get("/guilds/{guild_id}/templates", HandleList);
        api.Post("/guilds/{guild_id}/templates", HandleCreate, limit);
        api.Put("/guilds/{guild_id}/templates/{code}", HandleSync, limit);
        api.Patch("/guilds/{guild_id}/templates/{code}", HandleUpdate, limit);
        api.Delete("/guilds/{guild_id}/templates/{code}", HandleDelete, limit);
    }

    public sealed record List(Caller Caller) : IGuildCommand<IReadOnlyList<TemplatePayload>>
    {
        public ValueTask<Result<IReadOnlyList<TemplatePayload>>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<IReadOnlyList<TemplatePayload>>>(entry.Failure);
            TemplatePayload[] all = [.. turn.State.Documents.Of(TemplateDocuments.Kind).Values.Select(template => Shown(turn.State, template))];
            return ValueTask.FromResult(new Result<IReadOnlyList<TemplatePayload>>(all));
        }
    }

    public sealed record Create(string Code, string Name, string? Description, Caller Caller) : IGuildCommand<TemplatePayload>
    {
        public ValueTask<Result<TemplatePayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<TemplatePayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (turn.State.Documents.Of(TemplateDocuments.Kind).Count > 0) return new Failure.GuildHasTemplate();
            return Put(turn, new TemplatePayload
            {
                Code = Code,
                Name = Name,
                Description = Description,
                CreatorId = Caller.User,
                CreatedAt = turn.Now,
                UpdatedAt = turn.Now,
                SourceGuildId = turn.GuildId,
                SerializedSourceGuild = GuildShape.Of(turn.State),
            });
        }
    }

    /// <summary>What happens to the template with this code.</summary>
    public sealed record Change(string Code, Optional<string> Name, Optional<string?> Description, bool IsSync, bool IsDelete, Caller Caller)
        : IGuildCommand<TemplatePayload>
    {
        public ValueTask<Result<TemplatePayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<TemplatePayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (turn.State.Documents.Find(TemplateDocuments.Kind, turn.GuildId.Number) is not { } before || before.Code != Code) return new Failure.UnknownTemplate();
            if (IsDelete)
            {
                turn.Remove(TemplateDocuments.Kind, turn.GuildId.Number);
                return Shown(turn.State, before);
            }

            return Put(turn, before with
            {
                Name = Name.Or(before.Name),
                Description = Description.Or(before.Description),
                SerializedSourceGuild = IsSync ? GuildShape.Of(turn.State) : before.SerializedSourceGuild,
                UpdatedAt = turn.Now,
            });
        }
    }

    /// <summary>The template as the wire shows it: who made it, and whether the guild has changed since.</summary>
    internal static TemplatePayload Shown(GuildState guild, TemplatePayload template) => template with
    {
        Creator = guild.Users.GetValueOrDefault(template.CreatorId),
        IsDirty = GuildShape.IsSame(template.SerializedSourceGuild, GuildShape.Of(guild)) ? null : true,
    };

    private static TemplatePayload Put(GuildTurn turn, TemplatePayload template)
    {
        turn.Put(TemplateDocuments.Kind, turn.GuildId.Number, template);
        return Shown(turn.State, template);
    }

    private static async ValueTask<ApiAnswer> HandleList(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var all = await request.House.Guilds.Ask(guild, new List(request.Caller), request.Cancel);
        return ApiAnswer.Of(all, TemplateJson.Default.IReadOnlyListTemplatePayload);
    }

    private static async ValueTask<ApiAnswer> HandleCreate(ApiRequest request)
    {
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var name = read.Value!.RequiredText("name", 1, NameMax);
        var description = read.Value.NullableText("description", 0, DescriptionMax).Value;
        return await Ask(request, read.Value, new Create(RandomNumberGenerator.GetString(Alphabet, CodeLength), name, description, request.Caller));
    }

    private static ValueTask<ApiAnswer> HandleSync(ApiRequest request) =>
        Ask(request, null, new Change(request.Text("code"), default, default, IsSync: true, IsDelete: false, request.Caller));

    private static ValueTask<ApiAnswer> HandleDelete(ApiRequest request) =>
        Ask(request, null, new Change(request.Text("code"), default, default, IsSync: false, IsDelete: true, request.Caller));

    private static async ValueTask<ApiAnswer> HandleUpdate(ApiRequest request)
    {
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var name = read.Value!.Text("name", 1, NameMax);
        var description = read.Value.NullableText("description", 0, DescriptionMax);
        return await Ask(request, read.Value, new Change(request.Text("code"), name, description, IsSync: false, IsDelete: false, request.Caller));
    }

    private static async ValueTask<ApiAnswer> Ask(ApiRequest request, Form? form, IGuildCommand<TemplatePayload> command)
    {
        var guild = request.Id<GuildId>("guild_id");
        if ((request.Failure ?? form?.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, command, request.Cancel), TemplateJson.Default.TemplatePayload);
    }
}
