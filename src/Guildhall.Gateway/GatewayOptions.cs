namespace Guildhall.Gateway;

/// <summary>What can be set about the gateway; the defaults are those of a production server.</summary>
public sealed record GatewayOptions
{
    /// <summary>How often clients are told to heartbeat; one and a half of it without a beat cuts the socket.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(41_250);

    /// <summary>How long a socket may stay without IDENTIFY or RESUME.</summary>
    public TimeSpan IdentifyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a new connection may take to show its first request.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Connections that have not shown their first request; past that the next ones wait to be accepted.</summary>
    public int UnseenConnections { get; init; } = GatewayLimits.UnseenConnections;

    /// <summary>How long a client may take to answer a close frame before the connection is reset.</summary>
    public TimeSpan CloseGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a session without a socket may be resumed.</summary>
    public TimeSpan ResumeWindow { get; init; } = TimeSpan.FromSeconds(Limits.SessionResumeSeconds);

    /// <summary>Loops that own the sessions, 1 to 64; by default one for each processor.</summary>
    public int Shards { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 64);

    /// <summary>Payloads a client may send within <see cref="Limits.GatewayEventWindowSeconds"/>; beyond it the socket closes with 4008.</summary>
    public int EventsPerWindow { get; init; } = Limits.GatewayEventsPerWindow;

    /// <summary>Bytes of memory that compressors of single connections take together; 0 for none. Each takes 40 KB (zlib) or 84 KB (zstd).</summary>
    public long CompressionMemory { get; init; } = 64 * 1024 * 1024;

    /// <summary>The URL that READY names for resuming; null takes the host that the client connected to.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Where sessions wait for the next run after a planned stop; null ends them with this one.</summary>
    public string? HandoverFolder { get; init; }

    /// <summary>False ends sessions with the run, and forgets what an earlier run has left in <see cref="HandoverFolder"/>.</summary>
    public bool KeepsSessions { get; init; } = true;

    /// <summary>
    /// Who owns the sockets. Loops serve plaintext: a server whose endpoints speak TLS says <see cref="GatewayTransport.Kestrel"/>.
    /// </summary>
    public GatewayTransport Transport { get; init; } = GatewayTransport.Auto;

    /// <summary>Gives each loop a descriptor table of its own, so that one process holds more sockets than its limit of open files.</summary>
    public bool PrivateDescriptors { get; init; }

    /// <summary>
    /// How far the loops' threads step back behind the process's others, 0 to 19. A loop that fans out takes whatever a core gives; what
    /// brings it the next event (a request, an actor's turn, a commit) is short, and should not wait for the end of its time slice.
    /// Linux only. A thread is as nice as the one that starts it: should a loop be the one that makes the pool grow, that thread is too.
    /// </summary>
    public int LoopNiceness { get; init; }

    /// <summary>Throws when a value cannot work, naming it.</summary>
    public void Validate()
    {
        if (Shards is < 1 or > 64) throw new ArgumentOutOfRangeException(nameof(Shards), Shards, "1 to 64 shards");
        if (HeartbeatInterval < TimeSpan.FromMilliseconds(100)) throw new ArgumentOutOfRangeException(nameof(HeartbeatInterval));
        if (EventsPerWindow < 1) throw new ArgumentOutOfRangeException(nameof(EventsPerWindow));
        if (Transport == GatewayTransport.Loops && !Connections.Loops.Epoll.IsSupported)
            throw new ArgumentException("the loops need Linux on x64 or arm64", nameof(Transport));
        if (LoopNiceness is < 0 or > 19) throw new ArgumentOutOfRangeException(nameof(LoopNiceness), LoopNiceness, "0 to 19");
        if (CompressionMemory < 0) throw new ArgumentOutOfRangeException(nameof(CompressionMemory));
        if (PublicUrl is not null && !Uri.TryCreate(PublicUrl, UriKind.Absolute, out _))
            throw new ArgumentException("PublicUrl is an absolute URL, such as wss://chat.example.org", nameof(PublicUrl));
    }
}
