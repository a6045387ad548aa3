namespace Guildhall.Community.Interactions;

/// <summary>What the values of an interaction name: looked up by the guild's actor into <see cref="ResolvedPayload"/>.</summary>
public sealed record NamedIds
{
    public static readonly NamedIds None = new();

    public IReadOnlyList<UserId> Users { get; init; } = [];

    public IReadOnlyList<RoleId> Roles { get; init; } = [];

    public IReadOnlyList<ChannelId> Channels { get; init; } = [];

    public IReadOnlyList<MessageId> Messages { get; init; } = [];

    /// <summary>Files that came with the interaction, stored already.</summary>
    public IReadOnlyList<AttachmentPayload> Attachments { get; init; } = [];

    public bool IsEmpty => Users.Count + Roles.Count + Channels.Count + Messages.Count + Attachments.Count == 0;
}
