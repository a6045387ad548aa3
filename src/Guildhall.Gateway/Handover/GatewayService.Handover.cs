using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Handover;
using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway;

/// <summary>How sessions outlast a planned restart: written down by the run that ends, taken up by the one that begins.</summary>
public sealed partial class GatewayService
{
    /// <summary>
    /// Writes the sessions down for the next run. After <see cref="Drain"/>, when no request is under way any more. What goes
    /// wrong is logged, and then clients identify again: nothing half-true is left behind.
    /// </summary>
    /// <returns>The sessions that were written.</returns>
    public async Task<int> HandOver(CancellationToken cancel)
    {
        if (!Options.KeepsSessions || Options.HandoverFolder is not { } folder || _started == 0) return 0;
        var file = new HandoverFile(folder);
        try
        {
            // From here on no session ends; those that have ended are told first, since their guilds tell others.
            if (_ticker is not null) await _ticker.DisposeAsync();
            _farewells.Complete();
            await _farewellsTold.WaitAsync(cancel);
            var records = await Backend.HandOver(cancel);
            for (var attempt = 1; ; attempt++)
            {
                var before = await Told(cancel);
                var sessions = await Pictures(cancel);
                var written = file.Write(new HandoverContent
                {
                    At = Time.GetUtcNow(),
                    Node = _node.Value,
                    IdKey = _ids.Key,
                    LastNumber = Volatile.Read(ref _lastNumber),
                    Sessions = sessions,
                    Records = records,
                });
                var isCurrent = await Told(cancel) == before;
                if (!isCurrent && attempt < HandoverLimits.Attempts) continue;
                if (!isCurrent) throw new InvalidOperationException("Events went on coming while sessions were written down.");
                file.Publish();
                Log.HandedOver(written, sessions.Count - written);
                return written;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or OperationCanceledException or InvalidOperationException)
        {
            file.TryDiscard();
            Log.HandOverFailed(fault);
            return 0;
        }
    }

    /// <summary>Takes up the sessions of the run before, if it has left any. Before <see cref="Start"/>, and before any actor wakes.</summary>
    /// <returns>The sessions that can be resumed.</returns>
    public int TakeOver()
    {
        if (Options.HandoverFolder is not { } folder || _started != 0) return 0;
        try
        {
            var file = new HandoverFile(folder);
            if (!Options.KeepsSessions) file.Discard();
            if (file.Take() is not { } content) return 0;
            var age = Time.GetUtcNow() - content.At;
            if (age < TimeSpan.Zero || age > HandoverLimits.Age || content.Node != _node.Value)
            {
                Log.HandoverNotUsed(content.Sessions.Count, age.TotalSeconds);
                return 0;
            }

            return Adopt(content);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            Log.TakeOverFailed(fault);
            return 0;
        }
    }

    private int Adopt(HandoverContent content)
    {
        // With fewer shards than before, the sessions of the missing ones have no home.
        var kept = content.Sessions.Where(session => ShardOf(session.Address) is not null).ToList();
        var addresses = kept.Select(session => session.Address).ToHashSet();
        _ids.Key = content.IdKey;
        _lastNumber = Math.Max(_lastNumber, content.LastNumber);
        foreach (var (session, user) in Backend.TakeOver(content.Records, addresses.Contains)) _farewells.Say(session, user);
        foreach (var shard in _shards)
        {
            var own = kept.Where(session => session.Address.Shard == shard.Index).ToList();
            shard.Post(new ShardItem(ShardItemKind.Adopt, own));
        }

        Log.TookOver(kept.Count, content.Sessions.Count - kept.Count);
        return kept.Count;
    }

    private async Task<List<HandedSession>> Pictures(CancellationToken cancel)
    {
        List<HandedSession> sessions = [];
        foreach (var shard in _shards)
        {
            var answer = new TaskCompletionSource<IReadOnlyList<HandedSession>>(TaskCreationOptions.RunContinuationsAsynchronously);
            shard.Post(new ShardItem(ShardItemKind.HandOver, answer));
            sessions.AddRange(await answer.Task.WaitAsync(cancel));
        }

        return sessions;
    }

    private async Task<ulong> Told(CancellationToken cancel)
    {
        var told = 0UL;
        foreach (var shard in _shards)
        {
            var answer = new TaskCompletionSource<ulong>(TaskCreationOptions.RunContinuationsAsynchronously);
            shard.Post(new ShardItem(ShardItemKind.CountTold, answer));
            told += await answer.Task.WaitAsync(cancel);
        }

        return told;
    }
}
