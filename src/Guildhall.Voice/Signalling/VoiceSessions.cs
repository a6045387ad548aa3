using System.Collections.Concurrent;

namespace Guildhall.Voice.Signalling;

/// <summary>The voice sessions of this process by number.</summary>
internal sealed class VoiceSessions : IVoiceOutlet
{
    private readonly ConcurrentDictionary<VoiceSessionId, VoiceSession> _sessions = new();
    private ulong _lastId;

    public int Count => _sessions.Count;

    /// <summary>A new session with its first socket.</summary>
    public VoiceSession Begin(VoiceSocket socket, int version)
    {
        var session = new VoiceSession(new VoiceSessionId(Interlocked.Increment(ref _lastId)), version);
        session.Begin(socket);
        _sessions[session.Id] = session;
        return session;
    }

    public VoiceSession? Find(VoiceSessionId id) => _sessions.GetValueOrDefault(id);

    public void Send(VoiceSessionId session, VoiceFrame frame) => Find(session)?.Send(frame);

    public void End(VoiceSessionId session, VoiceCloseCode code)
    {
        if (_sessions.TryRemove(session, out var ended)) ended.End(code);
    }

    /// <summary>Ends every session: the process stops.</summary>
    public void EndAll(VoiceCloseCode code)
    {
        foreach (var id in _sessions.Keys) End(id, code);
    }
}
