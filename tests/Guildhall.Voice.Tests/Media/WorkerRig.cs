using Guildhall.Voice.Crypto;
using Guildhall.Voice.Media;
using Microsoft.Extensions.Logging.Abstractions;

namespace Guildhall.Voice.Tests.Media;

/// <summary>A worker without a thread and without a socket, with a clock of its own.</summary>
internal sealed class WorkerRig : IAsyncDisposable
{
    public static readonly ChannelId Room = new(new Snowflake(7));

    private readonly List<RigBot> _bots = [];
    private ulong _nextId;

    public WorkerRig(CipherChoice ciphers = CipherChoice.Evp, Func<IRtcHost, IRtcPath>? rtc = null)
    {
        Worker = new MediaWorker(new MediaWorkerOptions { Ciphers = ciphers, Rtc = rtc }, Listener, Time, NullLogger.Instance, Port);
        Turn();
    }

    public MediaWorker Worker { get; }

    public RigTime Time { get; } = new();

    public RigPort Port { get; } = new();

    public RigListener Listener { get; } = new();

    /// <summary>A bot that has joined and asked for its address; the worker can reach it.</summary>
    public RigBot Join(TransportMode mode = TransportMode.AesGcm, Guildhall.Community.Calls.RoomRights rights = Guildhall.Community.Calls.RoomRights.Speak | Guildhall.Community.Calls.RoomRights.Hear, ChannelId? room = null)
    {
        var bot = Arrive(mode, rights, room);
        Receive(bot.Question(), bot.Address);
        Worker.Key(bot.Id, bot.Key(isClaiming: true)).ShouldBeTrue();
        Turn();
        Port.Sent.Clear();
        return bot;
    }

    /// <summary>A bot that has opened its voice socket, no more.</summary>
    public RigBot Arrive(TransportMode mode = TransportMode.AesGcm, Guildhall.Community.Calls.RoomRights rights = Guildhall.Community.Calls.RoomRights.Speak | Guildhall.Community.Calls.RoomRights.Hear, ChannelId? room = null)
    {
        var bot = new RigBot(++_nextId, room ?? Room, mode, rights);
        _bots.Add(bot);
        Worker.Open(bot.Spec).ShouldBeTrue();
        Turn();
        return bot;
    }

    public void Turn() => Worker.Turn(TimeSpan.Zero);

    public void Pass(int ms)
    {
        Time.Pass(TimeSpan.FromMilliseconds(ms));
        Turn();
    }

    public void Receive(byte[] datagram, PeerAddress from)
    {
        Worker.Handle([.. datagram], from);
        Worker.Flush();
    }

    public void Speak(RigBot bot, params byte[] payload) => Receive(bot.Say(payload), bot.Address);

    /// <summary>What a bot has been sent and could open since the last time.</summary>
    public IReadOnlyList<RigBot.Heard> Heard(RigBot bot)
    {
        var heard = Port.Sent.Where(sent => sent.To == bot.Address).Select(sent => bot.Hear(sent.Datagram)).OfType<RigBot.Heard>().ToList();
        Port.Sent.RemoveAll(sent => sent.To == bot.Address);
        return heard;
    }

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        foreach (var bot in _bots) bot.Dispose();
    }
}
