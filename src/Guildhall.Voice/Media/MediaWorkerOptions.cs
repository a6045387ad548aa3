using System.Net;
using Guildhall.Voice.Crypto;

namespace Guildhall.Voice.Media;

/// <summary>How a worker is set up.</summary>
public sealed record MediaWorkerOptions
{
    /// <summary>Where it listens. An IPv6 address takes IPv4 as well; port 0 is any that is free.</summary>
    public IPEndPoint Bind { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>Which code does AES-GCM.</summary>
    public CipherChoice Ciphers { get; init; } = CipherChoice.Evp;

    /// <summary>Takes the runtime's socket also where the system's batches could be had.</summary>
    public bool IsPortable { get; init; }

    /// <summary>Makes the browsers' half; null for a worker that serves bots alone.</summary>
    public Func<IRtcHost, IRtcPath>? Rtc { get; init; }

    /// <summary>For load generators, whose speakers stand for many.</summary>
    public int SenderPacketsPerSecond { get; init; } = VoiceLimits.SenderPacketsPerSecond;

    /// <summary>As <see cref="SenderPacketsPerSecond"/>.</summary>
    public int SenderBytesPerSecond { get; init; } = VoiceLimits.SenderBytesPerSecond;
}
