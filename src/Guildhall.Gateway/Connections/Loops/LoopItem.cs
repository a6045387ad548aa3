using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>What other threads ask of a loop; it comes through the mailbox of its shard.</summary>
internal abstract record LoopItem
{
    public abstract void Run(SocketLoop loop);

    /// <summary>Its socket has arrived in the loop's own table under this number.</summary>
    public virtual void Took(int descriptor)
    {
    }

    /// <summary>The loop has ended, or the item has failed: whatever it holds is given back.</summary>
    public virtual void Cancel()
    {
    }

    /// <summary>A new connection whose upgrade request has been taken from it.</summary>
    internal sealed record Arrival(UpgradeRequest Upgrade) : LoopItem
    {
        private bool _isTaken;

        /// <summary>-1 while it is on its way to another table.</summary>
        public int Descriptor { get; set; } = -1;

        public override void Took(int descriptor) => Descriptor = descriptor;

        public override void Run(SocketLoop loop)
        {
            _isTaken = true;
            loop.Welcome(Descriptor, Upgrade);
        }

        public override void Cancel()
        {
            if (!_isTaken && Descriptor >= 0) Libc.Reset(Descriptor);
        }
    }

    /// <summary>IDENTIFY or RESUME has been decided: a bound session (code 0), a close code, or INVALID_SESSION (null).</summary>
    internal sealed record Introduced(LoopSocket Socket, GatewayCloseCode? Code) : LoopItem
    {
        public override void Run(SocketLoop loop) => loop.OnIntroduced(Socket, Code);
    }

    /// <summary>A command has been carried out.</summary>
    internal sealed record Obeyed(LoopSocket Socket) : LoopItem
    {
        public override void Run(SocketLoop loop) => loop.OnObeyed(Socket);
    }

    /// <summary>Somebody waits until the last socket has gone.</summary>
    internal sealed record Emptying(TaskCompletionSource Emptied) : LoopItem
    {
        public override void Run(SocketLoop loop) => loop.TellWhenEmpty(Emptied);

        public override void Cancel() => Emptied.TrySetResult();
    }

    /// <summary>A socket leaves for the loop of the session that it resumes.</summary>
    internal sealed record Departure(LoopSocket Socket, SessionShard Target, TaskCompletionSource Done) : LoopItem
    {
        public override void Run(SocketLoop loop) => loop.Depart(this);

        public override void Cancel() => Done.TrySetResult();
    }

    /// <summary>The same socket arrives.</summary>
    internal sealed record Landing(LoopSocket Socket, TaskCompletionSource Done) : LoopItem
    {
        private bool _isTaken;

        public override void Took(int descriptor) => Socket.Descriptor = descriptor;

        public override void Run(SocketLoop loop)
        {
            _isTaken = true;
            loop.Land(this);
        }

        public override void Cancel()
        {
            if (!_isTaken) Socket.Vanish();
            Done.TrySetResult();
        }
    }
}
