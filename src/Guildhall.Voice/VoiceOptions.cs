namespace Guildhall.Voice;

/// <summary>What can be set about voice; the defaults are those of a production server.</summary>
public sealed record VoiceOptions
{
    /// <summary>Host and port that clients open the voice gateway at, without a scheme; asked for anew each time.</summary>
    public required Func<string> Endpoint { get; init; }

    /// <summary>How often clients are told to heartbeat; two and a half of it without a beat closes the socket (4009).</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(13_750);

    /// <summary>How long a socket may stay without op 0 or 7.</summary>
    public TimeSpan IdentifyTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a client may take to answer a close frame, or to take a message, before it is cut.</summary>
    public TimeSpan CloseGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a session without a socket may be resumed.</summary>
    public TimeSpan ResumeGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often browsers are told how packets fare.</summary>
    public TimeSpan QualityEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Rooms that ask for another worker at once when theirs is lost, spread over two seconds for each thousand.</summary>
    public TimeSpan RebindStep { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How long a room without a worker waits before it asks again.</summary>
    public TimeSpan RebindEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Share of lost packets from which on a participant's connection is worth a line in the log, 0 to 1.</summary>
    public double WarnLoss { get; init; } = 0.1;

    /// <summary>Jitter from which on it is.</summary>
    public TimeSpan WarnJitter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Round trip from which on it is.</summary>
    public TimeSpan WarnRoundTrip { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether calls are end-to-end encrypted.</summary>
    public Dave.E2eePolicy E2ee { get; init; }

    /// <summary>Where browsers without UDP are relayed; null without relays.</summary>
    public TurnRelays? Turn { get; init; }

    /// <summary>Sends every message between actors through bytes, as it would travel between nodes.</summary>
    public bool RoundTripMessages { get; init; }
}
