using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>What sockets say, and what becomes of it.</summary>
internal sealed unsafe partial class SocketLoop
{
    // One broken socket must not end the loop that thousands live on.
    private void Guarded(LoopSocket socket, uint what)
    {
        try
        {
            Handle(socket, what);
        }
        catch (Exception fault)
        {
            Shard.ReportLoopFault(fault);
            OnLost(socket);
        }
    }

    private void Handle(LoopSocket socket, uint what)
    {
        if ((what & Epoll.Writable) != 0) OnWritable(socket);
        if (socket.Phase == SocketPhase.Gone) return;
        if ((what & (Epoll.Readable | Epoll.HungUp | Epoll.Failed)) == 0) return;
        if (socket.Phase == SocketPhase.Introducing || socket.IsPaused)
        {
            // What a lost connection has said before it was lost need not be read any more.
            if ((what & (Epoll.HungUp | Epoll.Failed)) != 0) socket.Break();
            else Pause(socket);
            return;
        }

        Read(socket);
    }

    private void OnWritable(LoopSocket socket)
    {
        if (!socket.Drain()) return;
        Watch(socket);
        if (socket.Row is { } row) Shard.HandleNow(new ShardItem(ShardItemKind.Flushed, row, socket));
        else socket.Unblock();
        if (socket is { Phase: SocketPhase.Greeted, IsPaused: true }) Continue(socket);
    }

    private void Read(LoopSocket socket)
    {
        var kept = socket.Side?.StashBytes ?? 0;
        nint received;
        do received = Libc.Receive(socket.Descriptor, _inputStart + kept, (nuint)GatewayLimits.LoopReceiveBytes, 0);
        while (received < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);
        if (received > 0)
        {
            if (kept > 0) socket.Side!.Stash.AsSpan(0, kept).CopyTo(_input);
            Listen(socket, kept + (int)received);
        }
        else if (received == 0 || Marshal.GetLastPInvokeError() != Libc.TryAgain)
        {
            OnLost(socket);
        }
    }

    /// <summary>Reads on where a pause has left off.</summary>
    private void Continue(LoopSocket socket)
    {
        if (socket.Phase is SocketPhase.Gone or SocketPhase.Introducing) return;
        if (socket.Phase == SocketPhase.Greeted && socket.Unsent is not null) return;
        socket.IsPaused = false;
        Watch(socket);
        var kept = socket.Side?.StashBytes ?? 0;
        if (kept == 0) return;
        socket.Side!.Stash.AsSpan(0, kept).CopyTo(_input);
        Listen(socket, kept);
    }

    /// <summary>Acts on what stands in the input buffer, and keeps what is not a whole frame or has to wait.</summary>
    private void Listen(LoopSocket socket, int length)
    {
        var buffer = new ReadOnlySequence<byte>(_input, 0, length);
        while (!socket.IsPaused && socket.Phase is SocketPhase.Greeted or SocketPhase.Bound)
        {
            var step = socket.Stream.Next(ref buffer, _gateway, socket.IsEtf, socket.Phase == SocketPhase.Bound, out var message);
            if (step.Kind == ClientStepKind.More) break;
            if (step.Kind == ClientStepKind.Ping) socket.RememberPing(message);
            if (socket.Phase == SocketPhase.Bound) OnSessionStep(socket, step);
            else OnEarlyStep(socket, step);
        }

        if (socket.Phase == SocketPhase.Lingering && socket.Stream.HasSaidFarewell(ref buffer)) End(socket, isReset: false);
        if (socket.Phase != SocketPhase.Gone) Keep(socket, buffer);
    }

    private static void Keep(LoopSocket socket, in ReadOnlySequence<byte> rest)
    {
        var length = (int)rest.Length;
        var old = socket.Side?.Stash;
        if (length > 0)
        {
            var side = socket.Side ??= new LoopSide();
            if (old is null || old.Length < length)
            {
                if (old is not null) ArrayPool<byte>.Shared.Return(old);
                side.Stash = ArrayPool<byte>.Shared.Rent(length);
            }

            rest.CopyTo(side.Stash);
            side.StashBytes = length;
        }
        else if (old is not null)
        {
            ArrayPool<byte>.Shared.Return(old);
            socket.Side!.Stash = null;
            socket.Side.StashBytes = 0;
            socket.DropSide();
        }
    }

    private void Pause(LoopSocket socket)
    {
        socket.IsPaused = true;
        Watch(socket);
    }

    private void Greet(LoopSocket socket, UpgradeRequest upgrade)
    {
        var output = Output.For(socket);
        output.Write(Encoding.ASCII.GetBytes(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + upgrade.AcceptKey + "\r\n\r\n"));
        if (!upgrade.IsVersionServed || !upgrade.IsFormatServed)
        {
            socket.Close((int)(upgrade.IsVersionServed ? GatewayCloseCode.DecodeError : GatewayCloseCode.InvalidAPIVersion));
            return;
        }

        socket.WriteControl(_gateway.Hello);
        Answer(socket);
    }

    /// <summary>Sends an answer to a socket that no session owns. It says no more until it has read what we say.</summary>
    private void Answer(LoopSocket socket)
    {
        if (!socket.Flush()) Pause(socket);
    }

    private void OnEarlyStep(LoopSocket socket, in ClientStep step)
    {
        if (step.Kind == ClientStepKind.Close)
        {
            socket.Close(step.Code);
            if (step.IsFarewell) End(socket, isReset: false);
        }
        else if (step.Kind == ClientStepKind.Ping)
        {
            socket.WritePong();
            Answer(socket);
        }
        else if (step.Payload.Op == (int)GatewayOpcode.Heartbeat)
        {
            socket.WriteControl(ControlMessage.HeartbeatAck);
            Answer(socket);
        }
        else if (!TryResumeHere(socket, step.Payload))
        {
            socket.Phase = SocketPhase.Introducing;
            ThreadPool.UnsafeQueueUserWorkItem(
                static work => _ = work.Loop.Introduce(work.Socket, work.Payload, work.Upgrade),
                (Loop: this, Socket: socket, step.Payload, Upgrade: socket.Side!.Upgrade!),
                preferLocal: false);
        }
    }

    /// <summary>IDENTIFY or RESUME has been decided; see <see cref="LoopItem.Introduced"/>.</summary>
    public void OnIntroduced(LoopSocket socket, GatewayCloseCode? code)
    {
        if (socket.Phase != SocketPhase.Introducing) return;
        if (socket.IsBroken)
        {
            // Lost meanwhile; nobody else holds it any more.
            socket.Phase = socket.Row is null ? SocketPhase.Greeted : SocketPhase.Bound;
            OnLost(socket);
            return;
        }

        if (code is null or not 0)
        {
            var isLate = socket.Side!.IsLate;
            socket.Phase = SocketPhase.Greeted;
            if (code is { } refused) socket.Close((int)refused);
            else if (isLate) socket.Close((int)GatewayCloseCode.SessionTimedOut);
            else socket.WriteControl(ControlMessage.InvalidSession);
            if (socket.Phase != SocketPhase.Greeted) return;
            Answer(socket);
        }
        else
        {
            Bound(socket);
        }

        Continue(socket);
    }

    private void OnSessionStep(LoopSocket socket, in ClientStep step)
    {
        var row = socket.Row!;
        var op = step.Payload.Op;
        if (step.Kind == ClientStepKind.Ping) Shard.HandleNow(new ShardItem(ShardItemKind.Ping, row, socket));
        else if (step.Kind == ClientStepKind.Close) Release(socket, step.Code, step.EndsSession, step.IsFarewell);
        else if (op == (int)GatewayOpcode.Heartbeat)
        {
            var sequence = step.Payload.Sequence is >= 0 and <= uint.MaxValue ? (ulong)step.Payload.Sequence + 1 : 0;
            Shard.HandleNow(new ShardItem(ShardItemKind.Heartbeat, row, socket, sequence));
        }
        else if (op is (int)GatewayOpcode.Identify or (int)GatewayOpcode.Resume) Release(socket, (int)GatewayCloseCode.AlreadyAuthenticated);
        else if (!ClientOps.IsKnown(op)) Release(socket, (int)GatewayCloseCode.UnknownOpcode);
        else if (ClientOps.IsServed(op) && ClientCommand.IsHeeded(_gateway, step.Payload, ref socket.Presences)) Command(socket, row, step.Payload);
    }

    // One at a time and in order. What comes behind the next one waits unread, so a client cannot pile up work.
    private void Command(LoopSocket socket, SessionRow row, in ClientPayload payload)
    {
        if (socket.IsBusy)
        {
            (socket.Side ??= new LoopSide()).NextCommand = payload;
            Pause(socket);
            return;
        }

        socket.IsBusy = true;
        ThreadPool.UnsafeQueueUserWorkItem(
            static work => _ = work.Loop.Obey(work.Socket, work.Row, work.Payload), (Loop: this, Socket: socket, Row: row, Payload: payload), preferLocal: false);
    }

    /// <summary>A command has been carried out, and the next may follow.</summary>
    public void OnObeyed(LoopSocket socket)
    {
        socket.IsBusy = false;
        if (socket.Phase != SocketPhase.Bound || socket.Row is not { } row) return;
        if (socket.Side?.NextCommand is { } next)
        {
            socket.Side.NextCommand = null;
            Command(socket, row, next);
        }

        Continue(socket);
    }

    /// <summary>A bound socket ends: its session is told, gets its last words out, and waits for a RESUME unless it ends too.</summary>
    private void Release(LoopSocket socket, int code, bool endsSession = false, bool isFarewell = false)
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Shard.HandleNow(new ShardItem(ShardItemKind.Release, socket.Row, new SocketRelease(socket, code, endsSession, answer)));
        if (code == 0 || isFarewell || socket.Phase == SocketPhase.Bound) End(socket, isReset: false);
    }

    /// <summary>The connection is gone, or as good as gone.</summary>
    private void OnLost(LoopSocket socket)
    {
        switch (socket.Phase)
        {
            case SocketPhase.Bound when socket.Row is not null: Release(socket, code: 0); break;

            // Whoever decides about it still holds it; its descriptor is kept so that the number is not used again before.
            case SocketPhase.Introducing:
                socket.Break();
                _epoll.Remove(socket.Descriptor);
                break;
            default: End(socket, isReset: false); break;
        }
    }

    private void OnUnintroduced(ulong key)
    {
        if (Find(key) is not { } socket) return;
        if (socket.Phase == SocketPhase.Introducing) socket.Side!.IsLate = true;
        else if (socket.Phase == SocketPhase.Greeted) socket.Close((int)GatewayCloseCode.SessionTimedOut);
    }
}
