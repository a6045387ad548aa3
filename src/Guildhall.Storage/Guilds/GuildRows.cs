using Guildhall.Protocol;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Guilds;

/// <summary>A member as it is stored; the user is a row of its own.</summary>
public sealed record MemberRow
{
    public required UserId User { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }

    public string? Nick { get; init; }

    public string? Avatar { get; init; }

    public IReadOnlyList<RoleId> Roles { get; init; } = [];

    public DateTimeOffset? TimedOutUntil { get; init; }

    /// <summary>Joined by a temporary invite: leaves with the last session unless given a role.</summary>
    public bool Temporary { get; init; }

    public int Flags { get; init; }

    /// <summary>Muted in voice by a moderator.</summary>
    public bool Mute { get; init; }

    /// <summary>Deafened in voice by a moderator.</summary>
    public bool Deaf { get; init; }

    public string? Banner { get; init; }

    /// <summary>What the member says about itself in this guild; empty for what its account says.</summary>
    public string Bio { get; init; } = "";

    /// <summary>The last day (UTC) on which a session of the member came to the guild; null for never.</summary>
    public DateOnly? LastSeenOn { get; init; }

    /// <summary>Has not yet passed the guild's membership screening.</summary>
    public bool Pending { get; init; }

    /// <summary>Since when the member boosts the guild; null when it does not.</summary>
    public DateTimeOffset? PremiumSince { get; init; }

    /// <summary>The options chosen in the guild's onboarding; null before it was answered.</summary>
    public IReadOnlyList<PromptOptionId>? OnboardingAnswers { get; init; }

    /// <summary>The channels whose task for newcomers the member has done; null before the first.</summary>
    public IReadOnlyList<ChannelId>? DoneActions { get; init; }
}

/// <summary>A ban and why.</summary>
public sealed record BanRow(UserId User, string? Reason);

/// <summary>An invite. Seconds and counts as on the wire; 0 means without limit.</summary>
public sealed record InviteRow
{
    public required string Code { get; init; }

    public required ChannelId Channel { get; init; }

    /// <summary>Who made it; null for the widget's own.</summary>
    public UserId? Inviter { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int MaxAge { get; init; }

    public int MaxUses { get; init; }

    public int Uses { get; init; }

    public bool Temporary { get; init; }

    /// <summary>Roles that come with it.</summary>
    public IReadOnlyList<RoleId>? Roles { get; init; }

    /// <summary>What it leads to besides the channel: 1 somebody's stream; null for nothing.</summary>
    public int? TargetType { get; init; }

    public UserId? TargetUser { get; init; }

    /// <summary>The only ones who may use it; null for everybody.</summary>
    public IReadOnlyList<UserId>? TargetUsers { get; init; }

    /// <summary>When <see cref="TargetUsers"/> was last set.</summary>
    public DateTimeOffset? TargetUsersAt { get; init; }

    /// <summary>When it stops to work; null for never.</summary>
    public DateTimeOffset? ExpiresAt => MaxAge == 0 ? null : CreatedAt.AddSeconds(MaxAge);
}

/// <summary>An audit log entry. <paramref name="ChangesJson"/> and <paramref name="OptionsJson"/> are JSON as shown on the wire.</summary>
public sealed record AuditRow(
    AuditEntryId Id, int ActionType, UserId Actor, string? TargetId, string? Reason, string? ChangesJson, string? OptionsJson);

public sealed record PutGuild(GuildPayload Guild) : RowChange;

/// <summary>Deletes a guild with everything in it.</summary>
public sealed record DeleteGuild(GuildId Guild) : RowChange;

public sealed record PutChannel(GuildId Guild, ChannelPayload Channel) : RowChange;

public sealed record DeleteChannel(GuildId Guild, ChannelId Channel) : RowChange;

public sealed record PutRole(GuildId Guild, RolePayload Role) : RowChange;

public sealed record DeleteRole(GuildId Guild, RoleId Role) : RowChange;

public sealed record PutMember(GuildId Guild, MemberRow Member) : RowChange;

public sealed record DeleteMember(GuildId Guild, UserId User) : RowChange;

public sealed record PutBan(GuildId Guild, BanRow Ban) : RowChange;

public sealed record DeleteBan(GuildId Guild, UserId User) : RowChange;

public sealed record PutInvite(GuildId Guild, InviteRow Invite) : RowChange;

public sealed record DeleteInvite(GuildId Guild, string Code) : RowChange;

public sealed record PutEmoji(GuildId Guild, EmojiPayload Emoji) : RowChange;

public sealed record DeleteEmoji(GuildId Guild, EmojiId Emoji) : RowChange;

/// <summary>Entries older than <see cref="Limits.AuditKeptDays"/> days are dropped by the store.</summary>
public sealed record PutAudit(GuildId Guild, AuditRow Entry) : RowChange;
