using Guildhall.Cluster.Relay;
using Guildhall.Voice.Allocation;
using Guildhall.Voice.Rtc;
using Guildhall.Voice.Signalling;
using Microsoft.Extensions.Logging;

namespace Guildhall.Voice.Rooms;

/// <summary>What every room works with.</summary>
internal sealed record RoomServices(
    TimeProvider Time,
    VoiceOptions Options,
    IVoiceOutlet Outlet,
    VoiceWorkers Workers,
    RoomDirectory Directory,
    EventRelay Relay,
    IVoiceSeats Seats,
    VoiceFigures Figures,
    ILogger Log)
{
    /// <summary>Where calls are summed up.</summary>
    public required ILogger Calls { get; init; }

    /// <summary>Answers a browser's offer; null while this process has no WebRTC.</summary>
    public IOfferAnswerer? Offers { get; init; }

    /// <summary>Makes a room's end-to-end encryption.</summary>
    public Func<IRoomFloor, RoomEncryption> Encryption { get; init; } = static _ => new RoomEncryption();
}
