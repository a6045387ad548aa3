using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using Guildhall.Community.Mail;
using Guildhall.Gateway;
using Guildhall.Gateway.Tls;
using Guildhall.Media.Scanning;
using Guildhall.Server.Roles;
using Guildhall.Voice.Crypto;
using Guildhall.Voice.Dave;
using Microsoft.Extensions.Logging;

namespace Guildhall.Server.Options;

/// <summary>The table of settings: the one source of flags, variables, config keys, their help and their validation.</summary>
public static class Settings
{
    /// <summary>Every setting, in the order of the help.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("data", "DIR", "\"data\"", "Folder that holds everything the server remembers; made when missing.",
            (options, text) => options with { DataFolder = Folder(text) }),
        new("listen", "URL", "\"http://localhost:8080\"", "Address to serve on; http://*:8080 serves every network of this machine.",
            (options, text) => options with { Listen = Listen(text) }),
        new("roles", "LIST", "\"gateway,api,guilds,voice,media,workers\"", "Parts of the house that run in this process.",
            (options, text) => options with { Roles = RoleSet.Parse(text) }),
        new("public-url", "URL", "null", "Address that people and bots use, when it is not the one listened on (a domain, a proxy).",
            (options, text) => options with { PublicUrl = PublicUrl(text) }),
        new("web", "DIR", "null", "Folder of the built web client; by default the one beside the executable.",
            (options, text) => options with { WebFolder = ExistingFolder(text) }),
        new("tls-certificate", "FILE", "null", "Certificate chain in PEM, for an https address.",
            (options, text) => options with { TlsCertificate = ExistingFile(text) }),
        new("tls-key", "FILE", "null", "Private key of the certificate, in PEM.",
            (options, text) => options with { TlsKey = ExistingFile(text) }),
        new("tls-library", "NAME", "\"auto\"", "What speaks TLS: openssl (a connection costs less memory), dotnet, or auto for OpenSSL where it is.",
            (options, text) => options with { TlsLibrary = Library(text) }),
        new("behind-proxy", null, "false", "Believe X-Forwarded-For and X-Forwarded-Proto from a proxy on this machine.",
            (options, text) => options with { BehindProxy = Switch(text) }),
        new("registrations-per-hour", "N", "60", "New accounts that one address may make in an hour.",
            (options, text) => options with { RegistrationsPerHour = Number(text, 1, 1_000_000) }),
        new("open-registration", null, "true", "Let anybody who reaches the server make an account.",
            (options, text) => options with { OpenRegistration = Switch(text) }),
        new("logins-per-minute", "N", "20", "Logins that one address may try in a minute.",
            (options, text) => options with { LoginsPerMinute = Number(text, 1, 1_000_000) }),
        new("requests-per-second", "N", "50", "API requests that one account (without a token: one address) may make in a second.",
            (options, text) => options with { RequestsPerSecond = Number(text, 1, 1_000_000) }),
        new("session-starts-per-day", "N", "1000", "Sessions that one bot may start in a day.",
            (options, text) => options with { SessionStartsPerDay = Number(text, 1, 1_000_000) }),
        new("identify-concurrency", "N", "1", "Shards of one bot that may identify within five seconds.",
            (options, text) => options with { IdentifyConcurrency = Number(text, 1, 1_024) }),
        new("compression-megabytes", "N", "64", "Memory for compressors of single connections: quiet ones and phones get one, and receive a third of the bytes.",
            (options, text) => options with { CompressionMemory = (long)Number(text, 0, 1_000_000) << 20 }),
        new("upload-megabytes-per-day", "N", "2048", "Files that one account may upload in a day.",
            (options, text) => options with { UploadBytesPerDay = (long)Number(text, 1, 1_000_000) << 20 }),
        new("link-previews", null, "true", "Fetch what links in messages lead to, and show it below them.",
            (options, text) => options with { LinkPreviews = Switch(text) }),
        new("link-hosts", "LIST", "\"\"", "Hosts of one's own network that links may be fetched from and applications called at; all others must be public.",
            (options, text) => options with { LinkHosts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) }),
        new("verified-applications", "LIST", "\"\"", "Ids of applications that you vouch for; people see a mark beside their names.",
            (options, text) => options with { VerifiedApplications = Applications(text) }),
        new("operators", "LIST", "\"\"", "Ids of the accounts that may see the figures of this server in the web client; by default nobody may.",
            (options, text) => options with { Operators = Users(text) }),
        new("metrics-token", "TEXT", "null", "Token (16 characters or more) that opens /metrics to other machines; better set in the environment or the config file. Without it only this machine may ask.",
            (options, text) => options with { MetricsToken = Token(text) }),
        new("insecure-no-rate-limits", null, "false", "Turn every rate limit off, for load tests on a closed network.",
            (options, text) => options with { InsecureNoRateLimits = Switch(text) }),
        new("insecure-fast-passwords", null, "false", "Hash passwords a hundred times faster and easier to guess, for tests whose data is thrown away.",
            (options, text) => options with { InsecureFastPasswords = Switch(text) }),
        new("thumbnailer", "PROGRAM", "\"vipsthumbnail\"", "Program that resizes images (libvips); off serves originals only.",
            (options, text) => options with { Thumbnails = options.Thumbnails with { Program = ProgramOrOff(text) } }),
        new("thumbnail-cache-megabytes", "N", "512", "Disk that resized images may take; the oldest used go first.",
            (options, text) => options with { Thumbnails = options.Thumbnails with { CacheBytes = (long)Number(text, 1, 1_000_000) << 20 } }),
        new("virus-scanner", "ADDRESS", "null", "ClamAV's daemon, which looks at every upload: a socket such as /run/clamav/clamd.ctl, or HOST:PORT.",
            (options, text) => options with { Scan = options.Scan with { Scanner = ScannerAddress.Parse(text) } }),
        new("keep-infected", null, "false", "Keep infected uploads in blobs/quarantine instead of deleting them.",
            (options, text) => options with { Scan = options.Scan with { KeepInfected = Switch(text) } }),
        new("accept-unscanned", null, "false", "Take uploads in unseen while the virus scanner cannot be asked, instead of refusing them.",
            (options, text) => options with { Scan = options.Scan with { AcceptUnscanned = Switch(text) } }),
        new("smtp-server", "HOST:PORT", "null", "Mail server that sends what people need to confirm an address or a new password; without one, mail waits in the folder outbox.",
            (options, text) => options with { Mail = MailServer(options.Mail, text) }),
        new("smtp-user", "NAME", "null", "Name to log in to the mail server with.",
            (options, text) => options with { Mail = options.Mail with { SmtpUser = text } }),
        new("smtp-password", "TEXT", "null", "Password for the mail server; better set in the environment or the config file than on the command line.",
            (options, text) => options with { Mail = options.Mail with { SmtpPassword = text } }),
        new("smtp-from", "ADDRESS", "null", "Sender of mail; guildhall at the host of the public address when not set.",
            (options, text) => options with { Mail = options.Mail with { From = MailSender(text) } }),
        new("insecure-smtp", null, "false", "Send mail without STARTTLS, to a relay on this machine.",
            (options, text) => options with { Mail = options.Mail with { InsecureSmtp = Switch(text) } }),
        new("gateway-transport", "NAME", "\"auto\"", "Who owns the gateway's sockets: loops (Linux, without TLS), kestrel, or auto for the loops where they can run.",
            (options, text) => options with { GatewayTransport = Transport(text) }),
        new("gateway-loops", "N", "null", "Loops that own the gateway's sessions, each a thread; by default one for each processor.",
            (options, text) => options with { GatewayLoops = Number(text, 1, 64) }),
        new("gateway-private-descriptors", null, "false", "Give each loop a descriptor table of its own, for more sockets than one process may have files open; with --gateway-loops.",
            (options, text) => options with { GatewayPrivateDescriptors = Switch(text) }),
        new("gateway-loop-niceness", "N", "5", "How far the gateway's loops step back behind the threads of requests and of the store, as in nice(1): 0 to 19.",
            (options, text) => options with { GatewayLoopNiceness = Number(text, 0, 19) }),
        new("voice-udp", "PORT", "null", "UDP port that voice and video use; by default the number of the port listened on. 0 takes any that is free.",
            (options, text) => options with { VoiceUdpPort = Number(text, 0, 65_535) }),
        new("voice-address", "IP", "null", "IPv4 address that clients send voice to, when it is not the one this machine finds itself (behind NAT: the public one).",
            (options, text) => options with { VoiceAddress = Ipv4(text) }),
        new("voice-e2ee", "POLICY", "\"prefer\"", "End-to-end encryption of calls: prefer (whenever everybody in the call can), require (turn away who cannot), or off.",
            (options, text) => options with { VoiceE2ee = E2ee(text) }),
        new("voice-crypto", "NAME", "\"evp\"", "Code that seals voice packets with AES: evp (OpenSSL), own (a third of the time, reviewed by us alone), or runtime (slow, works everywhere).",
            (options, text) => options with { VoiceCrypto = Ciphers(text) }),
        new("turn-urls", "LIST", "null", "Relays for browsers whose network lets no UDP through, such as turns:turn.example.org:443?transport=tcp; with --turn-secret.",
            (options, text) => options with { TurnUrls = Relays(text) }),
        new("turn-secret", "TEXT", "null", "Secret (static-auth-secret) that coturn shares with this server; better set in the environment or the config file.",
            (options, text) => options with { TurnSecret = text }),
        new("voice-warn-loss-percent", "N", "10", "Lost packets of a participant from which on the log warns, in percent.",
            (options, text) => options with { VoiceWarnings = options.VoiceWarnings with { LossPercent = Number(text, 1, 100) } }),
        new("voice-warn-jitter-ms", "N", "100", "Jitter of a participant from which on the log warns, in milliseconds.",
            (options, text) => options with { VoiceWarnings = options.VoiceWarnings with { JitterMs = Number(text, 1, 60_000) } }),
        new("voice-warn-round-trip-ms", "N", "500", "Round trip to a participant from which on the log warns, in milliseconds.",
            (options, text) => options with { VoiceWarnings = options.VoiceWarnings with { RoundTripMs = Number(text, 1, 60_000) } }),
        new("drain-seconds", "N", "20", "How long a stop may take before what is left is cut off.",
            (options, text) => options with { DrainTimeout = TimeSpan.FromSeconds(Number(text, 1, 3_600)) }),
        new("overload-protection", null, "true", "Past capacity, serve what was let in and answer the rest with 429; off lets everything in.",
            (options, text) => options with { OverloadProtection = Switch(text) }),
        new("keep-sessions", null, "true", "Hand sessions over to the next start at a planned stop, so that clients resume and miss nothing.",
            (options, text) => options with { KeepSessions = Switch(text) }),
        new("log-level", "LEVEL", "\"warning\"", "Log lines from this level on: debug, information, warning, error.",
            (options, text) => options with { LogLevel = Level(text) }),
        new("access-log", null, "false", "Write one log line for each request.",
            (options, text) => options with { AccessLog = Switch(text) }),
    ];

    private static string[] Relays(string text)
    {
        var urls = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.TrueForAll(urls, static url => url.StartsWith("turn:", StringComparison.Ordinal) || url.StartsWith("turns:", StringComparison.Ordinal))
            ? urls
            : throw new FormatException("a relay is written turn:HOST:PORT or turns:HOST:PORT, with ?transport=tcp where it is to be TCP");
    }

    private static string? ProgramOrOff(string text) =>
        text.Trim().Length == 0 ? throw new FormatException("it names no program") : text == "off" ? null : text;

    private static string Folder(string text) =>
        text.Trim().Length > 0 ? text : throw new FormatException("it names no folder");

    private static string ExistingFolder(string text) =>
        Directory.Exists(text) ? text : throw new FormatException("there is no such folder");

    private static string ExistingFile(string text) =>
        File.Exists(text) ? text : throw new FormatException("there is no such file");

    private static ListenAddress Listen(string text) =>
        ListenAddress.TryParse(text, out var address, out var reason) ? address : throw new FormatException(reason);

    private static Uri PublicUrl(string text) =>
        Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") && url.PathAndQuery == "/"
            ? url
            : throw new FormatException("it must be an address such as https://chat.example.org, without a path");

    private static MailOptions MailServer(MailOptions mail, string text)
    {
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        if (Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown) throw new FormatException("it must be a host and a port, such as mail.example.org:587");
        return mail with { SmtpHost = host.Trim('[', ']'), SmtpPort = colon < 0 ? mail.SmtpPort : Number(text[(colon + 1)..], 1, 65_535) };
    }

    private static string MailSender(string text) =>
        MailAddress.TryCreate(text, out _) && !text.Any(char.IsControl) ? text : throw new FormatException("it must be an e-mail address");

    private static bool Switch(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" or "" => true,
        "false" or "0" or "no" or "off" => false,
        _ => throw new FormatException("it is neither true nor false"),
    };

    private static ApplicationId[] Applications(string text) =>
    [
        .. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(id =>
            Snowflake.TryParse(id, out var application) ? new ApplicationId(application) : throw new FormatException($"'{id}' is not the id of an application")),
    ];

    private static UserId[] Users(string text) =>
    [
        .. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(id =>
            Snowflake.TryParse(id, out var user) ? new UserId(user) : throw new FormatException($"'{id}' is not the id of an account")),
    ];

    private static string Token(string text) =>
        text.Length >= 16 && text.All(letter => letter is > ' ' and < '\x7f') ? text : throw new FormatException("it must be 16 or more letters, digits and signs, without spaces");

    private static E2eePolicy E2ee(string text) => text switch
    {
        "prefer" => E2eePolicy.Prefer,
        "require" => E2eePolicy.Require,
        "off" => E2eePolicy.Off,
        _ => throw new FormatException("it must be prefer, require or off"),
    };

    private static IPAddress Ipv4(string text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && !address.Equals(IPAddress.Any)
            ? address
            : throw new FormatException("it must be an IPv4 address such as 203.0.113.7");

    private static int Number(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new FormatException($"it must be a whole number from {min} to {max}");

    private static TlsLibrary Library(string text) => text.ToLowerInvariant() switch
    {
        "auto" => TlsLibrary.Auto,
        "openssl" => TlsLibrary.OpenSsl,
        "dotnet" => TlsLibrary.DotNet,
        _ => throw new FormatException("the libraries are auto, openssl and dotnet"),
    };

    private static GatewayTransport Transport(string text) => text.ToLowerInvariant() switch
    {
        "auto" => GatewayTransport.Auto,
        "kestrel" => GatewayTransport.Kestrel,
        "loops" => GatewayTransport.Loops,
        _ => throw new FormatException("the transports are auto, kestrel and loops"),
    };

    private static CipherChoice Ciphers(string text) => text.ToLowerInvariant() switch
    {
        "evp" => CipherChoice.Evp,
        "own" => CipherChoice.Own,
        "runtime" => CipherChoice.Runtime,
        _ => throw new FormatException("the choices are evp, own and runtime"),
    };

    private static LogLevel Level(string text) => text.ToLowerInvariant() switch
    {
        "debug" => LogLevel.Debug,
        "information" => LogLevel.Information,
        "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => throw new FormatException("the levels are debug, information, warning and error"),
    };
}
