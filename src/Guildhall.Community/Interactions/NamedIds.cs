namespace Guildhall.Community.Interactions;

/// <summary>What the values of an interaction name: looked up by the guild's actor into <see cref="ResolvedPayload"/>.</summary>
public sealed record NamedIds
{
    public static readonly NamedIds None = new();

    public IReadOnlyList<UserId> Users { get; init; } = [];

    public IReadOnlyList<RoleId> Roles { get; init; } = [];

    /// <summary>Users or roles: which they are the guild knows.</summary>
    public IReadOnlyList<Snowflake> Mentionables { get; init; } = [];

    public IReadOnlyList<ChannelId> Channels { get; init; } = [];

    /// <summary>Which types each of some channels must be of; those that are not in here may be of any.</summary>
    public IReadOnlyList<ChannelDemand> ChannelDemands { get; init; } = [];

    public IReadOnlyList<MessageId> Messages { get; init; } = [];

    /// <summary>Files that came with the interaction, stored already.</summary>
    public IReadOnlyList<AttachmentPayload> Attachments { get; init; } = [];

    public bool IsEmpty => Users.Count + Roles.Count + Mentionables.Count + Channels.Count + Messages.Count + Attachments.Count == 0;
}

/// <summary>A channel that was chosen where only some types may be.</summary>
public sealed record ChannelDemand(ChannelId Channel, IReadOnlyList<ChannelType> Types);
