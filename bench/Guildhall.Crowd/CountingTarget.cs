using Guildhall.Cluster.Relay;

namespace Guildhall.Crowd;

/// <summary>Stands where the gateway's sessions would be, and counts what they would get.</summary>
internal sealed class CountingTarget : IRelayTarget
{
    public long Events { get; private set; }

    public long Deliveries { get; private set; }

    public long Bytes { get; private set; }

    public ValueTask Post(RelayMessage message, CancellationToken cancel)
    {
        Events++;
        switch (message)
        {
            case RelayMessage.Send send:
                Deliveries += send.Sessions.Count;
                Bytes += send.Event.Body.Length * (long)send.Sessions.Count;
                break;
            case RelayMessage.Subscribe { Welcome: { } welcome }:
                Bytes += welcome.Body.Length + welcome.Suffix.Length;
                break;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<ConnectedSession>> SessionsIn(AudienceId audience, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<ConnectedSession>>([]);
}
