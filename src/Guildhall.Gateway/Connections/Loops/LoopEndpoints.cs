using System.Collections.Concurrent;
using System.Net;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>The endpoints that were asked to serve the gateway: the loops leave all others alone.</summary>
internal sealed class LoopEndpoints
{
    private readonly ConcurrentDictionary<int, bool> _ports = new();

    // "localhost" becomes two addresses when it is bound, so the port is what tells.
    public void Add(IPEndPoint endpoint) => _ports[endpoint.Port] = true;

    public bool Has(EndPoint endpoint) => endpoint is IPEndPoint address && _ports.ContainsKey(address.Port);
}
