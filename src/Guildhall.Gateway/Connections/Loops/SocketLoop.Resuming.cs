using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>The short way of a RESUME: when a whole city is back at once, what is known here is decided here.</summary>
internal sealed unsafe partial class SocketLoop
{
    /// <summary>
    /// Resumes a session of this very shard whose token needs no look into a store: no other thread is asked. False for everything
    /// else, refusals included, which then take the long way (<see cref="Introduction"/>).
    /// </summary>
    private bool TryResumeHere(LoopSocket socket, in ClientPayload payload)
    {
        if (payload.Op != (int)GatewayOpcode.Resume || !IdentifyParser.TryReadResume(payload.Data, out var token, out var id, out var sequence)) return false;
        if (sequence is < 0 or > uint.MaxValue || !_gateway.Ids.TryRead(id, out var address, out var secret)) return false;
        if (_gateway.ShardOf(address) != Shard || Shard.FindNow(address, secret) is not { } row) return false;
        if (row.TokenHash != GatewayService.HashOf(token) || !_gateway.Backend.IsTokenStillValid(token, row.User, row.TokenAsOf)) return false;
        if (Shard.ResumeNow(row, socket, (uint)sequence) != ResumeOutcome.Resumed) return false;
        _gateway.Identifies.ResumedQuickly();
        Bound(socket);
        return true;
    }

    private void Bound(LoopSocket socket)
    {
        socket.Phase = SocketPhase.Bound;
        socket.Side!.Upgrade = null;
        socket.DropSide();
        if (socket.Row is null) OnLost(socket);
    }
}
