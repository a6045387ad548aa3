using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>How sockets and their work come from and go to other threads.</summary>
internal sealed partial class SocketLoop
{
    /// <summary>Hands the loop something to do; from any thread.</summary>
    public void Post(LoopItem item) => Shard.Post(new ShardItem(ShardItemKind.Loop, item));

    /// <summary>Sends a socket that introduces itself to another shard's loop; completes when it is there.</summary>
    public ValueTask Move(LoopSocket socket, SessionShard target)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(new LoopItem.Departure(socket, target, done));
        return new ValueTask(done.Task);
    }

    public void Depart(LoopItem.Departure departure)
    {
        var socket = departure.Socket;
        if (socket.Phase != SocketPhase.Introducing || departure.Target.Loop is not { } target)
        {
            departure.Done.SetResult();
            return;
        }

        Output.Discard(socket);
        Disown(socket);
        socket.Land(target);
        var landing = new LoopItem.Landing(socket, departure.Done);
        if (target.Pass is null)
        {
            target.Post(landing);
            return;
        }

        var descriptor = socket.Descriptor;
        socket.Descriptor = -1;
        _outbox.Send(target, landing, descriptor);
    }

    private void TakeDescriptors()
    {
        while (Pass!.TryReceive(out var item, out var descriptor))
        {
            if (item is null || descriptor < 0)
            {
                if (descriptor >= 0) Libc.Reset(descriptor);
                item?.Cancel();
                continue;
            }

            item.Took(descriptor);
            Shard.HandleNow(new ShardItem(ShardItemKind.Loop, item));
        }
    }

    public void Land(LoopItem.Landing landing)
    {
        var socket = landing.Socket;
        if (TryOwn(socket, out _))
        {
            Expect(_introductions, socket, _gateway.Options.IdentifyTimeout);
            Watch(socket);
            if (socket.IsBroken) Doom(socket);
        }
        else
        {
            socket.Vanish();
            Forget(socket);
        }

        landing.Done.SetResult();
    }

    private async Task Introduce(LoopSocket socket, ClientPayload payload, UpgradeRequest upgrade)
    {
        GatewayCloseCode? code = GatewayCloseCode.UnknownError;
        try
        {
            code = (await new Introduction(_gateway, socket, upgrade).Begin(payload))?.Code;
        }
        catch (Exception fault) when (Introduction.IsDisconnect(fault))
        {
            // The client is gone; its loop finds out.
        }

        socket.Loop.Post(new LoopItem.Introduced(socket, code));
    }

    private async Task Obey(LoopSocket socket, SessionRow row, ClientPayload payload)
    {
        await ClientCommand.Obey(_gateway, row, payload);
        Post(new LoopItem.Obeyed(socket));
    }
}
