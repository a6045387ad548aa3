using System.Net.WebSockets;
using System.Threading.Channels;

namespace Guildhall.Voice.Signalling;

/// <summary>
/// The writing side of one WebSocket: a bounded queue and its one writer. Whoever sends never waits; a client that does not read is cut.
/// </summary>
internal sealed class VoiceSocket : IAsyncDisposable
{
    private readonly WebSocket _web;
    private readonly TimeProvider _time;
    private readonly TimeSpan _closeGrace;
    private readonly Channel<Outgoing> _queue = Channel.CreateBounded<Outgoing>(new BoundedChannelOptions(VoiceLimits.SocketFrames) { SingleReader = true });
    private readonly CancellationTokenSource _over = new();
    private readonly Task _writing;
    private int _isClosing;

    public VoiceSocket(WebSocket web, TimeProvider time, TimeSpan closeGrace)
    {
        (_web, _time, _closeGrace) = (web, time, closeGrace);
        _writing = Write();
    }

    /// <summary>Queues a message; false when the socket is closing, or has just been cut because its reader is too far behind.</summary>
    public bool TrySend(byte[] bytes, bool isBinary)
    {
        if (Volatile.Read(ref _isClosing) != 0) return false;
        if (_queue.Writer.TryWrite(new Outgoing(bytes, isBinary))) return true;
        Cut();
        return false;
    }

    /// <summary>Closes behind what is queued; a client that does not answer is cut after a while. Only the first call counts.</summary>
    public void Close(VoiceCloseCode code)
    {
        if (Interlocked.Exchange(ref _isClosing, 1) != 0) return;
        if (!_queue.Writer.TryWrite(new Outgoing([], false, code)))
        {
            Cut();
            return;
        }

        _queue.Writer.TryComplete();
    }

    /// <summary>Hangs up at once.</summary>
    public void Cut()
    {
        Volatile.Write(ref _isClosing, 1);
        _queue.Writer.TryComplete();
        _web.Abort();
    }

    /// <summary>Ends the writer; nothing is sent any more.</summary>
    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _isClosing, 1);
        _queue.Writer.TryComplete();
        await _over.CancelAsync();
        await _writing;
        _over.Dispose();
    }

    private async Task Write()
    {
        try
        {
            await foreach (var outgoing in _queue.Reader.ReadAllAsync())
            {
                if (outgoing.Code != VoiceCloseCode.None)
                {
                    await Within(_web.CloseOutputAsync((WebSocketCloseStatus)outgoing.Code, CloseReasons.Of(outgoing.Code), CancellationToken.None));
                    // Its reader ends when the client answers; one that does not is cut.
                    await Task.Delay(_closeGrace, _time, _over.Token);
                    Cut();
                    return;
                }

                var kind = outgoing.IsBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
                var sending = _web.SendAsync(outgoing.Bytes.AsMemory(), kind, endOfMessage: true, CancellationToken.None);
                if (sending.IsCompletedSuccessfully) sending.GetAwaiter().GetResult();
                else await Within(sending.AsTask());
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The client has answered.
        }
        catch (Exception fault) when (fault is WebSocketException or IOException or TimeoutException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            Cut(); // The client is gone or does not read; its session may be resumed.
        }
    }

    private Task Within(Task sending) => sending.WaitAsync(_closeGrace, _time);

    private readonly record struct Outgoing(byte[] Bytes, bool IsBinary, VoiceCloseCode Code = VoiceCloseCode.None);
}
