using System.Security.Cryptography;
using System.Text;
using Guildhall.Cluster.Placement;
using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Compression;
using Guildhall.Gateway.Connections;
using Guildhall.Gateway.Connections.Loops;
using Guildhall.Gateway.Fanout;
using Guildhall.Gateway.Sessions;
using Microsoft.Extensions.Logging;

namespace Guildhall.Gateway;

/// <summary>The gateway of a node: its shards, and what connections need to find their way to them.</summary>
public sealed partial class GatewayService : IAsyncDisposable
{
    private readonly SessionShard[] _shards;
    private readonly Farewells _farewells;
    private readonly NodeId _node;
    private readonly SessionIds _ids = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly GatewayMetrics _metrics;
    private ITimer? _ticker;
    private Task _farewellsTold = Task.CompletedTask;
    private ulong _lastNumber;
    private readonly int _mostDescriptors = Epoll.IsSupported ? Libc.MostDescriptors() - GatewayLimits.SpareDescriptors : 0;
    private uint _lastArrival;
    private int _started;
    private volatile bool _isDraining;

    public GatewayService(
        GatewayOptions options, IGatewayBackend backend, LocalPlacement placement, TimeProvider time, ILogger<GatewayService> log)
    {
        options.Validate();
        (Options, Backend, Time, Log, _node) = (options, backend, time, log, placement.Self);
        _farewells = new Farewells(backend, log);
        var streams = new PrivateStreams(options.CompressionMemory);
        _shards = [.. Enumerable.Range(0, options.Shards).Select(i => new SessionShard(i, options, time, _farewells, streams, log))];
        Identifies = new IdentifyGate(backend.Load, time);
        _metrics = new GatewayMetrics(_shards, streams, Identifies);
        Hello = ControlMessage.Hello(options.HeartbeatInterval);
        HasLoops = options.Transport == GatewayTransport.Loops || (options.Transport == GatewayTransport.Auto && Epoll.IsSupported);
        if (HasLoops)
        {
            if (options.PrivateDescriptors) PrivateTable.Prepare();
            foreach (var shard in _shards) shard.Own(new SocketLoop(this, shard, options.PrivateDescriptors));
        }

        Fanout = new SessionFanout(_shards, time);

        // Numbers go on from the clock, so that an address of an earlier run of this node never names a session of this one.
        _lastNumber = (ulong)Math.Max(0, time.GetUtcNow().ToUnixTimeSeconds() - (Snowflake.EpochMs / 1_000)) << 16;
    }

    /// <summary>What the relay of this node is attached to.</summary>
    public IRelayTarget Fanout { get; }

    /// <summary>What the gateway has done so far.</summary>
    public GatewayMetrics Metrics => _metrics;

    internal GatewayOptions Options { get; }

    internal IGatewayBackend Backend { get; }

    /// <summary>Where IDENTIFYs wait for their turn.</summary>
    internal IdentifyGate Identifies { get; }

    internal TimeProvider Time { get; }

    internal ILogger Log { get; }

    internal ControlMessage Hello { get; }

    internal SessionIds Ids => _ids;

    /// <summary>True when shards own the sockets of plaintext endpoints.</summary>
    internal bool HasLoops { get; }

    /// <summary>The loops of the shards, where they have some.</summary>
    internal IEnumerable<SocketLoop> Loops => _shards.Where(shard => shard.Loop is not null).Select(shard => shard.Loop!);

    /// <summary>True from the start of <see cref="Drain"/>: new connections are turned away.</summary>
    internal bool IsDraining => _isDraining;

    /// <summary>Starts the shards; once.</summary>
    public void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) != 0) return;
        foreach (var shard in _shards)
        {
            shard.Start();
            Backend.Load?.Watch($"session shard {shard.Index}", GatewayLimits.ShardDelay, arrived => shard.Post(new ShardItem(ShardItemKind.Probe, arrived)));
        }

        _farewellsTold = _farewells.Run(_stopping.Token);
        var tick = TimeSpan.FromMilliseconds(SessionWheel.TickMs);
        _ticker = Time.CreateTimer(static gateway => ((GatewayService)gateway!).Tick(), this, tick, tick);
    }

    /// <summary>Tells every client to reconnect (op 7), gives them a moment, then closes the sockets; sessions stay resumable.</summary>
    public async Task Drain(TimeSpan moment, CancellationToken cancel = default)
    {
        _isDraining = true;
        Broadcast(ShardItemKind.Reconnect);
        await Task.Delay(moment, Time, cancel);
        Broadcast(ShardItemKind.CloseSockets);
    }

    /// <summary>Completes when the loops have no sockets left; after <see cref="Drain"/> that is when their clients have said goodbye.</summary>
    internal async Task SocketsGone(CancellationToken cancel)
    {
        if (!HasLoops || _started == 0) return;
        foreach (var shard in _shards)
        {
            var emptied = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            shard.Loop!.Post(new LoopItem.Emptying(emptied));
            await emptied.Task.WaitAsync(cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_ticker is not null) await _ticker.DisposeAsync();
        if (_started != 0)
        {
            Broadcast(ShardItemKind.Stop);
            foreach (var shard in _shards) await shard.Ended;
            _farewells.Complete();
            await _stopping.CancelAsync();
            await _farewellsTold.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        foreach (var loop in Loops) loop.Dispose();
        _metrics.Dispose();
        _stopping.Dispose();
        _ids.Dispose();
    }

    /// <summary>A new row for a session that identifies, known to its shard from now on.</summary>
    /// <param name="home">The shard it must be on; null for the next one.</param>
    internal (SessionRow Row, SessionShard Shard) Reserve(string token, SessionShard? home)
    {
        var number = Interlocked.Increment(ref _lastNumber);
        var shard = home ?? _shards[number % (ulong)_shards.Length];
        var row = new SessionRow(new SessionRef(_node, shard.Index, number), SessionIds.NewSecret(), HashOf(token));
        shard.Post(new ShardItem(ShardItemKind.Reserve, row));
        return (row, shard);
    }

    /// <summary>Gives a new connection to the loops in turn, past those whose tables are full.</summary>
    /// <param name="outbox">The way of the calling thread into tables other than its own.</param>
    internal void Welcome(int descriptor, UpgradeRequest upgrade, DescriptorOutbox outbox)
    {
        var arrival = new LoopItem.Arrival(upgrade);
        for (var tries = 0; tries < _shards.Length; tries++)
        {
            var loop = _shards[Interlocked.Increment(ref _lastArrival) % (uint)_shards.Length].Loop!;
            if (loop.Pass is null)
            {
                arrival.Descriptor = descriptor;
                loop.Post(arrival);
                return;
            }

            if (loop.Sockets >= _mostDescriptors) continue;
            outbox.Send(loop, arrival, descriptor);
            return;
        }

        Libc.Reset(descriptor);
    }

    /// <summary>The shard of a session's address; null when no session of this node can have it.</summary>
    internal SessionShard? ShardOf(SessionRef address) =>
        address.Node == _node && address.Shard < _shards.Length ? _shards[address.Shard] : null;

    /// <summary>What a session keeps of its token: enough to recognise it, nothing to log in with.</summary>
    internal static UInt128 HashOf(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private void Tick()
    {
        foreach (var shard in _shards) shard.Tick();
        Identifies.Tick();
    }

    private void Broadcast(ShardItemKind kind)
    {
        foreach (var shard in _shards) shard.Post(new ShardItem(kind));
    }
}
