using System.Net;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Tests.Media;

/// <summary>Whatever arrives, the worker goes on, tells nobody's secrets and answers with no more than it was asked.</summary>
public sealed class HostileTests
{
    private static readonly byte[] Opus = [0xFC, 1, 2, 3, 4, 5, 6, 7];

    [Fact]
    public async Task Noise_of_every_length_leads_to_nothing()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        rig.Join();
        var random = new Random(1);
        for (var index = 0; index < 60_000; index++)
        {
            var noise = new byte[random.Next(0, index % 50 == 0 ? 2049 : 120)];
            random.NextBytes(noise);
            if (noise.Length > 0 && index % 2 == 0) noise[0] = (byte)(0x80 | noise[0] & 0x3F);
            rig.Receive(noise, index % 3 == 0 ? ada.Address : PeerAddress.FromIPv4((uint)random.Next(), 9));
        }
        rig.Port.Sent.ShouldBeEmpty();
        rig.Worker.Figures.Dropped(DropReason.Faulty).ShouldBe(0);
    }

    [Fact]
    public async Task True_packets_with_something_changed_are_never_answered_with_more()
    {
        await using var rig = new WorkerRig();
        var bots = (RigBot[])[rig.Join(), rig.Join(TransportMode.XChaCha), rig.Join()];
        var random = new Random(2);
        for (var index = 0; index < 30_000; index++)
        {
            var bot = bots[index % 3];
            var packet = (index % 5) switch
            {
                0 => bot.Question(),
                1 => bot.Packet(Opus, extension: new byte[4 * random.Next(0, 20)], sources: random.Next(0, 16)),
                _ => bot.Say(Opus),
            };
            Mutate(ref packet, random);
            rig.Port.Sent.Clear();
            rig.Receive(packet, index % 4 == 0 ? PeerAddress.FromIPv4((uint)random.Next(), 9) : bot.Address);
            foreach (var (_, sent) in rig.Port.Sent) sent.Length.ShouldBeLessThanOrEqualTo(packet.Length);
            if (index % 20 == 0) rig.Pass(100);
        }
        rig.Worker.Figures.Dropped(DropReason.Faulty).ShouldBe(0);
        rig.Worker.Figures.Dropped(DropReason.Forged).ShouldBeGreaterThan(1000);
    }

    [Fact]
    public async Task What_a_bot_with_a_true_key_sends_may_be_as_strange_as_it_likes()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        rig.Join();
        var random = new Random(3);
        for (var index = 0; index < 20_000; index++)
        {
            var payload = new byte[random.Next(0, 40)];
            random.NextBytes(payload);
            var packet = random.Next(4) switch
            {
                0 => ada.Packet(payload, extension: new byte[4 * random.Next(0, 8)], profile: (ushort)random.Next(65536)),
                1 => ada.Packet(payload, padding: random.Next(1, 255), type: random.Next(256)),
                2 => ada.Packet(payload, extension: [], sources: random.Next(16)),
                _ => Overlong(ada, payload),
            };
            rig.Receive(packet, ada.Address);
            rig.Pass(5);
        }
        rig.Worker.Figures.Dropped(DropReason.Faulty).ShouldBe(0);
        rig.Port.Sent.Count.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void Headers_are_read_within_their_bytes()
    {
        var random = new Random(4);
        for (var index = 0; index < 100_000; index++)
        {
            var noise = new byte[random.Next(0, 90)];
            random.NextBytes(noise);
            if (!RtpHeader.TryRead(noise, out var header)) continue;
            header.Length.ShouldBeInRange(RtpHeader.FixedLength, noise.Length);
        }
    }

    [Fact]
    public void A_window_knows_what_it_has_seen_whatever_the_order()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var window = new ReplayWindow();
            var seen = new HashSet<uint>();
            var at = (uint)random.NextInt64(uint.MaxValue);
            for (var index = 0; index < 300; index++)
            {
                var number = (uint)(at + random.Next(-20, 20));
                if (random.Next(3) == 0) at += (uint)random.Next(0, 40);
                if (window.HasSeen(number)) continue;
                seen.Add(number).ShouldBeTrue($"{number} was taken twice");
                window.Take(number);
            }
        }
    }

    [Fact]
    public async Task The_worker_takes_no_more_peers_than_it_can_hold_and_no_more_commands()
    {
        await using var rig = new WorkerRig();
        var posted = 0;
        while (rig.Worker.Close(new PeerId(1)) && posted <= VoiceLimits.WorkerCommands) posted++;
        posted.ShouldBe(VoiceLimits.WorkerCommands);
        rig.Turn();
        rig.Worker.Close(new PeerId(1)).ShouldBeTrue();
    }

    // An extension that claims more than there is.
    private static byte[] Overlong(RigBot bot, byte[] payload)
    {
        var packet = bot.Packet(payload, extension: new byte[4]);
        packet[RtpHeader.FixedLength + 3] = 0xFF;
        return packet;
    }

    private static void Mutate(ref byte[] packet, Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                packet = packet[..random.Next(packet.Length)];
                break;
            case 1:
                packet = [.. packet, .. new byte[random.Next(1, 30)]];
                break;
            case 2:
                packet[random.Next(packet.Length)] ^= (byte)(1 << random.Next(8));
                break;
            case 3:
                packet.AsSpan(random.Next(packet.Length)).Fill((byte)random.Next(256));
                break;
            default:
                break;
        }
    }
}
