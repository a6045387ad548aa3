using Guildhall.Gateway.Connections;

namespace Guildhall.Gateway.Sessions;

/// <summary>The writing half of a shard's turn.</summary>
internal sealed partial class SessionShard
{
    /// <summary>Queues a row for its flush, which passes a blocked one over: it is queued again when its socket has room.</summary>
    private void MarkDirty(SessionRow row, bool isUrgent)
    {
        if (row.Socket is null) return;
        if (isUrgent)
        {
            if (row.IsUrgent) return;
            row.IsUrgent = true;
            _urgent.Enqueue(row);
        }
        else if (!row.IsDirty && !row.IsUrgent)
        {
            row.IsDirty = true;
            _dirty.Enqueue(row);
        }
    }

    private void Owe(SessionRow row, Owed owed)
    {
        row.Owed |= owed;
        MarkDirty(row, isUrgent: true);
    }

    /// <summary>Flushes until the queues are empty or it is time to look into the mailbox.</summary>
    private void FlushSome()
    {
        var before = Counters.Bytes;
        for (var flushes = 0; flushes + ((Counters.Bytes - before) / GatewayLimits.FlushStepBytes) < GatewayLimits.FlushStepsPerLook; flushes++)
        {
            var row = _urgent.Dequeue();
            if (row is not null) row.IsUrgent = false;
            else if ((row = _dirty.Dequeue()) is not null) row.IsDirty = false;
            else return;
            TryFlush(row);
        }
    }

    private void TryFlush(SessionRow row)
    {
        try
        {
            Flush(row);
            if (ReferenceEquals(row, _watched)) Written();
        }
        catch (Exception fault)
        {
            // Nearly always the connection went away under the write. The session waits for a RESUME.
            if (fault is not (InvalidOperationException or IOException or OperationCanceledException)) Report(fault, ShardItemKind.Flushed);
            if (row.Socket is not { } socket) return;
            socket.Abort();
            Detach(row);
        }
    }

    private void Flush(SessionRow row)
    {
        if (row.Socket is not { IsBlocked: false } socket) return;
        var bytes = row.Owed == Owed.None ? 0 : WriteOwed(row, socket);
        var hasWritten = bytes > 0 || row.Sent != row.Ring.Last;
        while (row.Sent != row.Ring.Last && bytes < GatewayLimits.WriteBytes)
        {
            bytes += socket.WriteDispatch(row.Sent + 1, row.Ring.Get(row.Sent + 1, _shelf));
            row.Sent++;
            Counters.Deliveries++;
        }

        if (!hasWritten) return;
        Counters.Bytes += bytes;
        Counters.Flushes++;

        // Whoever has not read READY does not know the session's id, so it is of no use for a RESUME.
        if (row.Ring.First == 1 && row.Sent > 0) row.Ring.Trim(1, _shelf);
        if (socket.Flush() && row.Unsent > 0) MarkDirty(row, isUrgent: false);
    }

    private static int WriteOwed(SessionRow row, ISocketTransport socket)
    {
        var bytes = 0;
        var owed = row.Owed;
        row.Owed = Owed.None;
        if (owed.HasFlag(Owed.HeartbeatAck)) bytes += socket.WriteControl(ControlMessage.HeartbeatAck);
        if (owed.HasFlag(Owed.AskForHeartbeat)) bytes += socket.WriteControl(ControlMessage.AskForHeartbeat);
        if (owed.HasFlag(Owed.Pong)) bytes += 2 + socket.WritePong();
        if (owed.HasFlag(Owed.Reconnect)) bytes += socket.WriteControl(ControlMessage.Reconnect);
        return bytes;
    }

    private void Flushed(in ShardItem item)
    {
        var row = (SessionRow)item.Subject!;
        if (row.Socket != item.Detail) return;
        row.Socket!.Unblock();
        if (row.Socket is KestrelSocket { Leaving: { } release } leaver)
        {
            leaver.Leaving = null;
            Release(row, release);
            return;
        }

        if (row.Unsent > 0 || row.Owed != Owed.None) MarkDirty(row, isUrgent: false);
    }

    private void Heartbeat(in ShardItem item)
    {
        var row = (SessionRow)item.Subject!;
        if (row.Socket is null || row.Socket != item.Detail) return;
        row.LastSeenMs = NowMs;

        // What a client says it has received it will not ask for again.
        if (item.First > 0 && item.First - 1 <= row.Sent) row.Ring.Trim((uint)(item.First - 1), _shelf);
        Owe(row, Owed.HeartbeatAck);
    }

    private void Ping(in ShardItem item)
    {
        var row = (SessionRow)item.Subject!;
        if (row.Socket is not null && row.Socket == item.Detail) Owe(row, Owed.Pong);
    }
}
