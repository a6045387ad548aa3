using Guildhall.Cluster.Actors;
using Guildhall.Cluster.Placement;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Guild;

/// <summary>Finds the guild that a request is about and asks its actor, wherever that lives.</summary>
public sealed class GuildRouter(ActorHost<GuildId> guilds, LocalPlacement placement, IGuildStore store, ChannelDirectory channels)
{
    /// <summary>Which guild a channel is in, as far as it is known.</summary>
    public ChannelDirectory Channels => channels;

    public ValueTask<Result<TReply>> Ask<TReply>(GuildId guild, IGuildCommand<TReply> command, CancellationToken cancel) =>
        placement.IsMine(guild.Number)
            ? guilds.Ask(guild, command, cancel)
            : ValueTask.FromResult(new Result<TReply>(new Failure.Overloaded()));

    /// <summary>Asks the guild that the channel is in; Unknown Channel when there is none.</summary>
    public async ValueTask<Result<TReply>> Ask<TReply>(ChannelId channel, IGuildCommand<TReply> command, CancellationToken cancel)
    {
        if (await channels.GuildOf(channel, store, cancel) is not { } guild) return new Failure.UnknownChannel();
        if (!IsPrivate(channel, guild)) return await Ask(guild, command, cancel);
        if (command is not IAlsoInPrivate) return new Failure.CannotExecuteOnDm();
        var answer = await Ask(guild, command, cancel);
        return answer.Failure is Failure.UnknownGuild ? new Failure.UnknownChannel() : answer; // a group that has ended
    }

    /// <summary>The guild of a channel; a private channel is a guild of its own number. Null when there is no such channel.</summary>
    public ValueTask<GuildId?> HomeOf(ChannelId channel, CancellationToken cancel) => channels.GuildOf(channel, store, cancel);

    /// <summary>True when the channel is a direct message or a group.</summary>
    public async ValueTask<bool> IsPrivate(ChannelId channel, CancellationToken cancel) =>
        await channels.GuildOf(channel, store, cancel) is { } guild && IsPrivate(channel, guild);

    /// <summary>Asks the guild that a feature's record belongs to; <paramref name="unknown"/> when there is no such record.</summary>
    public async ValueTask<Result<TReply>> Ask<TReply, T>(
        Documents.GuildDocumentKind<T> kind, ulong id, IGuildCommand<TReply> command, Failure unknown, CancellationToken cancel)
        where T : class =>
        await store.GuildOfDocument(kind.Name, id, cancel) is { } guild ? await Ask(guild, command, cancel) : unknown;

    // A private channel is a guild with its own number; a guild's channels never have the guild's.
    private static bool IsPrivate(ChannelId channel, GuildId guild) => guild.Number == channel.Number;

    /// <summary>What another actor's turn tells a guild: never refused, and not kept waiting for long.</summary>
    public ValueTask Deliver(GuildId guild, IGuildCommand command) => placement.IsMine(guild.Number) ? guilds.Deliver(guild, command) : ValueTask.CompletedTask;

    public ValueTask Tell(GuildId guild, IGuildCommand command, CancellationToken cancel) =>
        placement.IsMine(guild.Number) ? guilds.Tell(guild, command, cancel) : ValueTask.CompletedTask;
}
