using System.Buffers;
using System.IO.Pipelines;
using Guildhall.Gateway.Etf;
using Guildhall.Gateway.Sessions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Guildhall.Gateway.Connections;

/// <summary>
/// The reading side of one WebSocket, from HELLO to the end. Until a session is bound it also writes; then the shard does, and
/// this only parses frames and tells the shard. While its client is silent it is nothing but a pending read.
/// </summary>
internal sealed class GatewayConnection(GatewayService gateway, KestrelSocket socket)
{
    [ThreadStatic]
    private static byte[]? scratch;
    [ThreadStatic]
    private static byte[]? termScratch;
    private FrameDecoder _decoder;
    private ClientBudget _events;
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

        _decoder.Forget();
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
            Step step;
            try
            {
                step = await NextStep(deadline.Token);
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested)
            {
                await CloseEarly(GatewayCloseCode.SessionTimedOut);
                return null;
            }

            if (step.Kind == StepKind.Ended) return null;
            if (step.Kind == StepKind.Close)
            {
                await CloseEarly((GatewayCloseCode)step.Code, step.IsFarewell);
                return null;
            }

            if (step.Kind == StepKind.Ping) socket.WritePong();
            else if (step.Payload.Op == (int)GatewayOpcode.Heartbeat) socket.WriteControl(ControlMessage.HeartbeatAck);
            else if (await Introduce(step.Payload, upgrade) is { } result)
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

    /// <summary>IDENTIFY or RESUME: a bound session, a close code, or null for INVALID_SESSION.</summary>
    private async Task<(SessionRow? Row, SessionShard? Shard, GatewayCloseCode Code)?> Introduce(ClientPayload payload, UpgradeRequest upgrade)
    {
        if (payload.Op is not ((int)GatewayOpcode.Identify or (int)GatewayOpcode.Resume))
            return (null, null, ClientOps.IsKnown(payload.Op) ? GatewayCloseCode.NotAuthenticated : GatewayCloseCode.UnknownOpcode);
        var introduction = new Introduction(gateway, socket, upgrade);
        try
        {
            return payload.Op == (int)GatewayOpcode.Identify
                ? await introduction.Identify(payload.Data)
                : await introduction.Resume(payload.Data);
        }
        catch (Exception fault) when (!IsDisconnect(fault))
        {
            gateway.Log.IdentifyFailed(fault);
            return (null, null, GatewayCloseCode.UnknownError);
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
                var step = socket.IsReleased ? new Step(StepKind.Ended) : Listen(ref buffer, row, shard);
                socket.Input.AdvanceTo(buffer.Start, step.Kind == StepKind.More ? buffer.End : buffer.Start);
                isOver = step.Kind is StepKind.Ended or StepKind.Close || (step.Kind == StepKind.More && read.IsCompleted);
                if (step.Kind == StepKind.Close) (code, ends, isFarewell) = (step.Code, step.EndsSession, step.IsFarewell);
                if (step.Kind == StepKind.Command) await Obey(row, step.Payload);
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
        shard.Post(new ShardItem(ShardItemKind.Release, row, new SocketRelease(socket, code, ends, released)));
        await released.Task;
        if (socket.IsReleased && !isFarewell) await Linger();
        _decoder.Forget();
    }

    /// <summary>Takes what has come: heartbeats and pings go to the shard, and the first thing that needs more than that is returned.</summary>
    private Step Listen(ref ReadOnlySequence<byte> buffer, SessionRow row, SessionShard shard)
    {
        while (true)
        {
            var step = Take(ref buffer);
            if (step.Kind == StepKind.Ping) shard.Post(new ShardItem(ShardItemKind.Ping, row, socket));
            else if (step.Kind == StepKind.Command && step.Payload.Op == (int)GatewayOpcode.Heartbeat)
            {
                var sequence = step.Payload.Sequence is >= 0 and <= uint.MaxValue ? (ulong)step.Payload.Sequence + 1 : 0;
                shard.Post(new ShardItem(ShardItemKind.Heartbeat, row, socket, sequence));
            }
            else if (step.Kind == StepKind.Command && step.Payload.Op is (int)GatewayOpcode.Identify or (int)GatewayOpcode.Resume)
                return new Step(StepKind.Close, Code: (int)GatewayCloseCode.AlreadyAuthenticated);
            else if (step.Kind == StepKind.Command && !ClientOps.IsKnown(step.Payload.Op))
                return new Step(StepKind.Close, Code: (int)GatewayCloseCode.UnknownOpcode);
            else if (step.Kind != StepKind.Command || ClientOps.IsServed(step.Payload.Op))
                return step;
        }
    }

    private async ValueTask Obey(SessionRow row, ClientPayload payload)
    {
        if (payload.Data.ValueKind != System.Text.Json.JsonValueKind.Object) return;
        try
        {
            if (payload.Op == (int)GatewayOpcode.RequestGuildMembers)
                await gateway.Backend.RequestMembers(row.Address, row.User, payload.Data, CancellationToken.None);
            else if (ClientOps.IsCommand(payload.Op))
                await gateway.Backend.Command(row.Address, row.User, (GatewayOpcode)payload.Op, payload.Data, CancellationToken.None);
            else if (_presences.TryTake(gateway.Time, GatewayLimits.PresenceUpdates, GatewayLimits.PresenceWindowSeconds))
                await gateway.Backend.UpdatePresence(row.Address, row.User, payload.Data, CancellationToken.None);
        }
        catch (Exception fault)
        {
            gateway.Log.CommandFailed(fault, payload.Op, row.User.Number);
        }
    }

    private async ValueTask<Step> NextStep(CancellationToken cancel)
    {
        while (true)
        {
            var read = await socket.Input.ReadAsync(cancel);
            var buffer = read.Buffer;
            var step = Take(ref buffer);
            socket.Input.AdvanceTo(buffer.Start, step.Kind == StepKind.More ? buffer.End : buffer.Start);
            if (step.Kind != StepKind.More) return step;
            if (read.IsCompleted) return new Step(StepKind.Ended);
        }
    }

    /// <summary>The next frame as a step, within the client's budget.</summary>
    private Step Take(ref ReadOnlySequence<byte> buffer)
    {
        scratch ??= new byte[Limits.GatewayPayloadBytes];
        while (true)
        {
            var kind = _decoder.Next(ref buffer, scratch, out var length);
            if (kind == FrameKind.Incomplete) return new Step(StepKind.More);
            if (kind == FrameKind.Violation) return new Step(StepKind.Close, Code: (int)GatewayCloseCode.DecodeError);
            if (kind == FrameKind.Close) return FarewellOf(scratch.AsSpan(0, length));
            if (!_events.TryTake(gateway.Time, gateway.Options.EventsPerWindow, Limits.GatewayEventWindowSeconds))
                return new Step(StepKind.Close, Code: (int)GatewayCloseCode.RateLimited);
            if (kind == FrameKind.Pong) continue;
            if (kind == FrameKind.Ping)
            {
                socket.RememberPing(scratch.AsSpan(0, length));
                return new Step(StepKind.Ping);
            }

            return TryParse(scratch.AsSpan(0, length), out var payload)
                ? new Step(StepKind.Command, payload)
                : new Step(StepKind.Close, Code: (int)GatewayCloseCode.DecodeError);
        }
    }

    private bool TryParse(ReadOnlySpan<byte> message, out ClientPayload payload)
    {
        if (!socket.IsEtf) return ClientPayload.TryParse(message, out payload);
        termScratch ??= new byte[Limits.GatewayPayloadBytes * EtfDecoder.Growth];
        payload = default;
        return EtfDecoder.TryWriteJson(message, termScratch, out var length) && ClientPayload.TryParse(termScratch.AsSpan(0, length), out payload);
    }

    private static Step FarewellOf(ReadOnlySpan<byte> payload)
    {
        var code = payload.Length >= 2 ? (payload[0] << 8) | payload[1] : 1005;
        return new Step(StepKind.Close, Code: code, IsFarewell: true, EndsSession: code is (int)GatewayCloseCode.Normal or (int)GatewayCloseCode.GoingAway);
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
        scratch ??= new byte[Limits.GatewayPayloadBytes];
        try
        {
            while (true)
            {
                var read = await socket.Input.ReadAsync(grace.Token);
                var buffer = read.Buffer;
                var kind = NextOf(ref buffer);
                socket.Input.AdvanceTo(buffer.Start, kind == FrameKind.Incomplete ? buffer.End : buffer.Start);
                if (kind is FrameKind.Close or FrameKind.Violation || (read.IsCompleted && kind == FrameKind.Incomplete)) return;
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

    private FrameKind NextOf(ref ReadOnlySequence<byte> buffer) =>
        _decoder.Next(ref buffer, scratch ??= new byte[Limits.GatewayPayloadBytes], out _);

    private static bool IsDisconnect(Exception fault) => fault is IOException or ConnectionAbortedException or OperationCanceledException;

    private enum StepKind
    {
        /// <summary>The stream ends inside a frame.</summary>
        More,
        Command,
        Ping,
        Close,
        Ended,
    }

    private readonly record struct Step(StepKind Kind, ClientPayload Payload = default, int Code = 0, bool IsFarewell = false, bool EndsSession = false);
}
