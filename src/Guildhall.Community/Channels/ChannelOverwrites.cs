using System.Globalization;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Channels;

/// <summary>The rules of permission overwrites: whom they may be for, who may set what, and what follows a category's lead.</summary>
internal static class ChannelOverwrites
{
    /// <summary>
    /// The overwrites as they would be, or why not. A caller changes only permissions it holds
    /// (<paramref name="held"/>: in the channel, or in what the channel will be in).
    /// </summary>
    public static Result<OverwritePayload[]> Decide(
        GuildState guild, IReadOnlyList<OverwritePayload> before, IReadOnlyList<OverwriteFields> wanted, Permissions held)
    {
        Dictionary<OverwriteId, OverwritePayload> after = new(wanted.Count);
        foreach (var item in wanted)
        {
            var old = Find(before, item.Id);
            var type = item.Type ?? old?.Type ?? (guild.Roles.ContainsKey(new RoleId(item.Id.Value)) ? OverwriteType.Role : OverwriteType.Member);
            if (old?.Type != type && !Exists(guild, item.Id, type)) return new Failure.UnknownOverwrite();
            after[item.Id] = new OverwritePayload(item.Id, type, item.Allow, item.Deny);
        }

        foreach (var id in before.Select(overwrite => overwrite.Id).Union(after.Keys))
        {
            var (old, now) = (Find(before, id), after.GetValueOrDefault(id));
            if (!RoleOrder.CanOverwrite(
                held, old?.Allow ?? default, old?.Deny ?? default, now?.Allow ?? default, now?.Deny ?? default))
                return new Failure.MissingPermissions();
        }

        return after.Values.ToArray();
    }

    /// <summary>True when two channels' overwrites say the same, in whatever order.</summary>
    public static bool AreSame(IReadOnlyList<OverwritePayload> one, IReadOnlyList<OverwritePayload> other)
    {
        if (one.Count != other.Count) return false;
        var byId = other.ToDictionary(overwrite => overwrite.Id);
        return one.All(overwrite => byId.GetValueOrDefault(overwrite.Id) == overwrite);
    }

    /// <summary>Channels that agreed with their category go on agreeing with it (permission syncing of the documentation).</summary>
    public static void SyncChildren(GuildTurn turn, ChannelPayload category, IReadOnlyList<OverwritePayload> before)
    {
        if (category.Type != ChannelType.GuildCategory || AreSame(before, category.PermissionOverwrites)) return;
        foreach (var child in turn.State.Channels.Values.Where(child => child.ParentId == category.Id).ToArray())
        {
            if (!AreSame(child.PermissionOverwrites, before)) continue;
            ChannelEvents.PutUpdated(turn, child with { PermissionOverwrites = category.PermissionOverwrites });
        }
    }

    /// <summary>One audit log entry for every overwrite that was added, changed or taken away.</summary>
    public static void Audit(GuildTurn turn, Caller caller, ChannelId channel, IReadOnlyList<OverwritePayload> before, IReadOnlyList<OverwritePayload> after)
    {
        foreach (var id in before.Select(overwrite => overwrite.Id).Union(after.Select(overwrite => overwrite.Id)))
        {
            var (old, now) = (Find(before, id), Find(after, id));
            if (old == now) continue;
            var action = old is null ? AuditAction.ChannelOverwriteCreate
                : now is null ? AuditAction.ChannelOverwriteDelete
                : AuditAction.ChannelOverwriteUpdate;
            var type = (now ?? old)!.Type;
            var changes = AuditChange.List(
                AuditChange.Of("allow", Text(old?.Allow), Text(now?.Allow)), AuditChange.Of("deny", Text(old?.Deny), Text(now?.Deny)));
            turn.Audit(action, caller, channel.ToString(), changes, new AuditOptions
            {
                Id = id.ToString(),
                Type = type == OverwriteType.Role ? "0" : "1",
                RoleName = type == OverwriteType.Role ? turn.State.Roles.GetValueOrDefault(new RoleId(id.Value))?.Name : null,
            });
        }
    }

    public static OverwritePayload? Find(IReadOnlyList<OverwritePayload> overwrites, OverwriteId id)
    {
        foreach (var overwrite in overwrites)
        {
            if (overwrite.Id == id) return overwrite;
        }

        return null;
    }

    private static bool Exists(GuildState guild, OverwriteId id, OverwriteType type) =>
        type == OverwriteType.Role ? guild.Roles.ContainsKey(new RoleId(id.Value)) : guild.Members.ContainsKey(new UserId(id.Value));

    private static string? Text(Permissions? permissions) =>
        permissions is { } bits ? ((ulong)bits).ToString(CultureInfo.InvariantCulture) : null;
}
