using System.Net;
using System.Net.Sockets;
using Guildhall.Voice.Crypto;
using Guildhall.Voice.Media;
using Microsoft.Extensions.Logging.Abstractions;

namespace Guildhall.Voice.Tests.Media;

/// <summary>A worker with its thread and its socket.</summary>
public sealed class WorkerThreadTests
{
    [Theory]
    [InlineData(true, CipherChoice.Evp)]
    [InlineData(false, CipherChoice.Evp)]
    [InlineData(false, CipherChoice.Own)]
    [InlineData(false, CipherChoice.Runtime)]
    public async Task Two_bots_hear_each_other_over_a_socket(bool isPortable, CipherChoice ciphers)
    {
        var listener = new RigListener();
        await using var worker = new MediaWorker(new MediaWorkerOptions { IsPortable = isPortable, Ciphers = ciphers }, listener, TimeProvider.System, NullLogger<MediaWorker>.Instance);
        using var ada = new RigBot(1, WorkerRig.Room);
        using var bob = new RigBot(2, WorkerRig.Room, TransportMode.XChaCha);
        using var adasSocket = await Connect(worker, ada);
        using var bobsSocket = await Connect(worker, bob);
        await listener.Hears($"1 reached at {adasSocket.LocalEndPoint}");
        await listener.Hears($"2 reached at {bobsSocket.LocalEndPoint}");
        for (byte index = 1; index <= 50; index++)
        {
            adasSocket.Send(ada.Say(index, 9, 9, 9));
            (await Next(bobsSocket, bob)).ShouldBe([index, 9, 9, 9]);
            bobsSocket.Send(bob.Say(index, 8, 8, 8));
            (await Next(adasSocket, ada)).ShouldBe([index, 8, 8, 8]);
        }
        worker.Figures.PacketsOut.ShouldBe(102);
        worker.Figures.ForwardDelay.Counts.Sum().ShouldBe(102);
    }

    [Fact]
    public async Task A_worker_that_has_ended_gives_its_port_back()
    {
        var worker = new MediaWorker(new MediaWorkerOptions(), new RigListener(), TimeProvider.System, NullLogger<MediaWorker>.Instance);
        var bind = new IPEndPoint(IPAddress.Loopback, worker.Port);
        await worker.DisposeAsync();
        await using var next = new MediaWorker(new MediaWorkerOptions { Bind = bind }, new RigListener(), TimeProvider.System, NullLogger<MediaWorker>.Instance);
        next.Port.ShouldBe(bind.Port);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_worker_that_has_ended_takes_no_commands_and_can_be_ended_twice(bool isPortable)
    {
        var worker = new MediaWorker(new MediaWorkerOptions { IsPortable = isPortable }, new RigListener(), TimeProvider.System, NullLogger<MediaWorker>.Instance);
        await worker.DisposeAsync();
        worker.Close(new PeerId(1)).ShouldBeFalse();
        await worker.DisposeAsync();
    }

    private static async Task<Socket> Connect(MediaWorker worker, RigBot bot)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(IPAddress.Loopback, worker.Port);
        bot.Address = PeerAddress.From((IPEndPoint)socket.LocalEndPoint!);
        worker.Open(bot.Spec).ShouldBeTrue();
        var buffer = new byte[2048];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        // The command may not have run yet when the question comes.
        while (socket.Available == 0)
        {
            socket.Send(bot.Question());
            await Task.Delay(20, patience.Token);
        }
        while (socket.Available > 0) (await socket.ReceiveAsync(buffer, patience.Token)).ShouldBe(IpDiscovery.Length);
        worker.Key(bot.Id, bot.Key(isClaiming: true)).ShouldBeTrue();
        return socket;
    }

    private static async Task<byte[]> Next(Socket socket, RigBot bot)
    {
        var buffer = new byte[2048];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, patience.Token);
            if (bot.Hear(buffer[..length]) is { } heard) return heard.Payload;
        }
    }
}
