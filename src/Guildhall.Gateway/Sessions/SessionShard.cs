using System.Collections.Concurrent;
using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Compression;
using Guildhall.Gateway.Connections.Loops;
using Guildhall.Gateway.Fanout;
using Guildhall.Gateway.Handover;
using Microsoft.Extensions.Logging;

namespace Guildhall.Gateway.Sessions;

/// <summary>
/// A loop on a thread of its own that owns a part of the node's sessions: their rows, audiences, replay rings and the writing
/// side of their sockets. Everything reaches it as an item of its mailbox, so it has neither locks nor awaits.
/// A turn handles what waits, then flushes some of the sessions that have something to send; the busier it is, the more
/// events leave in one write.
/// </summary>
internal sealed partial class SessionShard(int index, GatewayOptions options, TimeProvider time, Farewells farewells, PrivateStreams streams, ILogger log)
{
    // Rows of a circle that are fetched before they are looked at.
    private const int RowsAhead = 16;
    private readonly ShardMailbox _mailbox = new();
    private readonly Dictionary<ulong, SessionRow> _rows = [];
    private readonly AudienceTable _audiences = new();
    private readonly FlushQueue _urgent = new();
    private readonly FlushQueue _dirty = new();
    private readonly List<SessionRow> _lost = [];
    private readonly List<SessionRow> _due = [];
    private readonly SessionWheel _wheel = new();
    private readonly EventShelf _shelf = new();
    private readonly long _startedAt = time.GetTimestamp();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<ShardItem> _batch = [];
    private int _nextInBatch;
    private long _turnDeliveries;
    private int _tickWaits;
    private bool _isStopping;

    public int Index => index;

    public ShardCounters Counters { get; } = new();

    /// <summary>Items in the mailbox.</summary>
    public int Waiting => _mailbox.Count;

    /// <summary>Completes when the loop has ended.</summary>
    public Task Ended => _ended.Task;

    public void Start() => new Thread(Run) { IsBackground = true, Name = $"session shard {index}" }.Start();

    /// <summary>Posts what a connection or a timer says.</summary>
    public void Post(in ShardItem item) => _mailbox.Post(item);

    /// <summary>Posts what the relay carries; waits while the shard is full.</summary>
    public ValueTask PostBounded(in ShardItem item, long bytes, CancellationToken cancel) => _mailbox.PostBounded(item, bytes, cancel);

    /// <summary>Posts a tick unless one waits already.</summary>
    public void Tick()
    {
        if (Interlocked.Exchange(ref _tickWaits, 1) == 0) Post(new ShardItem(ShardItemKind.Tick));
    }

    /// <summary>The loop of its sockets, where they are the shard's own; set before the start.</summary>
    public SocketLoop? Loop { get; private set; }

    /// <summary>Milliseconds of the shard's clock.</summary>
    public long NowMs => (long)time.GetElapsedTime(_startedAt).TotalMilliseconds;

    /// <summary>Gives the shard sockets of its own.</summary>
    public void Own(SocketLoop loop)
    {
        Loop = loop;
        _mailbox.WakeReader = loop.Wake;
    }

    /// <summary>Handles what a socket of the shard's own loop says, on that loop.</summary>
    public void HandleNow(in ShardItem item) => Guarded(item);

    /// <summary>Reports a bug in the handling of a socket.</summary>
    public void ReportLoopFault(Exception fault) => Report(fault, ShardItemKind.Loop);

    private void Run()
    {
        Loop?.Begin();
        while (!_isStopping)
        {
            if (_nextInBatch >= _batch.Count) TakeBatch();
            else Loop?.Poll(mayWait: false);
            _turnDeliveries = 0;
            while (_nextInBatch < _batch.Count && _turnDeliveries < GatewayLimits.DeliveriesPerTurn) Guarded(_batch[_nextInBatch++]);
            FlushSome();
        }

        Loop?.CloseAll();
        while (_nextInBatch < _batch.Count) (_batch[_nextInBatch++].Subject as LoopItem)?.Cancel();
        foreach (var item in _mailbox.Take([], mayWait: false)) (item.Subject as LoopItem)?.Cancel();
        foreach (var row in _rows.Values) row.Ring.Clear(_shelf);
        _ended.SetResult();
    }

    private void TakeBatch()
    {
        var isIdle = _urgent.Count == 0 && _dirty.Count == 0;
        Loop?.Poll(mayWait: isIdle && _mailbox.TrySleep());
        isIdle &= Loop is null;
        _batch.Clear();
        _nextInBatch = 0;
        _batch = _mailbox.Take(_batch, mayWait: isIdle);
    }

    // One broken item must not end the loop that thousands of sessions live on.
    private void Guarded(in ShardItem item)
    {
        try
        {
            Handle(item);
        }
        catch (Exception fault)
        {
            Report(fault, item.Kind);
            if (item.Subject is FindRequest find) find.Answer.TrySetResult(null);
            if (item.Subject is ResumeRequest resume) resume.Answer.TrySetResult(ResumeOutcome.Unknown);
            if (item.Subject is LoopItem loop) loop.Cancel();
            if (item.Detail is AcceptedSession accepted) accepted.Answer.TrySetResult(false);
        }
    }

    private void Report(Exception fault, ShardItemKind kind)
    {
        Counters.Faults++;

        // Not on the loop: to write a stack trace the runtime opens files, which a loop's own descriptor table must not have.
        ThreadPool.UnsafeQueueUserWorkItem(state => log.ShardFault(state.Fault, index, state.Kind), (Fault: fault, Kind: kind), preferLocal: false);
    }

    private void Handle(in ShardItem item)
    {
        switch (item.Kind)
        {
            case ShardItemKind.Publish: Publish((SharedEvent)item.Subject!, item.First, new UserId(item.Second)); break;
            case ShardItemKind.Send: Send(item); break;
            case ShardItemKind.Subscribe: Subscribe(item); break;
            case ShardItemKind.Unsubscribe: Unsubscribe(item); break;
            case ShardItemKind.CloseSessions: CloseSessions((IReadOnlyList<SessionRef>)item.Subject!, (int)item.First); break;
            case ShardItemKind.Gather: Gather((TaskCompletionSource<IReadOnlyList<ConnectedSession>>)item.Subject!, item.First); break;
            case ShardItemKind.Reserve: Reserve((SessionRow)item.Subject!); break;
            case ShardItemKind.Accept: Accept((SessionRow)item.Subject!, (AcceptedSession)item.Detail!); break;
            case ShardItemKind.Abandon: Abandon((SessionRow)item.Subject!); break;
            case ShardItemKind.Find: Find((FindRequest)item.Subject!); break;
            case ShardItemKind.Resume: Resume((ResumeRequest)item.Subject!); break;
            case ShardItemKind.Heartbeat: Heartbeat(item); break;
            case ShardItemKind.Ping: Ping(item); break;
            case ShardItemKind.Flushed: Flushed(item); break;
            case ShardItemKind.Release: Release((SessionRow)item.Subject!, (SocketRelease)item.Detail!); break;
            case ShardItemKind.Tick: OnTick(); break;
            case ShardItemKind.Reconnect: ForEachSocket(row => Owe(row, Owed.Reconnect)); break;
            case ShardItemKind.CloseSockets: ForEachSocket(row => Cut(row, (int)GatewayCloseCode.UnknownError)); break;
            case ShardItemKind.Adopt: Adopt((IReadOnlyList<HandedSession>)item.Subject!); break;
            case ShardItemKind.HandOver: HandOver((TaskCompletionSource<IReadOnlyList<HandedSession>>)item.Subject!); break;
            case ShardItemKind.CountTold: CountTold((TaskCompletionSource<ulong>)item.Subject!); break;
            case ShardItemKind.Loop: ((LoopItem)item.Subject!).Run(Loop!); break;
            case ShardItemKind.Probe: ((Action)item.Subject!)(); break;
            case ShardItemKind.Stop: _isStopping = true; break;
            default: throw new System.Diagnostics.UnreachableException(item.Kind.ToString());
        }

        EndLost();
    }

    private void Publish(SharedEvent dispatch, ulong audience, UserId except)
    {
        if (_audiences.Find(audience) is not { } members) return;
        var isUrgent = members.HasAtMost(GatewayLimits.SmallAudience);
        foreach (var circle in members.Circles)
        {
            var rows = circle.Rows;
            for (var i = 0; i < rows.Length; i++)
            {
                if (i + RowsAhead < rows.Length) Cache.Fetch(rows[i + RowsAhead], SessionRow.Bytes);
                var row = rows[i];
                if (except == default || row.User != except) Deliver(row, dispatch, isUrgent);
            }
        }

        Numbered(dispatch, members);
    }

    private void Send(in ShardItem item)
    {
        var dispatch = (SharedEvent)item.Subject!;
        var sessions = (IReadOnlyList<SessionRef>)item.Detail!;
        var isUrgent = sessions.Count <= GatewayLimits.SmallAudience;
        for (var i = 0; i < sessions.Count; i++)
        {
            if (sessions[i].Shard != index || !_rows.TryGetValue(sessions[i].Value, out var row)) continue;
            if (row.IsReady) Deliver(row, dispatch, isUrgent);
            else KeepForReady(row, new ShardItem(ShardItemKind.Send, dispatch, new[] { row.Address }));
        }
    }

    private void Subscribe(in ShardItem item)
    {
        if (!_rows.TryGetValue(item.First, out var row)) return;
        if (!row.IsReady)
        {
            KeepForReady(row, item);
            return;
        }

        if (item.Detail is SharedEvent welcome) Deliver(row, welcome, isUrgent: true);
        if (!row.IsGone) _audiences.Join(row, (IReadOnlyList<AudienceId>)item.Subject!);
    }

    private void Unsubscribe(in ShardItem item)
    {
        if (!_rows.TryGetValue(item.First, out var row)) return;
        if (!row.IsReady)
        {
            KeepForReady(row, item);
            return;
        }

        _audiences.Leave(row, (IReadOnlyList<AudienceId>)item.Subject!);
    }

    private void Gather(TaskCompletionSource<IReadOnlyList<ConnectedSession>> answer, ulong audience)
    {
        List<ConnectedSession> found = [];
        foreach (var circle in _audiences.CirclesOf(audience))
        {
            foreach (var row in circle.Rows) found.Add(new ConnectedSession(row.Address, row.User, row.IsBot, row.Intents, row.LargeThreshold, row.Passive));
        }

        answer.SetResult(found);
    }

    private void Deliver(SessionRow row, SharedEvent dispatch, bool isUrgent)
    {
        _turnDeliveries++;
        if (dispatch.For(row) is not { } payload) return;
        if (dispatch.MayBeDropped && row.IsBehind) Counters.Dropped++;
        else Append(row, payload, isUrgent);
    }

    /// <summary>Gives an event its number in a session, and keeps the session within its bounds.</summary>
    private void Append(SessionRow row, SharedPayload payload, bool isUrgent)
    {
        if (row.Socket is null)
        {
            MakeRoomDetached(row, payload.Length);
            row.Ring.Append(payload, _shelf);
            if (row.Ring.First > row.Sent + 1 && !row.IsGone) _lost.Add(row);
            return;
        }

        // Room is made first, so that a full ring does not grow for the one event too many.
        while ((row.Ring.Count >= GatewayLimits.ReplayEvents || row.Ring.Bytes >= GatewayLimits.ReplayBytes) && row.Ring.First <= row.Sent)
            row.Ring.DropOldest(_shelf);
        row.Ring.Append(payload, _shelf);
        var isStuck = row.Unsent > GatewayLimits.UnsentEvents && row.Socket.IsBlocked;
        if (isStuck || row.Ring.Count > GatewayLimits.RingEvents || row.Ring.Bytes > GatewayLimits.RingBytes) CutSlowReader(row);
        else MarkDirty(row, isUrgent);
    }

    /// <summary>Forgets the oldest events of a session without a socket. It ends when its client has not got one of them.</summary>
    private void MakeRoomDetached(SessionRow row, int bytes)
    {
        var detached = (int)Math.Clamp(Counters.Sessions - Counters.Sockets, 1, int.MaxValue);
        var events = Math.Clamp(GatewayLimits.DetachedEvents / detached, GatewayLimits.ReplayEvents, GatewayLimits.RingEvents);
        while (row.Ring.Count > 0 && (row.Ring.Count >= events || row.Ring.Bytes + bytes > GatewayLimits.RingBytes)) row.Ring.DropOldest(_shelf);
    }

    private void CutSlowReader(SessionRow row)
    {
        Counters.CutSlowReaders++;
        row.Socket!.Abort();
        Detach(row);
    }

    private void EndLost()
    {
        if (_lost.Count == 0) return;
        foreach (var row in _lost) End(row);
        _lost.Clear();
    }
}
