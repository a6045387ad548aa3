using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>Listens on the plaintext endpoints of the gateway in Kestrel's place, and gives Kestrel what is not the gateway's.</summary>
internal sealed class LoopListenerFactory(IServiceProvider services, LoopEndpoints endpoints) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    // Resolved when a port is bound: the server itself is made before the container is whole.
    public bool CanBind(EndPoint endpoint) => endpoints.Has(endpoint) && services.GetRequiredService<GatewayService>().HasLoops;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        Socket socket;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(taken.Message, taken);
        }

        // Inherited by every connection that it accepts.
        socket.NoDelay = true;
        socket.Blocking = false;
        socket.Listen(GatewayLimits.Backlog);
        var acceptor = services.GetRequiredService<LoopAcceptor>();
        var listener = new LoopListener(socket, acceptor);
        acceptor.Add(listener);
        return ValueTask.FromResult<IConnectionListener>(listener);
    }
}
