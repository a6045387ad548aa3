using Guildhall.Protocol;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Guilds;

/// <summary>A direct message or a group, without its recipients.</summary>
public sealed record PrivateChannelRow
{
    public required ChannelId Id { get; init; }

    public required ChannelType Type { get; init; }

    /// <summary>Of a group; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>The hash of a group's picture.</summary>
    public string? Icon { get; init; }

    /// <summary>Who may take others out of a group; null for direct messages.</summary>
    public UserId? Owner { get; init; }

    public DateTimeOffset? LastPinTimestamp { get; init; }

    /// <summary>The two of a direct message; null for groups.</summary>
    public UserPair? Pair { get; init; }
}

/// <summary>Two users, the one with the smaller id first.</summary>
public sealed record UserPair(UserId Low, UserId High)
{
    public static UserPair Of(UserId one, UserId other) =>
        one.Number <= other.Number ? new UserPair(one, other) : new UserPair(other, one);
}

/// <summary>Somebody in a private channel.</summary>
/// <param name="User">Who.</param>
/// <param name="JoinedAt">Since when.</param>
/// <param name="IsOpen">True while the channel is in the user's list.</param>
/// <param name="Nick">What a group calls the user; null for its own name.</param>
public sealed record RecipientRow(UserId User, DateTimeOffset JoinedAt, bool IsOpen, string? Nick = null);

/// <summary>A private channel as its recipients' lists need it.</summary>
public sealed record PrivateChannelView(PrivateChannelRow Channel, IReadOnlyList<RecipientRow> Recipients, MessageId? LastMessage);

/// <summary>Adds or replaces a private channel. A second one for the same pair is a <see cref="UniqueViolationException"/>.</summary>
public sealed record PutPrivateChannel(PrivateChannelRow Channel) : RowChange;

/// <summary>Deletes a private channel with everything in it.</summary>
public sealed record DeletePrivateChannel(ChannelId Channel) : RowChange;

public sealed record PutRecipient(ChannelId Channel, RecipientRow Recipient) : RowChange;

public sealed record DeleteRecipient(ChannelId Channel, UserId User) : RowChange;
