using System.Text.Json;
using Guildhall.Community.Edge;
using Guildhall.Community.Guilds;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Moderation;

/// <summary>GET /guilds/{guild_id}/audit-logs: who changed what, for those who may VIEW_AUDIT_LOG.</summary>
public static class GetAuditLog
{
    private const int DefaultLimit = 50;

    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}/audit-logs", Handle, RouteOptions.Per(10, 10));

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var action = request.QueryInt("action_type", 0, 0, int.MaxValue);
        var filter = new AuditFilter(
            request.QueryId<UserId>("user_id"),
            action == 0 ? null : action,
            request.QueryId<AuditEntryId>("before"),
            request.QueryId<AuditEntryId>("after"),
            request.QueryInt("limit", DefaultLimit, 1, Limits.AuditPageMax),
            request.QueryId<OverwriteId>("target_id")?.ToString());
        if (request.Failure is { } invalid) return invalid;
        var house = request.House;
        var entered = await house.Guilds.Ask(guild, new CheckRights(Permissions.ViewAuditLog, request.Caller), request.Cancel);
        if (!entered.IsOk) return entered.Failure;
        // Entries are read beside the guild's actor: what a caller was answered is durable, so it is in here.
        var rows = await house.GuildRows.AuditLog(guild, filter, request.Cancel);
        var users = await house.Directory.Get(rows.SelectMany(UsersOf).Distinct(), request.Cancel);
        var log = new AuditLogPayload { AuditLogEntries = [.. rows.Select(Shown)], Users = [.. users.Values] };
        return ApiAnswer.Json(log, AuditLogJson.Default.AuditLogPayload);
    }

    private static AuditEntryPayload Shown(AuditRow row) => new()
    {
        Id = row.Id,
        ActionType = row.ActionType,
        UserId = row.Actor,
        TargetId = row.TargetId,
        Reason = row.Reason,
        Changes = row.ChangesJson is null ? null : JsonSerializer.Deserialize(row.ChangesJson, AuditJson.Default.IReadOnlyListAuditChange),
        Options = row.OptionsJson is null ? null : JsonSerializer.Deserialize(row.OptionsJson, AuditJson.Default.AuditOptions),
    };

    // Whoever acted, and the target where it is a user: members, bans and bots.
    private static IEnumerable<UserId> UsersOf(AuditRow row)
    {
        yield return row.Actor;
        var isOfUser = (AuditAction)row.ActionType is >= AuditAction.MemberKick and <= AuditAction.BotAdd and not AuditAction.MemberPrune;
        if (isOfUser && Snowflake.TryParse(row.TargetId, out var target)) yield return new UserId(target);
    }
}
