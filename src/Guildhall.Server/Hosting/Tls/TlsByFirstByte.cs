using Guildhall.Gateway.Tls;
using Guildhall.Server.Options;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Guildhall.Server.Hosting.Tls;

/// <summary>
/// TLS and plain text on one port: a connection whose first byte begins a TLS handshake is decrypted, and any other is left as it is.
/// </summary>
internal static class TlsByFirstByte
{
    private const byte Handshake = 0x16;
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(30);

    /// <summary>Where TLS on the port listened on comes from the house itself: clients of voice insist on it, and the operator has given none.</summary>
    public static bool IsWanted(ServerOptions options) =>
        options.Roles.Has(Roles.Role.Voice) && !options.Listen.IsTls && options.PublicUrl is null or { Scheme: "http" };

    /// <summary>Every name that a client may open the endpoint with.</summary>
    public static IReadOnlyList<string> Names(ServerOptions options)
    {
        List<string> names = ["localhost", "127.0.0.1", "::1", Environment.MachineName];
        if (options.PublicUrl is { } url) names.Add(url.Host);
        if (!options.Listen.IsEverywhere) names.Add(options.Listen.Host);
        if (options.VoiceAddress is { } address) names.Add(address.ToString());
        return [.. names.Where(static name => Uri.CheckHostName(name.Trim('[', ']')) != UriHostNameType.Unknown).Select(static name => name.Trim('[', ']')).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Serves both on an endpoint. What comes behind it sees plain text in either case.</summary>
    /// <param name="hasOpenSsl">Whether OpenSSL decrypts, else .NET.</param>
    public static void Use(ListenOptions listen, HouseAuthority authority, bool hasOpenSsl)
    {
        // An endpoint's handlers are made from the last to the first, so the one behind TLS is known when the one before it is made.
        ConnectionDelegate? behind = null;
        listen.Use(next =>
        {
            var (decrypt, plain) = (next, behind!);
            return connection => Choose(connection, decrypt, plain).Unwrap();
        });
        if (hasOpenSsl) listen.UseOpenSsl(authority.Leaf, []);
        else listen.UseHttps(https => https.ServerCertificateSelector = (_, _) => authority.Leaf());
        listen.Use(next => behind = next);
    }

    /// <summary>Looks at the first byte and starts what serves the connection; what the look needed is not kept for the connection's life.</summary>
    private static async Task<Task> Choose(ConnectionContext connection, ConnectionDelegate decrypt, ConnectionDelegate plain)
    {
        var input = connection.Transport.Input;
        using var deadline = new CancellationTokenSource(SilenceLimit);
        bool isTls;
        try
        {
            var read = await input.ReadAsync(deadline.Token);
            isTls = !read.Buffer.IsEmpty && read.Buffer.FirstSpan[0] == Handshake;
            var isOver = read.Buffer.IsEmpty;
            // Looked at, and not taken.
            input.AdvanceTo(read.Buffer.Start);
            if (isOver) return Task.CompletedTask;
        }
        catch (OperationCanceledException)
        {
            connection.Abort();
            return Task.CompletedTask;
        }
        catch (Exception fault) when (fault is IOException or ConnectionAbortedException)
        {
            return Task.CompletedTask; // Gone before it said anything.
        }

        return (isTls ? decrypt : plain)(connection);
    }
}
