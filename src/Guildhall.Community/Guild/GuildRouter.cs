using Guildhall.Cluster.Actors;
using Guildhall.Cluster.Placement;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Guild;

/// <summary>Finds the guild that a request is about and asks its actor, wherever that lives.</summary>
public sealed class GuildRouter(ActorHost<GuildId> guilds, LocalPlacement placement, IGuildStore store, ChannelDirectory channels)
{
    public ValueTask<Result<TReply>> Ask<TReply>(GuildId guild, IGuildCommand<TReply> command, CancellationToken cancel) =>
        placement.IsMine(guild.Number)
            ? guilds.Ask(guild, command, cancel)
            : ValueTask.FromResult(new Result<TReply>(new Failure.Overloaded()));

    /// <summary>Asks the guild that the channel is in; Unknown Channel when there is none.</summary>
    public async ValueTask<Result<TReply>> Ask<TReply>(ChannelId channel, IGuildCommand<TReply> command, CancellationToken cancel) =>
        await channels.GuildOf(channel, store, cancel) is { } guild
            ? await Ask(guild, command, cancel)
            : new Failure.UnknownChannel();

    public ValueTask Tell(GuildId guild, IGuildCommand command, CancellationToken cancel) =>
        placement.IsMine(guild.Number) ? guilds.Tell(guild, command, cancel) : ValueTask.CompletedTask;
}
