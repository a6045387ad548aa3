namespace Guildhall.Community.Guild;

/// <summary>
/// A command about one channel or thread. An archived thread is not in memory with its guild: the actor loads it before the command
/// runs, so that entering it is like entering any channel.
/// </summary>
public interface IChannelCommand : IGuildCommand
{
    /// <summary>Which one; default when the command turns out to be about none.</summary>
    ChannelId Channel { get; }
}
