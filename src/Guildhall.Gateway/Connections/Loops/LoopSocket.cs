using Guildhall.Gateway.Compression;
using Guildhall.Gateway.Fanout;
using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>
/// A socket that a loop owns. While its client is silent it is this object and a descriptor. Everything but
/// <see cref="MoveTo"/> happens on the thread of its loop.
/// </summary>
internal sealed class LoopSocket : ISocketTransport
{
    private SocketLoop _loop;
    private FrameComposer _frames;

    public LoopSocket(SocketLoop loop, int descriptor, UpgradeRequest upgrade)
    {
        _loop = loop;
        Descriptor = descriptor;
        Side = new LoopSide { Upgrade = upgrade };
        _frames = new FrameComposer(upgrade.Format);
    }

    /// <summary>The loop that it lives on; changes only while it is being moved.</summary>
    public SocketLoop Loop => _loop;

    /// <summary>The session, once one is bound.</summary>
    public SessionRow? Row;

    /// <summary>What the system has not taken yet.</summary>
    public UnsentBytes? Unsent;
    public LoopSide? Side;
    public ClientStream Stream;
    public ClientBudget Presences;

    /// <summary>Its registration with the loop; never used again after it.</summary>
    public ulong Key;
    public int Descriptor;

    /// <summary>What the loop watches it for.</summary>
    public uint Interest;
    public SocketPhase Phase;

    /// <summary>A command of its session runs.</summary>
    public bool IsBusy;

    /// <summary>Nothing is read until a command or an introduction has ended, or unsent bytes have left.</summary>
    public bool IsPaused;

    /// <summary>The connection is lost; the loop ends it as soon as it gets there.</summary>
    public bool IsBroken { get; private set; }

    public bool IsBlocked { get; private set; }

    public bool IsEtf => _frames.IsEtf;

    public bool CompressesPayloads
    {
        set => _frames.CompressesPayloads = value;
    }

    public SessionShard? Home => _loop.Shard;

    public ValueTask MoveTo(SessionShard shard) => shard == _loop.Shard ? ValueTask.CompletedTask : _loop.Move(this, shard);

    /// <summary>Takes its place on another loop.</summary>
    public void Land(SocketLoop loop) => _loop = loop;

    public void Bind(SessionShard shard, SessionRow row)
    {
        Row = row;
        if (Phase != SocketPhase.Gone) return;

        // It went on its way here; the session must not believe that it has a socket.
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shard.Post(new ShardItem(ShardItemKind.Release, row, new SocketRelease(this, 0, EndsSession: false, answer)));
    }

    /// <summary>Ends a socket that no loop has: it was lost between two of them.</summary>
    public void Vanish()
    {
        Phase = SocketPhase.Gone;
        IsBroken = true;
        if (Descriptor >= 0) Libc.Reset(Descriptor);
        Descriptor = -1;
        DropUnsent();
    }

    public void ReviewCompression(PrivateStreams? streams, bool isMobile) => _frames.Review(streams, isMobile);

    public int WriteDispatch(uint sequence, SharedPayload payload) => _frames.WriteDispatch(_loop.Output.For(this), sequence, payload);

    public int WriteControl(ControlMessage message) => _frames.WriteControl(_loop.Output.For(this), message);

    public int WritePong()
    {
        var ping = Side?.Ping ?? [];
        if (Side is not null) Side.Ping = null;
        DropSide();
        return FrameComposer.WritePong(_loop.Output.For(this), ping);
    }

    public bool Flush()
    {
        _loop.Output.For(this).Send();
        if (Unsent is null) return true;
        IsBlocked = true;
        _loop.Watch(this);
        return false;
    }

    public void Unblock() => IsBlocked = false;

    /// <summary>Sends more of what is unsent; true when all has left.</summary>
    public unsafe bool Drain()
    {
        if (Unsent is not { } unsent) return true;
        fixed (byte* bytes = unsent.Bytes)
        {
            var sent = LoopOutput.SendOnce(Descriptor, bytes, unsent.Bytes.Length);
            if (sent < 0) Break();
            else unsent.Took(sent);
        }

        if (!unsent.IsEmpty && !IsBroken) return false;
        DropUnsent();
        return true;
    }

    public void Close(int code)
    {
        if (Phase is SocketPhase.Lingering or SocketPhase.Gone) return;
        if (Unsent is not null || IsBroken)
        {
            Abort();
            return;
        }

        var output = _loop.Output.For(this);
        FrameComposer.WriteClose(output, code);
        output.Send();
        if (Unsent is not null || IsBroken) Abort();
        else _loop.Linger(this);
    }

    public void Abort() => _loop.End(this, isReset: true);

    /// <summary>Notes that the connection is lost, in the middle of whatever writes to it.</summary>
    public void Break()
    {
        if (IsBroken) return;
        IsBroken = true;
        _loop.Doom(this);
    }

    /// <summary>Keeps a ping's payload for the next pong; a newer one replaces it, as the protocol allows.</summary>
    public void RememberPing(ReadOnlySpan<byte> payload) => (Side ??= new LoopSide()).Ping = payload.ToArray();

    public void DropUnsent()
    {
        Unsent?.Return();
        Unsent = null;
    }

    /// <summary>Lets go of the side table once there is nothing in it.</summary>
    public void DropSide()
    {
        if (Side is { IsEmpty: true }) Side = null;
    }
}
