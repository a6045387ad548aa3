using Guildhall.Community.Applications.Commands;

namespace Guildhall.Community.Interactions.Commands;

/// <summary>
/// The rules of a guild for the commands of an application, in order. Administrators may call anything. The channel must be allowed: by
/// the command's rule for it, else the command's for all channels, else the application's in the same order. A rule of the command for
/// the member itself decides, else those for its roles, of which one that allows is enough; both lift the command's own default.
/// Otherwise the command's rule for everyone, or when it has none the application's rules for the member, its roles and everyone, may
/// say no, and what the command asks for by default must be held.
/// </summary>
public static class CommandRules
{
    /// <summary>A member in a channel (a thread's parent), with what it holds there.</summary>
    public readonly record struct Who(GuildId Guild, UserId User, IReadOnlyList<RoleId> Roles, ChannelId Channel, Permissions Held);

    /// <summary>True when the member may call the command there.</summary>
    /// <param name="who">The member.</param>
    /// <param name="byDefault">What the command asks for unless a rule says otherwise: null for nothing, none of all for administrators alone.</param>
    /// <param name="own">The rules of the command.</param>
    /// <param name="wide">The rules of all commands of the application.</param>
    public static bool Allow(
        in Who who, Permissions? byDefault, IReadOnlyList<CommandPermissionPayload> own, IReadOnlyList<CommandPermissionPayload> wide)
    {
        if ((who.Held & Permissions.Administrator) != 0) return true;
        if ((OfChannel(who, own) ?? OfChannel(who, wide)) == false) return false;
        if (OfMember(who, own) is { } decided) return decided;
        if ((OfEveryone(who, own) ?? OfMember(who, wide) ?? OfEveryone(who, wide)) == false) return false;
        return byDefault switch
        {
            null => true,
            Permissions.None => false,
            { } needed => (who.Held & needed) == needed,
        };
    }

    private static bool? OfChannel(in Who who, IReadOnlyList<CommandPermissionPayload> rules)
    {
        bool? ofAll = null;
        foreach (var rule in rules)
        {
            if (rule.Type != CommandPermissionPayload.Channel) continue;
            if (rule.Id.Number == who.Channel.Number) return rule.Permission;
            if (rule.Id.Number == who.Guild.Number - 1) ofAll = rule.Permission;
        }

        return ofAll;
    }

    private static bool? OfMember(in Who who, IReadOnlyList<CommandPermissionPayload> rules)
    {
        bool? ofRoles = null;
        foreach (var rule in rules)
        {
            if (rule.Type == CommandPermissionPayload.User && rule.Id.Number == who.User.Number) return rule.Permission;
            if (rule.Type == CommandPermissionPayload.Role && rule.Id.Number != who.Guild.Number && who.Roles.Contains(new RoleId(rule.Id.Value)))
                ofRoles = ofRoles == true || rule.Permission;
        }

        return ofRoles;
    }

    private static bool? OfEveryone(in Who who, IReadOnlyList<CommandPermissionPayload> rules)
    {
        foreach (var rule in rules)
        {
            if (rule.Type == CommandPermissionPayload.Role && rule.Id.Number == who.Guild.Number) return rule.Permission;
        }

        return null;
    }
}
