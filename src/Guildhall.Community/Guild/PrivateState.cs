using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Guild;

/// <summary>What a private channel is beside its messages: the channel's own row, and who is in it. Changed only by PrivateHouse.</summary>
public sealed class PrivateState(PrivateChannelView stored)
{
    public PrivateChannelRow Channel { get; internal set; } = stored.Channel;

    public Dictionary<UserId, RecipientRow> Recipients { get; } = stored.Recipients.ToDictionary(recipient => recipient.User);

    public bool IsGroup => Channel.Type == ChannelType.GroupDm;

    /// <summary>The other one of a direct message.</summary>
    public UserId? OtherThan(UserId user) => Channel.Pair is not { } pair ? null : pair.Low == user ? pair.High : pair.Low;
}
