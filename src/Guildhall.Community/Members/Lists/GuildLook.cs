namespace Guildhall.Community.Members.Lists;

/// <summary>What one session looks at in a guild, as it said by op 14 or 37. A session that never said anything looks at nothing.</summary>
public sealed record GuildLook
{
    public static readonly GuildLook Nothing = new();

    /// <summary>Wants to know who is typing, in every channel it sees.</summary>
    public bool Typing { get; init; }

    /// <summary>Wants to know of threads.</summary>
    public bool Threads { get; init; }

    /// <summary>Wants what those it looks at are doing.</summary>
    public bool Activities { get; init; }

    /// <summary>Wants every change of a member.</summary>
    public bool MemberUpdates { get; init; }

    /// <summary>The users whose presence and membership it wants, wherever they stand in a list.</summary>
    public IReadOnlyList<UserId> Members { get; init; } = [];

    /// <summary>The member lists it shows.</summary>
    public IReadOnlyList<ChannelRanges> Channels { get; init; } = [];

    /// <summary>The threads whose members it shows.</summary>
    public IReadOnlyList<ChannelId> ThreadMemberLists { get; init; } = [];

    /// <summary>True while the session has the guild open in any way; false again when it has taken everything back.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOpen => Typing || Threads || Activities || MemberUpdates || Members.Count > 0 || Channels.Count > 0 || ThreadMemberLists.Count > 0;
}

/// <summary>What a session says anew; what it leaves out (null) stays as it was.</summary>
public sealed record GuildLookChange
{
    public bool? Typing { get; init; }

    public bool? Threads { get; init; }

    public bool? Activities { get; init; }

    public bool? MemberUpdates { get; init; }

    public IReadOnlyList<UserId>? Members { get; init; }

    public IReadOnlyList<ChannelRanges>? Channels { get; init; }

    public IReadOnlyList<ChannelId>? ThreadMemberLists { get; init; }

    /// <summary>The look after this was said.</summary>
    public GuildLook ApplyTo(GuildLook before) => new()
    {
        Typing = Typing ?? before.Typing,
        Threads = Threads ?? before.Threads,
        Activities = Activities ?? before.Activities,
        MemberUpdates = MemberUpdates ?? before.MemberUpdates,
        Members = Members ?? before.Members,
        Channels = Channels ?? before.Channels,
        ThreadMemberLists = ThreadMemberLists ?? before.ThreadMemberLists,
    };
}
