using Guildhall.Community.Guild;

namespace Guildhall.Community.Roles;

/// <summary>Changes of roles with what follows from them: the row, the log entry and the event.</summary>
internal static class RoleEvents
{
    public static void PutCreated(GuildTurn turn, RolePayload role)
    {
        turn.Put(role);
        turn.Log("GUILD_ROLE_CREATE", LogFacts.Role(role.Id));
        turn.Tell(DispatchCatalogue.GuildRoleCreate, new RoleEventPayload(turn.GuildId, role), RoleJson.Default.RoleEventPayload);
    }

    public static void PutUpdated(GuildTurn turn, RolePayload role)
    {
        turn.Put(role);
        turn.Log("GUILD_ROLE_UPDATE", LogFacts.Role(role.Id));
        turn.Tell(DispatchCatalogue.GuildRoleUpdate, new RoleEventPayload(turn.GuildId, role), RoleJson.Default.RoleEventPayload);
    }

    /// <summary>Takes a role out of the guild, of every member, overwrite and emoji that names it.</summary>
    public static void Remove(GuildTurn turn, RolePayload role)
    {
        var guild = turn.State;
        foreach (var member in guild.Members.Values.Where(member => member.Roles.Contains(role.Id)).ToArray())
            turn.Put(member with { Roles = [.. member.Roles.Where(held => held != role.Id)] });
        var target = new OverwriteId(role.Id.Value);
        foreach (var channel in guild.Channels.Values.ToArray())
        {
            if (channel.PermissionOverwrites.All(overwrite => overwrite.Id != target)) continue;
            Channels.ChannelEvents.PutUpdated(
                turn, channel with { PermissionOverwrites = [.. channel.PermissionOverwrites.Where(overwrite => overwrite.Id != target)] });
        }

        foreach (var emoji in guild.Emojis.Values.Where(emoji => emoji.Roles.Contains(role.Id)).ToArray())
            turn.Put(emoji with { Roles = [.. emoji.Roles.Where(allowed => allowed != role.Id)] });
        if (guild.Documents.Find(Linked.LinkedRoleRecord.Kind, role.Id.Number) is not null) turn.Remove(Linked.LinkedRoleRecord.Kind, role.Id.Number);
        turn.Remove(role);
        turn.Log("GUILD_ROLE_DELETE", LogFacts.Role(role.Id));
        turn.Tell(DispatchCatalogue.GuildRoleDelete, new RoleDeletedPayload(turn.GuildId, role.Id), RoleJson.Default.RoleDeletedPayload);
    }
}
