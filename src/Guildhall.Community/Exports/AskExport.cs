using System.Globalization;
using Guildhall.Community.Accounts;
using Guildhall.Community.Edge;
using Guildhall.Protocol;

namespace Guildhall.Community.Exports;

/// <summary>
/// POST and GET /guilds/{guild_id}/exports for the owner of a guild, POST and GET /users/@me/exports for anybody's own data: asks for an archive, and tells
/// how far it is and where to fetch it. Routes of this server alone.
/// </summary>
public static class AskExport
{
    public static void Map(ApiRoutes api)
    {
        var asking = new RouteOptions { PeopleOnly = true, Limit = 5, WindowSeconds = 60 };
        api.Post("/guilds/{guild_id}/exports", request => OfGuild(request, isAsked: true), asking);
        api.Get("/guilds/{guild_id}/exports", request => OfGuild(request, isAsked: false), new RouteOptions { PeopleOnly = true });
        api.Post("/users/@me/exports", request => ValueTask.FromResult(Answer(request, null, isAsked: true)), asking);
        api.Get("/users/@me/exports", request => ValueTask.FromResult(Answer(request, null, isAsked: false)), new RouteOptions { PeopleOnly = true });
    }

    private static async ValueTask<ApiAnswer> OfGuild(ApiRequest request, bool isAsked)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var allowed = await request.House.Guilds.Ask(guild, new Guilds.CheckRights(Permissions.None, request.Caller), request.Cancel);
        if (!allowed.IsOk) return allowed.Failure;
        var owned = await request.House.Guilds.Ask(guild, new DeleteAccount.OwnershipQuestion(request.Caller.User), request.Cancel);
        if (!owned.IsOk) return owned.Failure;
        return owned.Value!.IsOwner ? Answer(request, guild, isAsked) : new Failure.MissingPermissions();
    }

    private static ApiAnswer Answer(ApiRequest request, GuildId? guild, bool isAsked)
    {
        var (exports, self) = (request.House.Exports, request.Caller.User);
        if (isAsked)
        {
            var asked = exports.Ask(self, guild);
            return asked.IsOk ? ApiAnswer.Json(Shown(request, asked.Value!), ExportJson.Default.ExportPayload, 202) : asked.Failure;
        }

        var known = exports.Of(guild is { } id ? $"guild {id}" : $"user {self}");
        IReadOnlyList<ExportPayload> list = known is not null && known.Requester == self ? [Shown(request, known)] : [];
        return ApiAnswer.Json(list, ExportJson.Default.IReadOnlyListExportPayload);
    }

    private static ExportPayload Shown(ApiRequest request, ExportJob job) => new(job.Id.ToString(), job.State.ToString().ToLower(CultureInfo.InvariantCulture))
    {
        GuildId = job.Guild,
        CreatedAt = job.CreatedAt,
        CompletedAt = job.CompletedAt,
        ExpiresAt = job.CompletedAt + ExportJobs.KeptFor,
        Size = job.Size,
        DownloadUrl = job.State == ExportState.Done ? $"{request.House.Options.PublicUrl()}/exports/{request.House.ExportLinks.Seal(job.Id.Value)}" : null,
    };
}
