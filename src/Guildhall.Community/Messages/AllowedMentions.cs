namespace Guildhall.Community.Messages;

/// <summary>Whom an author lets a message notify; the content may say more than that.</summary>
public sealed record AllowedMentions
{
    /// <summary>What holds when a request says nothing: everything the content mentions, and the author of the message replied to.</summary>
    public static readonly AllowedMentions Everything = new() { ParseUsers = true, ParseRoles = true, ParseEveryone = true, RepliedUser = true };

    public bool ParseUsers { get; init; }

    public bool ParseRoles { get; init; }

    public bool ParseEveryone { get; init; }

    public IReadOnlyList<UserId> Users { get; init; } = [];

    public IReadOnlyList<RoleId> Roles { get; init; } = [];

    public bool RepliedUser { get; init; }

    public bool Allows(UserId user) => ParseUsers || Users.Contains(user);

    public bool Allows(RoleId role) => ParseRoles || Roles.Contains(role);
}
