using Guildhall.VoiceLoad.Net;

namespace Guildhall.VoiceLoad.Load;

/// <summary>Sends at a rate from all speakers, evenly spread, and counts what arrives at all listeners. One thread does both.</summary>
internal sealed class LoadRun : IDisposable
{
    private const int PayloadLength = 160;
    private const long Second = 1_000_000_000;
    private const long KeepAliveEvery = 2 * Second;
    private const long SettleAtMost = 3 * Second;
    private const long SettledAfter = Second / 4;

    private readonly LoadPeer[] _peers;
    private readonly LoadSpeaker[] _speakers;
    private readonly int _checkEvery;
    private readonly int _server;
    private readonly Poll _poll = new();
    private readonly ReceiveBatch _batch = new();
    private readonly byte[] _packet = new byte[2048];
    private readonly byte[] _payload = new byte[PayloadLength];
    private Histogram _times = new();
    private long _arrived;
    private long _checked;
    private long _lastArrival;
    private long _behind;
    private int _kept;

    public LoadRun(LoadPeer[] peers, LoadSpeaker[] speakers, int checkEvery, int server)
    {
        (_peers, _speakers, _checkEvery, _server) = (peers, speakers, checkEvery, server);
        for (var i = 0; i < peers.Length; i++) _poll.Add(peers[i].Socket, i);
    }

    /// <summary>One rate, in packets that leave the server each second.</summary>
    public StepResult Step(double rate, double seconds)
    {
        var copies = _speakers.Sum(speaker => (double)speaker.Listeners);
        var interval = (long)(Second / (rate / copies));
        Send(interval, Native.Now() + Second);
        Settle();
        var counts = Counts();
        (_times, _arrived, _checked, _behind) = (new Histogram(), 0, 0, 0);
        var (before, began) = (Cpu.Read(_server), Native.Now());
        var sent = Send(interval, began + (long)(seconds * Second));
        var (after, ended) = (Cpu.Read(_server), Native.Now());
        Settle();
        return Result(rate, sent, (ended - began) / 1e9, before, after, counts);
    }

    public void Dispose()
    {
        _poll.Dispose();
        _batch.Dispose();
    }

    private StepResult Result(double rate, long[] sent, double seconds, Cpu before, Cpu after, (long Received, long Doubled, long Reordered, long Bad) counts)
    {
        var expected = _speakers.Select((speaker, index) => sent[index] * speaker.Listeners).Sum();
        var (received, doubled, reordered, bad) = Counts();
        var span = seconds * 1e7;
        var (server, own) = (after.Server - before.Server, after.Own - before.Own);
        return new StepResult(rate, (received - counts.Received) / seconds, seconds, sent.Sum(), expected, received - counts.Received)
        {
            Doubled = doubled - counts.Doubled,
            Reordered = reordered - counts.Reordered,
            Bad = bad - counts.Bad,
            Checked = _checked,
            P50 = _times.Share(0.5),
            P99 = _times.Share(0.99),
            P999 = _times.Share(0.999),
            Worst = _times.Largest / 1e6,
            ServerCpu = server / span,
            ServerMicrosecondsEach = server / 1e3 / Math.Max(1, received - counts.Received),
            LoadCpu = own / span,
            OthersCpu = Math.Max(0, after.All - before.All - server - own) / span,
            Behind = _behind / 1e6,
            KernelDrops = after.Drops - before.Drops,
        };
    }

    private (long Received, long Doubled, long Reordered, long Bad) Counts()
    {
        var streams = _peers.SelectMany(peer => peer.Streams);
        var (received, doubled, reordered) = (0L, 0L, 0L);
        foreach (var stream in streams) (received, doubled, reordered) = (received + stream.Received, doubled + stream.Doubled, reordered + stream.Reordered);
        return (received, doubled, reordered, _peers.Sum(peer => peer.Bad));
    }

    /// <summary>Sends until then; how many each speaker has sent.</summary>
    private long[] Send(long interval, long until)
    {
        var before = Array.ConvertAll(_speakers, speaker => speaker.Sent);
        var began = Native.Now();
        for (var i = 0; i < _speakers.Length; i++) _speakers[i].Due = began + (interval * i / _speakers.Length);
        var order = new PriorityQueue<LoadSpeaker, long>(_speakers.Select(speaker => (speaker, speaker.Due)));
        for (var now = began; now < until; now = Native.Now())
        {
            for (var many = 0; many < 64 && order.TryPeek(out var speaker, out var due) && due <= now; many++)
            {
                _behind = Math.Max(_behind, now - due);
                SendOne(speaker);
                speaker.Due += interval;
                _ = order.DequeueEnqueue(speaker, speaker.Due);
            }

            Receive();
            KeepAlive(now - began);
        }

        return [.. _speakers.Select((speaker, index) => speaker.Sent - before[index])];
    }

    private void SendOne(LoadSpeaker speaker)
    {
        LoadPayload.Write(_payload, speaker.Number, speaker.Next(), Native.Now());
        var length = speaker.Peer.Seal(_packet, _payload);
        if (Sockets.Send(speaker.Peer.Socket, _packet.AsSpan(0, length))) speaker.Sent++;
    }

    // Everybody in turn, so that no burst of checks stands in the way of sound.
    private void KeepAlive(long elapsed)
    {
        var due = elapsed * _peers.Length / KeepAliveEvery;
        if (due > _kept + _peers.Length || due < _kept - _peers.Length) _kept = (int)due;
        for (; _kept < due; _kept++) _peers[_kept % _peers.Length].KeepAlive();
    }

    private void Settle()
    {
        var began = Native.Now();
        _lastArrival = began;
        for (var now = began; now - began < SettleAtMost && now - _lastArrival < SettledAfter; now = Native.Now()) Receive();
    }

    private void Receive()
    {
        var ready = _poll.Wait(0);
        for (var i = 0; i < ready; i++)
        {
            var peer = _peers[_poll.Ready(i)];
            var count = _batch.Fill((int)peer.Socket.Handle);
            for (var k = 0; k < count; k++) Take(peer, k);
        }
    }

    private void Take(LoadPeer peer, int index)
    {
        var packet = _batch.Packet(index);
        var header = peer.HeaderOf(packet);
        if (header == 0)
        {
            peer.Other(packet);
            return;
        }

        var stream = peer.StreamOf(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(packet[8..]));
        if (!stream.Count(System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(packet[2..]))) return;
        _lastArrival = _batch.Arrived(index);
        if (_arrived++ % _checkEvery != 0) return;
        _checked++;
        if (LoadPayload.Read(peer.Open(packet, header, stream)) is { } sent) _times.Add(_lastArrival - sent);
        else peer.Bad++;
    }
}
