using System.Text.Json;
using Guildhall.Community.Guild;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Moderation;

/// <summary>Writes audit log entries as part of a turn, and tells GUILD_AUDIT_LOG_ENTRY_CREATE to those who may read the log.</summary>
internal static class AuditWriter
{
    public static void Write(
        GuildTurn turn, AuditAction action, Caller caller, string? targetId, IReadOnlyList<AuditChange>? changes, AuditOptions? options)
    {
        var entry = new AuditEntryPayload
        {
            Id = new AuditEntryId(turn.NextId()),
            ActionType = (int)action,
            UserId = caller.User,
            TargetId = targetId,
            Changes = changes is { Count: > 0 } ? changes : null,
            Options = options,
            Reason = caller.Reason,
            GuildId = turn.GuildId,
        };
        turn.Row(new PutAudit(turn.GuildId, new AuditRow(
            entry.Id,
            entry.ActionType,
            caller.User,
            targetId,
            caller.Reason,
            entry.Changes is null ? null : JsonSerializer.Serialize(entry.Changes, AuditJson.Default.IReadOnlyListAuditChange),
            options is null ? null : JsonSerializer.Serialize(options, AuditJson.Default.AuditOptions))));
        turn.TellHolders(
            Permissions.ViewAuditLog, null, DispatchCatalogue.GuildAuditLogEntryCreate, entry, AuditJson.Default.AuditEntryPayload);
    }
}
