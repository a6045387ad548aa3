using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>One endpoint as Kestrel sees it: it accepts the connections that the acceptor leaves to HTTP.</summary>
internal sealed class LoopListener(Socket socket, LoopAcceptor acceptor) : IConnectionListener
{
    private readonly Channel<int> _untaken = Channel.CreateBounded<int>(
        new BoundedChannelOptions(GatewayLimits.UntakenConnections) { SingleWriter = true });

    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    /// <summary>The listening socket's descriptor, as long as the acceptor has it.</summary>
    public int Descriptor => (int)socket.SafeHandle.DangerousGetHandle();

    /// <summary>Leaves a connection to HTTP, with all that its client has said; it is reset when HTTP does not keep up.</summary>
    public void Leave(int descriptor)
    {
        if (!_untaken.Writer.TryWrite(descriptor)) Libc.Reset(descriptor);
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _untaken.Reader.WaitToReadAsync(cancellationToken))
        {
            while (_untaken.Reader.TryRead(out var descriptor))
            {
                if (acceptor.TryWrap(descriptor) is { } connection) return connection;
            }
        }

        return null;
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await acceptor.Remove(this);
        socket.Dispose();
        _untaken.Writer.TryComplete();
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        while (_untaken.Reader.TryRead(out var descriptor)) Libc.Reset(descriptor);
    }
}
