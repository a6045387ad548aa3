using System.Security.Cryptography;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc.Dtls;
using Guildhall.Voice.Rtc.Forwarding;
using Microsoft.Extensions.Logging;

namespace Guildhall.Voice.Rtc;

/// <summary>What browsers need of this process: a certificate for DTLS. Where OpenSSL is missing, calls are for bots alone, and the log says so.</summary>
public sealed class RtcSupport : IDisposable
{
    private readonly DtlsContext? _certificate;

    public RtcSupport(TimeProvider time, ILogger<RtcSupport> log)
    {
        try
        {
            _certificate = new DtlsContext(time);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException or CryptographicException)
        {
            log.NoBrowsers(missing);
            return;
        }

        Offers = new RtcOffers(_certificate.Fingerprint);
        Path = host => new RtcPath(host, _certificate, time);
    }

    /// <summary>Answers offers; null without OpenSSL.</summary>
    public IOfferAnswerer? Offers { get; }

    /// <summary>Makes the browsers' half of a worker; null without OpenSSL.</summary>
    public Func<IRtcHost, IRtcPath>? Path { get; }

    public void Dispose() => _certificate?.Dispose();
}
