using System.Net.WebSockets;
using Guildhall.Cluster.Actors;
using Guildhall.Voice.Rooms;
using Microsoft.Extensions.Logging;

namespace Guildhall.Voice.Signalling;

/// <summary>The voice gateway: takes sockets, counts them, and knows whom their clients are to be brought to.</summary>
internal sealed class VoiceGateway(VoiceOptions options, TimeProvider time, VoiceSessions sessions, RoomDirectory directory, ILogger log)
{
    private int _sockets;
    private int _strangers;
    private TaskCompletionSource? _gone;

    public VoiceOptions Options => options;

    public TimeProvider Time => time;

    public VoiceSessions Sessions => sessions;

    public RoomDirectory Directory => directory;

    /// <summary>The rooms; set once, since they send through the sessions here.</summary>
    public ActorHost<ChannelId> Rooms { get; set; } = null!;

    /// <summary>Open sockets.</summary>
    public int Sockets => Volatile.Read(ref _sockets);

    /// <summary>False while so many sockets are open that another would be one too many.</summary>
    public bool HasRoom => Sockets < VoiceLimits.Sockets && Volatile.Read(ref _strangers) < VoiceLimits.StrangerSockets;

    /// <summary>True when the process stops, and sockets are not taken any more.</summary>
    public bool IsDraining { get; private set; }

    /// <summary>Takes no more sockets; completes when the last of the open ones has gone.</summary>
    public Task Close()
    {
        IsDraining = true;
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gone = gone;
        if (Sockets == 0) gone.TrySetResult();
        return gone.Task;
    }

    /// <summary>Serves a socket to its end. Never throws for what a client does.</summary>
    public async Task Serve(WebSocket web, int version)
    {
        Interlocked.Increment(ref _sockets);
        Interlocked.Increment(ref _strangers);
        await using var connection = new VoiceConnection(this, web, version, () => Interlocked.Decrement(ref _strangers));
        try
        {
            await connection.Run();
        }
        catch (Exception bug)
        {
            log.ConnectionFailed(bug);
            web.Abort();
        }
        finally
        {
            if (Interlocked.Decrement(ref _sockets) == 0) _gone?.TrySetResult();
        }
    }
}
