using Guildhall.Community.Guild;

namespace Guildhall.Community.Messages;

/// <summary>Asked before files are taken in: a request that would be refused anyway costs no disk.</summary>
internal sealed record CheckUpload(ChannelId Channel, Caller Caller, Permissions Needed) : IGuildCommand<Nothing>, IAlsoInPrivate, IChannelCommand
{
    public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

    private Result<Nothing> Decide(GuildTurn turn)
    {
        var entry = turn.State.Enter(Channel, Caller, Needed, turn.Now);
        if (!entry.IsOk) return entry.Failure;
        if (!TextChannels.Includes(entry.Value!.Channel.Type) && !entry.Value.Channel.Type.IsForum()) return new Failure.CannotSendInNonText();
        return Nothing.Value;
    }
}
