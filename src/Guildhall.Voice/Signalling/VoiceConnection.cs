using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Guildhall.Voice.Rooms;

namespace Guildhall.Voice.Signalling;

/// <summary>
/// The reading side of one voice socket, from op 8 to the end: first who it is (op 0 or 7), then what it says to its room. Whatever is
/// wrong with a message closes the socket with the documented code.
/// </summary>
internal sealed class VoiceConnection : IAsyncDisposable
{
    private const int FirstBuffer = 4096;
    private const double BeatsBeforeTimeout = 2.5;

    private readonly VoiceGateway _gateway;
    private readonly WebSocket _web;
    private readonly VoiceSocket _socket;
    private readonly ClientBudget _budget;
    private readonly ITimer _watch;
    private readonly Action _onIntroduced;
    private readonly int _version;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private VoiceSession? _session;
    private ChannelId _room;
    private int _isIntroduced;

    public VoiceConnection(VoiceGateway gateway, WebSocket web, int version, Action onIntroduced)
    {
        (_gateway, _web, _version, _onIntroduced) = (gateway, web, version, onIntroduced);
        _socket = new VoiceSocket(web, gateway.Time, gateway.Options.CloseGrace);
        _budget = new ClientBudget(gateway.Time);
        _watch = gateway.Time.CreateTimer(_ => OnSilence(), null, gateway.Options.IdentifyTimeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Greets, listens to the end, and tells the room that the socket has gone.</summary>
    public async Task Run()
    {
        try
        {
            var hello = new HelloPayload(_version, _gateway.Options.HeartbeatInterval.TotalMilliseconds);
            _socket.TrySend(VoiceFrame.Json(VoiceOpcode.Hello, hello, VoiceJson.Default.HelloPayload).Numbered(0), isBinary: false);
            await Listen();
        }
        catch (Exception fault) when (fault is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Lost: the session waits for op 7.
        }
        finally
        {
            if (_session is not null && _session.Lose(_socket)) await _gateway.Rooms.Tell(_room, new SocketGone(_session.Id), CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Introduced();
        await _watch.DisposeAsync();
        await _socket.DisposeAsync();
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
    }

    /// <summary>Counts the socket among strangers no longer; only the first call counts.</summary>
    public void Introduced()
    {
        if (Interlocked.Exchange(ref _isIntroduced, 1) == 0) _onIntroduced();
    }

    private async Task Listen()
    {
        var isClosing = false;
        while (true)
        {
            var (kind, length) = await Receive();
            if (kind is null) break;
            if (isClosing) continue; // Only its answer to the close frame is awaited.
            var code = length > VoiceLimits.ClientFrameBytes ? VoiceCloseCode.DecodeError
                : !_budget.TryTake() ? VoiceCloseCode.RateLimited
                : await Take(kind == WebSocketMessageType.Binary, _buffer.AsMemory(0, length));
            if (code == VoiceCloseCode.None) continue;
            isClosing = true;
            Refuse(code);
        }

        _socket.Close((VoiceCloseCode)(int)WebSocketCloseStatus.NormalClosure);
    }

    /// <summary>The next whole message; more than may be is read away and not kept. Null when the client closes.</summary>
    private async ValueTask<(WebSocketMessageType? Kind, int Length)> Receive()
    {
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length && length <= VoiceLimits.ClientFrameBytes) Grow();
            var isFull = length == _buffer.Length;
            var space = isFull ? _buffer.AsMemory(_buffer.Length / 2) : _buffer.AsMemory(length);
            var got = await _web.ReceiveAsync(space, CancellationToken.None);
            if (got.MessageType == WebSocketMessageType.Close) return (null, 0);
            if (!isFull) length += got.Count;
            if (length > VoiceLimits.ClientFrameBytes && !got.EndOfMessage)
            {
                // Told at once: the rest may never end.
                Refuse(VoiceCloseCode.DecodeError);
                length = _buffer.Length;
            }

            if (got.EndOfMessage) return (got.MessageType, length);
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = larger;
    }

    // A session that a fault of its client's ends is over; the room hears of it as of a lost socket.
    private void Refuse(VoiceCloseCode code) => _socket.Close(code);

    private void OnSilence() => _socket.Close(VoiceCloseCode.SessionTimeout);

    private async ValueTask<VoiceCloseCode> Take(bool isBinary, ReadOnlyMemory<byte> bytes)
    {
        ClientFrame frame;
        if (isBinary ? !ClientFrame.TryReadBinary(bytes.Span, out frame) : !ClientFrame.TryRead(bytes, out frame)) return VoiceCloseCode.DecodeError;
        if (!isBinary && frame.Op == (int)VoiceOpcode.Heartbeat) return Beat(frame);
        if (_session is null)
        {
            return (VoiceOpcode)frame.Op switch
            {
                VoiceOpcode.Identify when !isBinary => await Identify(frame),
                VoiceOpcode.Resume when !isBinary => await Resume(frame),
                _ => ClientOps.IsKnown(frame.Op) ? VoiceCloseCode.NotAuthenticated : VoiceCloseCode.UnknownOpcode,
            };
        }

        if ((VoiceOpcode)frame.Op is VoiceOpcode.Identify or VoiceOpcode.Resume) return VoiceCloseCode.AlreadyAuthenticated;
        var (message, refusal) = ClientOps.Read(frame, _session.Id);
        if (message is not null) await _gateway.Rooms.Tell(_room, message, CancellationToken.None);
        return refusal;
    }

    // The nonce comes back in the shape in which it came: bare before version 8, in an object since.
    private VoiceCloseCode Beat(ClientFrame frame)
    {
        var nonce = frame.Data.ValueKind == JsonValueKind.Object && frame.Data.TryGetProperty("t", out var t) ? t : frame.Data;
        var text = nonce.ValueKind == JsonValueKind.Number ? nonce.GetRawText() : "";
        if (text.Length is 0 or > 24) return VoiceCloseCode.DecodeError;
        var answer = frame.Data.ValueKind == JsonValueKind.Object ? "{\"t\":" + text + "}" : text;
        _socket.TrySend(VoiceFrame.Raw(VoiceOpcode.HeartbeatAck, answer).Numbered(0), isBinary: false);
        if (_session is not null) WatchBeats();
        return VoiceCloseCode.None;
    }

    private void WatchBeats() => _watch.Change(_gateway.Options.HeartbeatInterval * BeatsBeforeTimeout, Timeout.InfiniteTimeSpan);

    private async ValueTask<VoiceCloseCode> Identify(ClientFrame frame)
    {
        if (frame.Id("server_id") is not { } server || frame.Id("user_id") is not { } user) return VoiceCloseCode.DecodeError;
        if (frame.Text("session_id", ClientOps.SessionNameLength) is not { } name || frame.Text("token", ClientOps.TokenLength) is not { } token) return VoiceCloseCode.DecodeError;
        if (!SeatToken.TryChannel(token, out var channel) || !_gateway.Directory.IsOpen(channel)) return VoiceCloseCode.AuthenticationFailed;
        var version = (int)Math.Clamp(frame.Number("max_dave_protocol_version") ?? 0, 0, 1);
        var session = _gateway.Sessions.Begin(_socket, _version);
        // Before the room can say anything, so that a loss from here on is told to it.
        (_session, _room) = (session, channel);
        var joined = await _gateway.Rooms.Ask(
            channel, new JoinRoom(session.Id, _version, server, new UserId(user), name, SeatToken.Hash(token), version), CancellationToken.None);
        var refusal = joined.IsOk ? joined.Value!.Refusal : VoiceCloseCode.ServerCrashed;
        if (refusal == VoiceCloseCode.None)
        {
            Accepted();
            return VoiceCloseCode.None;
        }

        _session = null;
        _gateway.Sessions.End(session.Id, refusal);
        return refusal;
    }

    private async ValueTask<VoiceCloseCode> Resume(ClientFrame frame)
    {
        if (frame.Id("server_id") is not { } server) return VoiceCloseCode.DecodeError;
        if (frame.Text("session_id", ClientOps.SessionNameLength) is not { } name || frame.Text("token", ClientOps.TokenLength) is not { } token) return VoiceCloseCode.DecodeError;
        if (!SeatToken.TryChannel(token, out var channel) || !_gateway.Directory.IsOpen(channel)) return VoiceCloseCode.SessionInvalid;
        var found = await _gateway.Rooms.Ask(channel, new FindSession(server, name, SeatToken.Hash(token)), CancellationToken.None);
        if (!found.IsOk || found.Value!.Refusal != VoiceCloseCode.None) return VoiceCloseCode.SessionInvalid;
        if (_gateway.Sessions.Find(found.Value.Session) is not { } session || !session.TryResume(_socket, frame.Number("seq_ack"))) return VoiceCloseCode.SessionInvalid;
        (_session, _room) = (session, channel);
        Accepted();
        await _gateway.Rooms.Tell(channel, new SocketBack(session.Id), CancellationToken.None);
        return VoiceCloseCode.None;
    }

    private void Accepted()
    {
        Introduced();
        WatchBeats();
    }
}
