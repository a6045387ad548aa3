using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Guildhall.Gateway.Connections;

/// <summary>
/// Stands in front of HTTP on a connection: looks at the first request without taking it, serves it when it opens a WebSocket
/// to the gateway, and leaves everything else to HTTP untouched.
/// </summary>
internal sealed class GatewayMiddleware(GatewayService gateway, ConnectionDelegate next)
{
    // Unwrapped and not awaited: nothing of the peek is kept for the life of the connection, and no state machine either.
    public Task OnConnection(ConnectionContext connection) => Choose(connection).Unwrap();

    /// <summary>Looks, and starts whatever serves the connection.</summary>
    private async Task<Task> Choose(ConnectionContext connection)
    {
        var (verdict, upgrade) = await Peek(connection);
        switch (verdict)
        {
            case UpgradeVerdict.Unclear: return Task.CompletedTask;
            case UpgradeVerdict.NotOurs: return next(connection);
            case UpgradeVerdict.Broken: return Refuse(connection, "400 Bad Request");
            default: break;
        }

        if (gateway.IsDraining) return Refuse(connection, "503 Service Unavailable");
        var socket = new KestrelSocket(
            connection.Transport.Input, connection.Transport.Output, connection, upgrade!.Format);
        connection.Transport.Output.Write(Encoding.ASCII.GetBytes(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + upgrade.AcceptKey + "\r\n\r\n"));
        return await new GatewayConnection(gateway, socket).Start(upgrade);
    }

    /// <summary>What the connection begins with; nothing but an upgrade to the gateway is taken from it. Unclear means it is over.</summary>
    private async Task<(UpgradeVerdict Verdict, UpgradeRequest? Request)> Peek(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        using var deadline = new CancellationTokenSource(gateway.Options.RequestTimeout, gateway.Time);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(deadline.Token);
                var verdict = Examine(connection, read.Buffer, out var request, out var consumed);
                if (verdict == UpgradeVerdict.Unclear && !read.IsCompleted)
                {
                    input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                    continue;
                }

                input.AdvanceTo(read.Buffer.GetPosition(verdict == UpgradeVerdict.Ours ? consumed : 0));
                return (verdict == UpgradeVerdict.Unclear ? UpgradeVerdict.NotOurs : verdict, request);
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            connection.Abort();
        }
        catch (Exception fault) when (fault is IOException or ConnectionAbortedException or OperationCanceledException)
        {
            // Gone before it said anything.
        }

        return (UpgradeVerdict.Unclear, null);
    }

    private static UpgradeVerdict Examine(ConnectionContext connection, in ReadOnlySequence<byte> buffer, out UpgradeRequest? request, out int consumed)
    {
        var isSecure = connection.Features.Get<ITlsHandshakeFeature>() is not null;
        var length = (int)Math.Min(buffer.Length, GatewayLimits.UpgradeRequestBytes);
        if (buffer.FirstSpan.Length >= length) return UpgradeParser.Examine(buffer.FirstSpan[..length], isSecure, out request, out consumed);
        var copy = ArrayPool<byte>.Shared.Rent(length);
        buffer.Slice(0, length).CopyTo(copy);
        var verdict = UpgradeParser.Examine(copy.AsSpan(0, length), isSecure, out request, out consumed);
        ArrayPool<byte>.Shared.Return(copy);
        return verdict;
    }

    private static async Task Refuse(ConnectionContext connection, string status)
    {
        connection.Transport.Output.Write(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\nSec-WebSocket-Version: 13\r\n\r\n"));
        await connection.Transport.Output.FlushAsync();
        await connection.Transport.Output.CompleteAsync();
    }
}
