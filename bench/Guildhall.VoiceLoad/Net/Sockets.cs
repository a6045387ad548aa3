using System.Net;
using System.Net.Sockets;

namespace Guildhall.VoiceLoad.Net;

/// <summary>UDP sockets of the load: roomy, so that a busy generator loses nothing, and stamped on arrival.</summary>
internal static class Sockets
{
    private const int ReceiveBuffer = 4 << 20;

    public static unsafe Socket Open(IPAddress local)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(local, 0));
        var size = ReceiveBuffer;
        if (Native.SetOption((int)socket.Handle, Native.SocketLevel, Native.ReceiveBufferForce, &size, sizeof(int)) != 0) socket.ReceiveBufferSize = size;
        var on = 1;
        _ = Native.SetOption((int)socket.Handle, Native.SocketLevel, Native.Timestamps, &on, sizeof(int));
        return socket;
    }

    /// <summary>Sends on a connected socket at once; false when the kernel had no room.</summary>
    public static unsafe bool Send(Socket socket, ReadOnlySpan<byte> packet)
    {
        fixed (byte* start = packet) return Native.Send((int)socket.Handle, start, (nuint)packet.Length, Native.DontWait) == packet.Length;
    }

    /// <summary>The next datagram, or 0 when none comes in time.</summary>
    public static async Task<int> Receive(Socket socket, Memory<byte> into, TimeSpan patience, CancellationToken cancel)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(patience);
        try
        {
            return await socket.ReceiveAsync(into, SocketFlags.None, late.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return 0;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // Nobody listens there yet, or no more: as good as silence.
            await Task.Delay(20, cancel);
            return 0;
        }
    }
}
