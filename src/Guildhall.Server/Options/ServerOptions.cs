using System.Net;
using Guildhall.Community.Mail;
using Guildhall.Gateway;
using Guildhall.Gateway.Tls;
using Guildhall.Media.Images;
using Guildhall.Voice.Dave;
using Guildhall.Media.Scanning;
using Guildhall.Server.Roles;
using Guildhall.Voice.Crypto;
using Microsoft.Extensions.Logging;

namespace Guildhall.Server.Options;

/// <summary>
/// Everything the executable can be told, with defaults that work. <see cref="Settings"/> names each one for the command
/// line, the environment and the config file; a test builds the record itself.
/// </summary>
public sealed record ServerOptions
{
    /// <summary>The folder that holds all data; made when it does not exist.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>Where to listen. Port 0 takes any free port.</summary>
    public ListenAddress Listen { get; init; } = ListenAddress.Default;

    /// <summary>The parts of the house that run in this process.</summary>
    public RoleSet Roles { get; init; } = RoleSet.All;

    /// <summary>The address that people and bots use, when it differs from <see cref="Listen"/> (a proxy, a domain). No slash at the end.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The built web client; null takes the one beside the executable, if there is one.</summary>
    public string? WebFolder { get; init; }

    /// <summary>PEM file of the certificate when <see cref="Listen"/> is https.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>PEM file of the certificate's private key.</summary>
    public string? TlsKey { get; init; }

    /// <summary>New accounts that one address may make in an hour.</summary>
    public int RegistrationsPerHour { get; init; } = 60;

    /// <summary>Lets anybody who reaches the server make an account.</summary>
    public bool OpenRegistration { get; init; } = true;

    /// <summary>Logins that one address may try in a minute.</summary>
    public int LoginsPerMinute { get; init; } = 20;

    /// <summary>API requests that one account, or without a token one address, may make in a second.</summary>
    public int RequestsPerSecond { get; init; } = 50;

    /// <summary>Sessions that one bot may start in a day.</summary>
    public int SessionStartsPerDay { get; init; } = 1_000;

    /// <summary>Shards of one bot that may identify within five seconds.</summary>
    public int IdentifyConcurrency { get; init; } = 1;

    /// <summary>Bytes of memory that compressors of single connections take together.</summary>
    public long CompressionMemory { get; init; } = 64L << 20;

    /// <summary>Bytes that one account may upload in a day.</summary>
    public long UploadBytesPerDay { get; init; } = 2L << 30;

    /// <summary>Fetches what links in messages lead to, and shows it below them.</summary>
    public bool LinkPreviews { get; init; } = true;

    /// <summary>Names and addresses that links may be fetched from though they are not public.</summary>
    public IReadOnlyList<string> LinkHosts { get; init; } = [];

    /// <summary>The applications that the operator vouches for.</summary>
    public IReadOnlyList<ApplicationId> VerifiedApplications { get; init; } = [];

    /// <summary>The accounts that may see the figures of this server in the web client; nobody may when it is empty.</summary>
    public IReadOnlyCollection<UserId> Operators { get; init; } = [];

    /// <summary>The token that opens /metrics to other machines; null opens it to this one alone.</summary>
    public string? MetricsToken { get; init; }

    /// <summary>Turns every rate limit off. For load tests on a closed network only.</summary>
    public bool InsecureNoRateLimits { get; init; }

    /// <summary>Hashes new passwords with few rounds. What is stored then stays weak: for tests whose data is thrown away.</summary>
    public bool InsecureFastPasswords { get; init; }

    /// <summary>Believes X-Forwarded-For and X-Forwarded-Proto from a proxy on this machine.</summary>
    public bool BehindProxy { get; init; }

    /// <summary>The mail server, if there is one.</summary>
    public MailOptions Mail { get; init; } = new();

    /// <summary>How images are resized.</summary>
    public ThumbnailOptions Thumbnails { get; init; } = new();

    /// <summary>Whether and how uploads are looked through for viruses.</summary>
    public ScanOptions Scan { get; init; } = new();

    /// <summary>Log lines from this level on.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>One log line for each request.</summary>
    public bool AccessLog { get; init; }

    /// <summary>Who speaks TLS.</summary>
    public TlsLibrary TlsLibrary { get; init; } = TlsLibrary.Auto;

    /// <summary>Who owns the gateway's sockets.</summary>
    public GatewayTransport GatewayTransport { get; init; } = GatewayTransport.Auto;

    /// <summary>Loops that own the gateway's sessions; null takes one for each processor.</summary>
    public int? GatewayLoops { get; init; }

    /// <summary>Gives each of the gateway's loops a descriptor table of its own.</summary>
    public bool GatewayPrivateDescriptors { get; init; }

    /// <summary>How far the gateway's loops step back behind the process's other threads, 0 to 19.</summary>
    public int GatewayLoopNiceness { get; init; } = 5;

    /// <summary>The UDP port of voice; null takes the number of the port listened on, 0 any that is free.</summary>
    public int? VoiceUdpPort { get; init; }

    /// <summary>The IPv4 address that clients send voice to; null lets the machine find its own.</summary>
    public IPAddress? VoiceAddress { get; init; }

    /// <summary>Relays for browsers that cannot send UDP; used only with <see cref="TurnSecret"/>.</summary>
    public IReadOnlyList<string> TurnUrls { get; init; } = [];

    /// <summary>What the relays share with this server.</summary>
    public string? TurnSecret { get; init; }

    /// <summary>Whether calls are end-to-end encrypted.</summary>
    public E2eePolicy VoiceE2ee { get; init; }

    /// <summary>Which code seals voice packets with AES.</summary>
    public CipherChoice VoiceCrypto { get; init; } = CipherChoice.Evp;

    /// <summary>From when on the log warns of a participant's connection.</summary>
    public VoiceWarnings VoiceWarnings { get; init; } = new();

    /// <summary>How long a drain may take before what is left is cut off.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Past its capacity the server serves whom it has let in and turns the rest away.</summary>
    public bool OverloadProtection { get; init; } = true;

    /// <summary>Lets clients resume their sessions after a planned restart.</summary>
    public bool KeepSessions { get; init; } = true;

    /// <summary>How long clients that were told to reconnect may take before a drain closes their sockets.</summary>
    public TimeSpan ReconnectMoment { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Sends every message between actors through bytes, as it would travel between nodes. A test's switch.</summary>
    public bool RoundTripMessages { get; init; }
}
