using System.Net;
using Guildhall.Cluster.Actors;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Calls;
using Guildhall.Voice.Allocation;
using Guildhall.Voice.Dave;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rooms;
using Guildhall.Voice.Rtc;
using Guildhall.Voice.Signalling;
using Microsoft.Extensions.Logging;

namespace Guildhall.Voice;

/// <summary>
/// The voice of this node: the rooms of its channels, the sockets of their members, and the workers that forward packets. Guilds seat
/// people through it; workers tell it what they hear.
/// </summary>
public sealed class VoiceService : IVoiceRooms, IMediaListener, IAsyncDisposable
{
    /// <summary>The category of the log in which calls are summed up.</summary>
    public const string CallLog = "Guildhall.Voice.Calls";

    private readonly VoiceSessions _sessions = new();
    private readonly RoomDirectory _directory = new();
    private readonly VoiceOptions _options;
    private readonly DaveFigures _dave = new();
    private readonly VoiceFigures _figures;
    private readonly ILogger _log;

    /// <param name="options">What the operator decided.</param>
    /// <param name="relay">The way to the gateway sessions of members.</param>
    /// <param name="seats">The way back to guilds.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Where calls and failures are told.</param>
    /// <param name="allocator">Decides which worker gets a room; by default the least loaded.</param>
    /// <param name="offers">Answers browsers; null leaves them out.</param>
    public VoiceService(
        VoiceOptions options, EventRelay relay, IVoiceSeats seats, TimeProvider time, ILoggerFactory logs, IRoomAllocator? allocator = null, IOfferAnswerer? offers = null)
    {
        (_options, _log) = (options, logs.CreateLogger<VoiceService>());
        Workers = new VoiceWorkers(allocator ?? new LeastLoadedAllocator());
        Gateway = new VoiceGateway(options, time, _sessions, _directory, _log);
        _figures = new VoiceFigures(_directory, Workers, () => Gateway.Sockets, _dave);
        var services = new RoomServices(time, options, _sessions, Workers, _directory, relay, seats, _figures, _log)
        {
            Offers = offers,
            Calls = logs.CreateLogger(CallLog),
            Encryption = floor => new DaveEncryption(floor, options.E2ee, _dave, _log),
        };
        Rooms = new ActorHost<ChannelId>(
            "Room",
            (channel, context) => ValueTask.FromResult<Actor>(new RoomActor(channel, services, context)),
            new ActorHostOptions { MailboxCapacity = VoiceLimits.RoomMailbox },
            time,
            logs.CreateLogger<VoiceService>(),
            options.RoundTripMessages ? new MessageCodec() : null);
        Gateway.Rooms = Rooms;
    }

    /// <summary>The workers that rooms are put on.</summary>
    public VoiceWorkers Workers { get; }

    internal VoiceGateway Gateway { get; }

    internal ActorHost<ChannelId> Rooms { get; }

    /// <summary>Adds a worker that stands at an address, in a region.</summary>
    public VoiceWorker Add(IMediaWorker media, IPAddress address, string region = "main") =>
        Workers.Add(number => new VoiceWorker(number, region, address, media));

    public ValueTask Seat(RoomSeat seat, CancellationToken cancel) => Rooms.Tell(seat.Channel, new TakeSeat(seat), cancel);

    public ValueTask Leave(ChannelId channel, UserId user, CancellationToken cancel) => Rooms.Tell(channel, new LeaveSeat(user), cancel);

    /// <summary>A worker is lost: its rooms tell their members to wait, and move to others one after the other.</summary>
    public async ValueTask LoseWorker(int number)
    {
        if (!Workers.Lose(number)) return;
        _log.WorkerLost(number);
        var moment = TimeSpan.Zero;
        foreach (var (channel, binding) in _directory.Open)
        {
            if (binding.Worker != number) continue;
            await Rooms.Tell(channel, new WorkerGone(number, moment), CancellationToken.None);
            moment += _options.RebindStep;
        }
    }

    /// <summary>Tells every client to wait for another endpoint, closes the sockets, and waits until their clients have hung up.</summary>
    public async Task Drain(CancellationToken cancel)
    {
        var gone = Gateway.Close();
        Workers.IsClosing = true;
        foreach (var (channel, _) in _directory.Open) await Rooms.Ask(channel, new DrainRoom(), cancel);
        await Rooms.Settled().WaitAsync(cancel);
        _sessions.EndAll(VoiceCloseCode.ServerCrashed);
        // Who does not answer is cut after the grace of its socket.
        await gone.WaitAsync(cancel);
    }

    void IMediaListener.Reached(PeerId peer, IPEndPoint address) => Tell(peer, new PeerReached(peer));

    void IMediaListener.Spoke(PeerId peer, bool isSpeaking) => Tell(peer, new PeerSpoke(peer, isSpeaking));

    void IMediaListener.Lost(PeerId peer) => Tell(peer, new PeerLost(peer));

    void IMediaListener.Spent(PeerId peer) => Tell(peer, new PeerSpent(peer));

    void IMediaListener.Measured(PeerId peer, PeerQuality quality) => Tell(peer, new PeerMeasured(peer, quality));

    void IMediaListener.Slotted(PeerId peer, IReadOnlyList<SlotContent> slots) => Tell(peer, new PeerSlotted(peer, slots));

    public async ValueTask DisposeAsync()
    {
        _sessions.EndAll(VoiceCloseCode.ServerCrashed);
        await Rooms.DisposeAsync();
        foreach (var worker in Workers.Alive)
        {
            if (worker.Media is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else (worker.Media as IDisposable)?.Dispose();
        }

        _figures.Dispose();
    }

    // What is told of a peer that has gone since has no receiver.
    private void Tell(PeerId peer, IActorMessage message)
    {
        if (!_directory.TryRoomOf(peer, out var channel)) return;
        var told = Rooms.Tell(channel, message, CancellationToken.None);
        if (!told.IsCompletedSuccessfully) _ = Watch(told);
    }

    private async Task Watch(ValueTask told)
    {
        try
        {
            await told;
        }
        catch (Exception fault)
        {
            _log.RoomUntold(fault);
        }
    }
}
