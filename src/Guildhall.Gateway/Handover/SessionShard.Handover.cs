using Guildhall.Gateway.Fanout;
using Guildhall.Gateway.Handover;

namespace Guildhall.Gateway.Sessions;

/// <summary>A shard's part of a planned restart: its sessions as plain values, and sessions from such values.</summary>
internal sealed partial class SessionShard
{
    /// <summary>Pictures of all sessions that a client may resume. They keep what they have.</summary>
    private void HandOver(TaskCompletionSource<IReadOnlyList<HandedSession>> answer)
    {
        List<HandedSession> sessions = [];
        foreach (var row in _rows.Values)
        {
            // Whoever has not been sent READY does not know that it has a session.
            if (row is { IsReady: true, IsGone: false, Sent: > 0 }) sessions.Add(Picture(row));
        }

        answer.SetResult(sessions);
    }

    private HandedSession Picture(SessionRow row)
    {
        var kept = new SharedPayload[row.Ring.Count];
        for (var i = 0; i < kept.Length; i++) kept[i] = row.Ring.Get(row.Ring.First + (uint)i, _shelf);
        return new HandedSession(row.Address, row.Secret, row.TokenHash, row.User, row.Intents, row.LargeThreshold, row.IsBot)
        {
            Sent = row.Sent,
            Last = row.Ring.Last,
            Kept = kept,
            Audiences = row.Memberships.Audiences(),
            Passive = row.Passive,
        };
    }

    /// <summary>How much was told in all: two equal answers mean that nothing was told in between.</summary>
    private void CountTold(TaskCompletionSource<ulong> answer)
    {
        var told = 0UL;
        foreach (var row in _rows.Values) told += row.Ring.Last;
        answer.SetResult(told);
    }

    /// <summary>Begins with the sessions of the run before. Each has as long for its RESUME as if it had lost its socket now.</summary>
    private void Adopt(IReadOnlyList<HandedSession> sessions)
    {
        // The shelf knows an event again that comes to many sessions at a time; here one session comes with many events.
        Dictionary<SharedPayload, uint> numbers = new(ReferenceEqualityComparer.Instance);
        foreach (var handed in sessions)
        {
            var row = new SessionRow(handed.Address, handed.Secret, handed.TokenHash)
            {
                User = handed.User,
                Intents = handed.Intents,
                LargeThreshold = handed.LargeThreshold,
                IsBot = handed.IsBot,
                Passive = handed.Passive,
                IsReady = true,
                Ring = ReplayRing.After(handed.Last - (uint)handed.Kept.Length),
                Sent = handed.Sent,
                LastSeenMs = NowMs,
            };
            if (!_rows.TryAdd(row.Address.Value, row)) continue;
            foreach (var payload in handed.Kept)
            {
                var number = numbers.TryGetValue(payload, out var known) ? _shelf.HoldAgain(known) : numbers[payload] = _shelf.Hold(payload);
                row.Ring.Append(payload, number);
            }

            foreach (var together in handed.Audiences.AsSpan().Split(Memberships.Between)) _audiences.Join(row, handed.Audiences.AsSpan()[together]);
            Counters.Sessions++;
            _wheel.Insert(row, SessionWheel.TickMs * 2);
        }
    }
}
