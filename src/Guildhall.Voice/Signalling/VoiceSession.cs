namespace Guildhall.Voice.Signalling;

/// <summary>
/// What outlasts a voice socket: the numbers of messages and the last <see cref="VoiceLimits.ReplayedMessages"/> of them, for op 7.
/// The room writes, sockets come and go; the short lock holds the numbers and the socket together.
/// </summary>
internal sealed class VoiceSession(VoiceSessionId id, int version)
{
    private readonly Queue<Kept> _kept = new();
    private readonly Lock _lock = new();
    private VoiceSocket? _socket;
    private int _keptBytes;
    private ushort _last;
    private ushort _lastBeforeLoss;
    private bool _isOver;

    public VoiceSessionId Id => id;

    /// <summary>The version of the voice gateway that the client speaks; from 8 on messages carry numbers.</summary>
    public int Version => version;

    /// <summary>Numbers and keeps a message, and hands it to the socket if there is one.</summary>
    public void Send(VoiceFrame frame)
    {
        lock (_lock)
        {
            if (_isOver) return;
            // Never 0, which clients take for "no number".
            _last = _last == ushort.MaxValue ? (ushort)1 : (ushort)(_last + 1);
            var bytes = frame.Numbered(version >= 8 || frame.IsBinary ? _last : (ushort)0);
            if (_kept.Count == VoiceLimits.ReplayedMessages) Forget();
            _kept.Enqueue(new Kept(_last, bytes, frame.IsBinary));
            _keptBytes += bytes.Length;
            while (_keptBytes > VoiceLimits.ReplayedBytes && _kept.Count > 1) Forget();
            _socket?.TrySend(bytes, frame.IsBinary);
        }
    }

    /// <summary>The first socket.</summary>
    public void Begin(VoiceSocket socket)
    {
        lock (_lock) _socket = socket;
    }

    /// <summary>
    /// Goes on with a new socket: op 9, then everything behind the number that the client has seen (without a number: behind the loss of its socket).
    /// False when that is too long ago, or the session is over.
    /// </summary>
    public bool TryResume(VoiceSocket socket, long? seen)
    {
        lock (_lock)
        {
            if (_isOver) return false;
            var after = seen ?? _lastBeforeLoss;
            if (!TryFind(after, out var skip)) return false;
            _socket?.Cut();
            _socket = socket;
            socket.TrySend(VoiceFrame.Raw(VoiceOpcode.Resumed, "null").Numbered(0), isBinary: false);
            foreach (var kept in _kept.Skip(skip)) socket.TrySend(kept.Bytes, kept.IsBinary);
            return true;
        }
    }

    /// <summary>A socket has gone. False when it was this session's no longer.</summary>
    public bool Lose(VoiceSocket socket)
    {
        lock (_lock)
        {
            if (_socket != socket) return false;
            _socket = null;
            _lastBeforeLoss = _last;
            return !_isOver;
        }
    }

    /// <summary>Ends the session, and its socket with a code.</summary>
    public void End(VoiceCloseCode code)
    {
        lock (_lock)
        {
            if (_isOver) return;
            _isOver = true;
            _kept.Clear();
            _socket?.Close(code);
        }
    }

    /// <summary>Hangs up the socket without ending the session; the client may resume.</summary>
    public void Drop(VoiceCloseCode code)
    {
        lock (_lock) _socket?.Close(code);
    }

    private void Forget() => _keptBytes -= _kept.Dequeue().Bytes.Length;

    // How many of the kept messages the client has seen.
    private bool TryFind(long seen, out int skip)
    {
        skip = 0;
        if (seen == _last) skip = _kept.Count;
        else if (seen is -1 or 0) return _kept.Count == 0 || _kept.Peek().Sequence == 1;
        else
        {
            foreach (var kept in _kept)
            {
                skip++;
                if (kept.Sequence == seen) return true;
            }

            return false;
        }

        return true;
    }

    private readonly record struct Kept(ushort Sequence, byte[] Bytes, bool IsBinary);
}
