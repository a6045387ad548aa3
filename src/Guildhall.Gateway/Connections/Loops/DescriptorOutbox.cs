namespace Guildhall.Gateway.Connections.Loops;

/// <summary>Descriptors on their way from one thread to loops with tables of their own; what finds no room waits here.</summary>
internal sealed class DescriptorOutbox
{
    /// <summary>How soon a thread with waiting descriptors tries again.</summary>
    public const int RetryMs = 2;
    private readonly Queue<(SocketLoop Target, LoopItem Item, int Descriptor)> _waiting = new();

    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Gives a descriptor away. Past <see cref="GatewayLimits.UntakenConnections"/> it is reset instead.</summary>
    public void Send(SocketLoop target, LoopItem item, int descriptor)
    {
        if (_waiting.Count == 0 && TrySend(target, item, descriptor)) return;
        if (_waiting.Count < GatewayLimits.UntakenConnections)
        {
            _waiting.Enqueue((target, item, descriptor));
            return;
        }

        Libc.Reset(descriptor);
        item.Cancel();
    }

    /// <summary>Tries again what waits.</summary>
    public void Retry()
    {
        while (_waiting.TryPeek(out var next) && TrySend(next.Target, next.Item, next.Descriptor)) _waiting.Dequeue();
    }

    /// <summary>Gives up what waits.</summary>
    public void Clear()
    {
        while (_waiting.TryDequeue(out var next))
        {
            Libc.Reset(next.Descriptor);
            next.Item.Cancel();
        }
    }

    private static bool TrySend(SocketLoop target, LoopItem item, int descriptor)
    {
        if (!target.Pass!.TrySend(item, descriptor)) return false;
        _ = Libc.Close(descriptor);
        return true;
    }
}
