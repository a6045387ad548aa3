using System.Buffers;
using System.IO.Pipelines;
using Guildhall.Gateway.Sessions;
using Microsoft.Extensions.Logging;

namespace Guildhall.Gateway.Connections;

/// <summary>
/// The reading side of one WebSocket, from HELLO to the end. Until a session is bound it also writes; then the shard does, and
/// this only parses frames and tells the shard. While its client is silent it is nothing but a pending read.
/// </summary>
internal sealed class GatewayConnection(GatewayService gateway, KestrelSocket socket)
{
    private ClientStream _stream;
    private ClientBudget _presences;

    /// <summary>
    /// Greets, and completes with the task that serves the session until the connection may be dropped. Two tasks, so that
    /// nothing of the greeting is kept for the life of the connection. Neither throws for what a client does.
    /// </summary>
    public async Task<Task> Start(UpgradeRequest upgrade)
    {
        try
        {
            if (await Greet(upgrade) is { } session) return Serve(session.Row, session.Shard);
        }
        catch (Exception fault) when (IsDisconnect(fault))
        {
            // The client is gone; there is nobody left to tell.
        }

        _stream.Forget();
        return Task.CompletedTask;
    }

    /// <summary>HELLO, and everything until IDENTIFY or RESUME has bound a session; null when the connection ends before.</summary>
    private async Task<(SessionRow Row, SessionShard Shard)?> Greet(UpgradeRequest upgrade)
    {
        using var deadline = new CancellationTokenSource(gateway.Options.IdentifyTimeout, gateway.Time);
        if (!upgrade.IsVersionServed || !upgrade.IsFormatServed)
        {
            await CloseEarly(upgrade.IsVersionServed ? GatewayCloseCode.DecodeError : GatewayCloseCode.InvalidAPIVersion);
            return null;
        }

        socket.WriteControl(gateway.Hello);
        await socket.FlushNow(deadline.Token);
        while (true)
        {
            ClientStep step;
            try
            {
                step = await NextStep(deadline.Token);
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested)
            {
                await CloseEarly(GatewayCloseCode.SessionTimedOut);
                return null;
            }

            if (step.Kind == ClientStepKind.Ended) return null;
            if (step.Kind == ClientStepKind.Close)
            {
                await CloseEarly((GatewayCloseCode)step.Code, step.IsFarewell);
                return null;
            }

            if (step.Kind == ClientStepKind.Ping) socket.WritePong();
            else if (step.Payload.Op == (int)GatewayOpcode.Heartbeat) socket.WriteControl(ControlMessage.HeartbeatAck);
            else if (await new Introduction(gateway, socket, upgrade).Begin(step.Payload) is { } result)
            {
                if (result.Code == 0) return (result.Row!, result.Shard!);
                await CloseEarly(result.Code);
                return null;
            }
            else
            {
                socket.WriteControl(ControlMessage.InvalidSession);
            }

            await socket.FlushNow(deadline.Token);
        }
    }

    /// <summary>Reads for a bound session until the connection ends, then gives the socket back.</summary>
    private async Task Serve(SessionRow row, SessionShard shard)
    {
        var (code, ends, isFarewell, isOver) = (0, false, false, false);
        try
        {
            while (!isOver)
            {
                var read = await socket.Input.ReadAsync();
                var buffer = read.Buffer;
                var step = socket.IsReleased ? new ClientStep(ClientStepKind.Ended) : Listen(ref buffer, row, shard);
                socket.Input.AdvanceTo(buffer.Start, step.Kind == ClientStepKind.More ? buffer.End : buffer.Start);
                isOver = step.Kind is ClientStepKind.Ended or ClientStepKind.Close || (step.Kind == ClientStepKind.More && read.IsCompleted);
                if (step.Kind == ClientStepKind.Close) (code, ends, isFarewell) = (step.Code, step.EndsSession, step.IsFarewell);
                if (step.Kind == ClientStepKind.Command && ClientCommand.IsHeeded(gateway, step.Payload, ref _presences))
                    await ClientCommand.Obey(gateway, row, step.Payload);
            }
        }
        catch (Exception fault) when (IsDisconnect(fault))
        {
            // Lost: the session waits for a RESUME.
        }
        catch (Exception bug)
        {
            // The shard has to let go of the socket all the same.
            gateway.Log.ConnectionFailed(bug, row.User.Number);
            code = (int)GatewayCloseCode.UnknownError;
        }

        // After this answer the shard does not touch the pipe any more, and Kestrel may have it back.
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new SocketRelease(socket, code, ends, released) { MayWait = true };
        shard.Post(new ShardItem(ShardItemKind.Release, row, release));
        try
        {
            await released.Task.WaitAsync(gateway.Options.CloseGrace, gateway.Time);
        }
        catch (TimeoutException)
        {
            shard.Post(new ShardItem(ShardItemKind.Release, row, release with { MayWait = false }));
            await released.Task;
        }

        if (socket.IsReleased && !isFarewell) await Linger();
        _stream.Forget();
    }

    /// <summary>Takes what has come: heartbeats and pings go to the shard, and the first thing that needs more than that is returned.</summary>
    private ClientStep Listen(ref ReadOnlySequence<byte> buffer, SessionRow row, SessionShard shard)
    {
        while (true)
        {
            var step = Take(ref buffer, isBound: true);
            if (step.Kind == ClientStepKind.Ping) shard.Post(new ShardItem(ShardItemKind.Ping, row, socket));
            else if (step.Kind == ClientStepKind.Command && step.Payload.Op == (int)GatewayOpcode.Heartbeat)
            {
                var sequence = step.Payload.Sequence is >= 0 and <= uint.MaxValue ? (ulong)step.Payload.Sequence + 1 : 0;
                shard.Post(new ShardItem(ShardItemKind.Heartbeat, row, socket, sequence));
            }
            else if (step.Kind == ClientStepKind.Command && step.Payload.Op is (int)GatewayOpcode.Identify or (int)GatewayOpcode.Resume)
                return new ClientStep(ClientStepKind.Close, Code: (int)GatewayCloseCode.AlreadyAuthenticated);
            else if (step.Kind == ClientStepKind.Command && !ClientOps.IsKnown(step.Payload.Op))
                return new ClientStep(ClientStepKind.Close, Code: (int)GatewayCloseCode.UnknownOpcode);
            else if (step.Kind != ClientStepKind.Command || ClientOps.IsServed(step.Payload.Op))
                return step;
        }
    }

    private async ValueTask<ClientStep> NextStep(CancellationToken cancel)
    {
        while (true)
        {
            var read = await socket.Input.ReadAsync(cancel);
            var buffer = read.Buffer;
            var step = Take(ref buffer, isBound: false);
            socket.Input.AdvanceTo(buffer.Start, step.Kind == ClientStepKind.More ? buffer.End : buffer.Start);
            if (step.Kind != ClientStepKind.More) return step;
            if (read.IsCompleted) return new ClientStep(ClientStepKind.Ended);
        }
    }

    /// <summary>The next frame as a step; a ping is kept for its answer.</summary>
    private ClientStep Take(ref ReadOnlySequence<byte> buffer, bool isBound)
    {
        var step = _stream.Next(ref buffer, gateway, socket.IsEtf, isBound, out var message);
        if (step.Kind == ClientStepKind.Ping) socket.RememberPing(message);
        return step;
    }

    /// <summary>Closes a connection that no shard has bound.</summary>
    private async Task CloseEarly(GatewayCloseCode code, bool isFarewell = false)
    {
        using var grace = new CancellationTokenSource(gateway.Options.CloseGrace, gateway.Time);
        socket.WriteClose((int)code);
        try
        {
            await socket.FlushNow(grace.Token);
        }
        catch (OperationCanceledException)
        {
            socket.Abort();
            return;
        }

        if (!isFarewell) await Linger();
    }

    /// <summary>Waits for the client's answer to a close frame, so that our reset does not overtake the frame; then hangs up.</summary>
    private async Task Linger()
    {
        using var grace = new CancellationTokenSource(gateway.Options.CloseGrace, gateway.Time);
        try
        {
            while (true)
            {
                var read = await socket.Input.ReadAsync(grace.Token);
                var buffer = read.Buffer;
                var isOver = _stream.HasSaidFarewell(ref buffer) || read.IsCompleted;
                socket.Input.AdvanceTo(buffer.Start, buffer.End);
                if (isOver) return;
            }
        }
        catch (OperationCanceledException)
        {
            socket.Abort();
        }
        catch (Exception fault) when (IsDisconnect(fault))
        {
            // It did not wait for our farewell.
        }
    }

    private static bool IsDisconnect(Exception fault) => Introduction.IsDisconnect(fault);
}
