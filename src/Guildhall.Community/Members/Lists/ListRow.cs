namespace Guildhall.Community.Members.Lists;

/// <summary>One row of a member list: a group's heading, by the role's id or one of the two below, or a member, by the user's id.</summary>
public readonly record struct ListRow(ulong Id, bool IsGroup)
{
    /// <summary>Those who are online and have no role that is shown apart. No role has this id.</summary>
    public const ulong Online = 0;

    /// <summary>Those who are not online. No role has this id.</summary>
    public const ulong Offline = 1;

    public static string NameOf(ulong group) => group switch
    {
        Online => "online",
        Offline => "offline",
        _ => new Snowflake(group).ToString(),
    };
}

/// <summary>A group with members, and how many.</summary>
public readonly record struct ListGroup(ulong Id, int Count);
