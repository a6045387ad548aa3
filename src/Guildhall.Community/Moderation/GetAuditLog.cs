using System.Text.Json;
using Guildhall.Community.Applications;
using Guildhall.Community.Edge;
using Guildhall.Community.Guilds;
using Guildhall.Community.Webhooks;
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
        var asked = await house.Guilds.Ask(guild, AuditReferences.Of(rows, request.Caller), request.Cancel);
        if (!asked.IsOk) return asked.Failure;
        var references = asked.Value!;
        var users = await house.Directory.Get(
            AuditReferences.Users(rows).Concat(references.Webhooks.Select(webhook => webhook.Creator)).Distinct(), request.Cancel);
        return ApiAnswer.Json(
            new AuditLogPayload
            {
                AuditLogEntries = [.. rows.Select(Shown)],
                Users = [.. users.Values],
                Integrations = await Integrations(house, rows, request.Cancel),
                Webhooks = [.. references.Webhooks.Select(webhook => WebhookView.WithoutToken(webhook, users.GetValueOrDefault(webhook.Creator)))],
                GuildScheduledEvents = references.ScheduledEvents,
                Threads = references.Threads,
                AutoModerationRules = references.Rules,
            },
            AuditLogJson.Default.AuditLogPayload);
    }

    private static async ValueTask<IReadOnlyList<AuditIntegrationPayload>> Integrations(
        CommunityServices house, IReadOnlyList<AuditRow> rows, CancellationToken cancel)
    {
        List<AuditIntegrationPayload> shown = [];
        foreach (var id in AuditReferences.Applications(rows))
        {
            if (await house.UserRows.GetApplication(id, cancel) is { } application)
                shown.Add(new AuditIntegrationPayload(id, application.Name, new IntegrationAccountPayload(id.ToString(), application.Name), id));
        }

        return shown;
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
}
