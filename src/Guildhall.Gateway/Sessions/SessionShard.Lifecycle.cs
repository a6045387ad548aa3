using Guildhall.Cluster.Memory;
using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Connections;
using Guildhall.Gateway.Fanout;

namespace Guildhall.Gateway.Sessions;

/// <summary>How sessions begin, lose and find sockets, and end.</summary>
internal sealed partial class SessionShard
{
    private static readonly SharedPayload Resumed = new(DispatchCatalogue.Resumed.Name, "{\"_trace\":[]}"u8.ToArray(), isPrivate: false);

    private void Reserve(SessionRow row) => _rows.Put(row.Address.Value, row);

    private void Abandon(SessionRow row)
    {
        row.IsGone = true;
        row.BeforeReady = null;
        _rows.Remove(row.Address.Value);
    }

    private void KeepForReady(SessionRow row, in ShardItem item)
    {
        row.BeforeReady ??= [];
        if (row.BeforeReady.Count < GatewayLimits.BeforeReady) row.BeforeReady.Add(item);
        else Abandon(row);
    }

    private void Accept(SessionRow row, AcceptedSession accepted)
    {
        row.User = accepted.User;
        if (row.IsGone)
        {
            accepted.Socket.Bind(this, row);
            accepted.Socket.Close((int)GatewayCloseCode.UnknownError);
            farewells.Say(row.Address, row.User);
            accepted.Answer.SetResult(false);
            return;
        }

        row.IsBot = accepted.IsBot;
        row.Intents = accepted.Intents;
        row.LargeThreshold = (short)accepted.LargeThreshold;
        row.Passive = accepted.Passive;
        row.IsReady = true;
        Counters.Sessions++;
        Attach(row, accepted.Socket);
        _wheel.Insert(row, SessionWheel.TickMs * 2);
        Append(row, accepted.Ready, isUrgent: true);
        accepted.Answer.SetResult(true);
        var kept = row.BeforeReady;
        row.BeforeReady = null;
        if (kept is null) return;
        foreach (var item in kept) Handle(item);
    }

    private void Find(FindRequest request)
    {
        var row = FindNow(request.Address, request.Secret);
        request.Answer.SetResult(row is null ? null : new FoundSession(row, row.User));
    }

    /// <summary>The session that an id names; null when there is none. On the loop's own thread.</summary>
    public SessionRow? FindNow(SessionRef address, ulong secret) =>
        _rows.TryGetValue(address.Value, out var row) && row.IsReady && row.Secret == secret ? row : null;

    private void Resume(ResumeRequest request) => request.Answer.SetResult(ResumeNow(request.Row, request.Socket, request.Sequence));

    /// <summary>Gives a session whose client has shown its token a new socket. On the loop's own thread.</summary>
    public ResumeOutcome ResumeNow(SessionRow row, ISocketTransport socket, uint sequence)
    {
        if (row.IsGone || sequence + 1 < row.Ring.First) return ResumeOutcome.Unknown;
        if (sequence > row.Sent) return ResumeOutcome.SequenceAhead;

        // A client that resumes has given up its old connection, even if nobody has told us yet.
        if (row.Socket is not null) Cut(row, (int)GatewayCloseCode.UnknownError);
        Attach(row, socket);
        row.Ring.Trim(sequence, _shelf);
        row.Sent = sequence;
        Append(row, Resumed, isUrgent: true);
        Counters.Resumed++;
        return ResumeOutcome.Resumed;
    }

    private void Release(SessionRow row, SocketRelease release)
    {
        if (MustWait(row, release)) return;
        try
        {
            if (row.Socket != release.Socket) return;
            if (release.Code != 0) release.Socket.Close(release.Code);
            if (row.Socket == release.Socket) Detach(row);
            if (release.EndsSession) End(row);
        }
        finally
        {
            release.Answer.TrySetResult();
        }
    }

    // What was written before the farewell may still be on its way through Kestrel, though the client has read it all and answered.
    private bool MustWait(SessionRow row, SocketRelease release)
    {
        if (row.Socket != release.Socket || release.Code == 0) return false;
        TryFlush(row);
        if (!release.MayWait || row.Socket != release.Socket || release.Socket is not KestrelSocket { IsBlocked: true } socket) return false;
        socket.Leaving = release;
        return true;
    }

    private void Attach(SessionRow row, ISocketTransport socket)
    {
        socket.Bind(this, row);
        row.Socket = socket;
        row.Owed = Owed.None;
        row.LastSeenMs = NowMs;
        if (row.IsMobile) socket.ReviewCompression(streams, isMobile: true);
        Counters.Sockets++;
    }

    private void Detach(SessionRow row)
    {
        row.Socket!.ReviewCompression(null, isMobile: false);
        row.Socket = null;
        row.Owed = Owed.None;
        row.LastSeenMs = NowMs;
        Counters.Sockets--;
    }

    /// <summary>Closes the socket and keeps the session.</summary>
    private void Cut(SessionRow row, int code)
    {
        row.Socket!.Close(code);
        Detach(row);
    }

    /// <summary>Forgets a session.</summary>
    private void End(SessionRow row)
    {
        if (row.IsGone) return;
        row.IsGone = true;
        if (row.Socket is not null) Detach(row);
        _audiences.LeaveAll(row);
        row.Ring.Clear(_shelf);
        row.Ring = default;
        row.Sent = 0;
        _rows.Remove(row.Address.Value);
        Counters.Sessions--;
        farewells.Say(row.Address, row.User);
    }

    private void CloseSessions(IReadOnlyList<SessionRef> sessions, int code)
    {
        for (var i = 0; i < sessions.Count; i++)
        {
            if (sessions[i].Shard != index || !_rows.TryGetValue(sessions[i].Value, out var row)) continue;
            if (!row.IsReady)
            {
                Abandon(row);
                continue;
            }

            if (row.Socket is not null)
            {
                TryFlush(row);
                if (row.Socket is not null) Cut(row, code);
            }

            End(row);
        }
    }

    private void ForEachSocket(Action<SessionRow> act)
    {
        foreach (var row in _rows.Values)
        {
            if (row.Socket is not null) act(row);
        }
    }

    private void OnTick()
    {
        Volatile.Write(ref _tickWaits, 0);
        var now = NowMs;
        _due.Clear();
        _wheel.TakeDue(now, _due);
        foreach (var row in _due) Visit(row, now);
        Loop?.OnTick();
        _due.Clear();
    }

    /// <summary>Looks after one session: is its client alive, is its time for a RESUME over, does it hold bytes it need not hold.</summary>
    private void Visit(SessionRow row, long now)
    {
        if (row.IsGone) return;
        var allowed = (long)(row.Socket is null ? options.ResumeWindow : options.HeartbeatInterval * 1.5).TotalMilliseconds;
        var left = row.LastSeenMs + allowed - now;
        if (left <= 0 && row.Socket is null)
        {
            End(row);
            return;
        }

        if (left <= 0)
        {
            Counters.CutZombies++;
            Cut(row, (int)GatewayCloseCode.UnknownError);
            left = (long)options.ResumeWindow.TotalMilliseconds;
        }
        else if (row.Socket is not null && row.Ring.PrivateBytes > GatewayLimits.UnacknowledgedBytes)
        {
            // Asking before everything has been sent would confirm too little, so that is put off for a moment.
            if (row.Unsent == 0) Owe(row, Owed.AskForHeartbeat);
            else left = SessionWheel.TickMs;
        }

        row.Socket?.ReviewCompression(streams, row.IsMobile);
        _wheel.Insert(row, left);
    }
}
