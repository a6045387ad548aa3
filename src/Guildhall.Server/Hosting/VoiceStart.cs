using System.Net;
using System.Net.Sockets;
using Guildhall.Server.Options;
using Guildhall.Voice;
using Guildhall.Voice.Allocation;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc;

namespace Guildhall.Server.Hosting;

/// <summary>
/// Starts the worker that forwards packets, before anything can ask for a room, and another in its place when it ends by a fault.
/// </summary>
internal sealed class VoiceStart(VoiceService voice, RtcSupport rtc, ServerOptions options, TimeProvider time, ILoggerFactory logs) : IHostedLifecycleService
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LookUpLimit = TimeSpan.FromSeconds(5);

    // Known to be no use to anybody (RFC 5737): connecting a datagram socket to it sends nothing, and shows which address would be used.
    private static readonly IPEndPoint Elsewhere = new(IPAddress.Parse("192.0.2.1"), 9);

    private volatile bool _isStopping;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var address = options.VoiceAddress ?? await AddressOf(options, cancellationToken);
        Begin(address, options.VoiceUdpPort ?? options.Listen.Port);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Begin(IPAddress address, int port)
    {
        var bind = IPAddress.IsLoopback(address) && options.Listen is { IsEverywhere: false } ? IPAddress.Loopback : IPAddress.Any;
        try
        {
            var settings = new MediaWorkerOptions { Bind = new IPEndPoint(bind, port), Rtc = rtc.Path, Ciphers = options.VoiceCrypto };
            var media = new MediaWorker(settings, voice, time, logs.CreateLogger<MediaWorker>());
            _ = Watch(voice.Add(media, address), media, address);
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            throw new StartException($"UDP port {port}, which voice needs, is in use by another program or not allowed; choose another with --voice-udp, or with --listen for everything.");
        }
    }

    // Rooms find the new one by themselves.
    private async Task Watch(VoiceWorker worker, MediaWorker media, IPAddress address)
    {
        var port = media.Port;
        await media.Ended;
        // A server that never came to serve, for one whose port is taken, ends its worker too.
        while (!media.IsDisposed && !_isStopping && !voice.Workers.IsClosing)
        {
            await voice.LoseWorker(worker.Number);
            await Task.Delay(Breath, time);
            try
            {
                Begin(address, port);
                return;
            }
            catch (Exception failure) when (failure is StartException or InvalidOperationException)
            {
                logs.CreateLogger<VoiceStart>().VoiceNotRestarted(failure);
                if (failure is InvalidOperationException) return; // It has ended too often to be tried again.
            }
        }
    }

    /// <summary>The address that clients reach this machine at, as far as it can tell.</summary>
    private static async Task<IPAddress> AddressOf(ServerOptions options, CancellationToken cancel)
    {
        if (options.PublicUrl is { } url && await Resolve(url.Host, cancel) is { } resolved) return resolved;
        if (options.Listen.IsLocalhost) return IPAddress.Loopback;
        if (!options.Listen.IsEverywhere && options.Listen.Address is { AddressFamily: AddressFamily.InterNetwork } listened) return listened;
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            await probe.ConnectAsync(Elsewhere, cancel);
            return ((IPEndPoint)probe.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            return IPAddress.Loopback; // A machine without a network has nobody else to serve.
        }
    }

    private static async Task<IPAddress?> Resolve(string host, CancellationToken cancel)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(host.Trim('[', ']'), AddressFamily.InterNetwork, cancel).WaitAsync(LookUpLimit, cancel)).FirstOrDefault();
        }
        catch (Exception unknown) when (unknown is SocketException or TimeoutException or ArgumentException)
        {
            return null;
        }
    }
}
