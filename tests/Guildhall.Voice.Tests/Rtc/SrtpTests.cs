using System.Security.Cryptography;
using Guildhall.Testing;
using Guildhall.Voice.Crypto;
using Guildhall.Voice.Rtc.Packets;
using Guildhall.Voice.Rtc.Srtp;

namespace Guildhall.Voice.Tests.Rtc;

public sealed class SrtpTests
{
    private static readonly byte[] Key = Convert.FromHexString("E1F97A0D3E018BE0D64FA32C06DE4139");
    private static readonly byte[] Salt = Convert.FromHexString("0EC675AD498AFEEBB6960B3AABE6");

    public static TheoryData<SrtpProfile> Profiles => [SrtpProfile.AeadAes128Gcm, SrtpProfile.AesCm128Sha1];

    [Theory]
    [InlineData(SrtpKdf.RtpCipher, "C61E7A93744F39EE10734AFE3FF7A087")]
    [InlineData(SrtpKdf.RtpSalt, "30CBBC08863D8C85D49DB34A9AE1")]
    [InlineData(SrtpKdf.RtpAuthentication, "CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4")]
    public void Keys_are_derived_as_published(byte label, string expected)
    {
        var key = new byte[expected.Length / 2];
        SrtpKdf.Derive(Key, Salt, label, key);
        Convert.ToHexString(key).ShouldBe(expected);
    }

    [Theory]
    [InlineData(CipherChoice.Evp)]
    [InlineData(CipherChoice.Own)]
    [InlineData(CipherChoice.Runtime)]
    public void The_published_packet_is_sealed_and_opened_with_GCM(CipherChoice choice)
    {
        // RFC 7714, 16.1.1.
        var clear = Convert.FromHexString("8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573");
        var sealed_ = "8040F17B8041F8D35501A0B2F24DE3A3FB34DE6CACBA861C9D7E4BCABE633BD50D294E6F42A5F47A51C7D19B36DE3ADF8833899D7F27BEB16A9152CF765EE4390CCE";
        using var cipher = GcmSrtpCipher.WithSessionKey(Convert.FromHexString("000102030405060708090a0b0c0d0e0f"), Convert.FromHexString("517569642070726f2071756f"), choice);
        var buffer = new byte[clear.Length + 16];
        clear.CopyTo(buffer, 0);
        cipher.SealRtp(buffer, 12, clear.Length, 0x5501a0b2, 0xF17B).ShouldBe(buffer.Length);
        Convert.ToHexString(buffer).ShouldBe(sealed_);
        cipher.OpenRtp(buffer, 12, 0x5501a0b2, 0xF17B).ShouldBe(clear.Length);
        buffer.AsSpan(0, clear.Length).SequenceEqual(clear).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Packets_arrive_in_any_order_across_many_wraps_of_the_sequence(SrtpProfile profile)
    {
        var (sender, receiver) = Pair(profile);
        var order = Enumerable.Range(0, 200_000).Where(number => number % 97 == 0).ToArray();
        // Pairs come the wrong way round, and so do those around a wrap.
        for (var index = 0; index + 1 < order.Length; index += 2) (order[index], order[index + 1]) = (order[index + 1], order[index]);
        foreach (var number in order)
        {
            var packet = Packet((ulong)number + 65_000, 7, sender, out var clear);
            RtpHeader.TryRead(packet, out var header).ShouldBeTrue();
            var length = receiver.OpenRtp(packet, header, out var opened);
            length.ShouldBe(clear.Length, $"packet {number}");
            packet.AsSpan(0, length).SequenceEqual(clear).ShouldBeTrue();
            opened.ShouldBe((ulong)number + 65_000);
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_packet_counts_once(SrtpProfile profile)
    {
        var (sender, receiver) = Pair(profile);
        ulong[] numbers = [1000, 1001, 1005, 1003, 1005 + 127, 1005 + 128];
        var packets = numbers.Select(number => Packet(number, 7, sender, out _)).ToArray();
        foreach (var packet in packets) Open(receiver, packet.ToArray()).ShouldBeGreaterThan(0);
        foreach (var packet in packets) Open(receiver, packet.ToArray()).ShouldBe(-1);
        // 1004 is older than the window by now, 1006 is not and did not come yet.
        Open(receiver, Packet(1004, 7, sender, out _)).ShouldBe(-1);
        Open(receiver, Packet(1006, 7, sender, out _)).ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_changed_packet_is_refused_and_changes_nothing(SrtpProfile profile)
    {
        var (sender, receiver) = Pair(profile);
        var packet = Packet(5, 7, sender, out _);
        for (var index = 0; index < packet.Length; index++)
        {
            var changed = packet.ToArray();
            changed[index] ^= 0x10;
            Open(receiver, changed).ShouldBe(-1, $"byte {index}");
        }

        Open(receiver, packet).ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Forged_sources_do_not_fill_the_table(SrtpProfile profile)
    {
        var (sender, receiver) = Pair(profile);
        for (var ssrc = 100u; ssrc < 1000; ssrc++)
        {
            var forged = Packet(5, ssrc, sender, out _);
            forged[^1] ^= 1;
            Open(receiver, forged).ShouldBe(-1);
        }

        for (var ssrc = 0u; ssrc < SrtpReceiver.MaxSources; ssrc++) Open(receiver, Packet(5, ssrc, sender, out _)).ShouldBeGreaterThan(0);
        Open(receiver, Packet(5, 5000, sender, out _)).ShouldBe(-1);
        Open(receiver, Packet(6, 0, sender, out _)).ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Reports_are_sealed_counted_and_refused_when_repeated_or_changed(SrtpProfile profile)
    {
        var (sender, receiver) = Pair(profile);
        for (var round = 0; round < 300; round++)
        {
            var buffer = new byte[64];
            var writer = new RtcpWriter(buffer);
            writer.PictureLoss(1, (uint)round);
            var clear = buffer[..writer.Length];
            var packet = buffer[..sender.SealRtcp(buffer, writer.Length)];
            packet.AsSpan(8, 4).SequenceEqual(clear.AsSpan(8, 4)).ShouldBeFalse("the body is hidden");
            var changed = packet.ToArray();
            changed[round % changed.Length] ^= 1;
            receiver.OpenRtcp(changed).ShouldBe(-1);
            var copy = packet.ToArray();
            receiver.OpenRtcp(packet).ShouldBe(clear.Length);
            packet.AsSpan(0, clear.Length).SequenceEqual(clear).ShouldBeTrue();
            receiver.OpenRtcp(copy).ShouldBe(-1);
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Random_bytes_are_refused_without_harm(SrtpProfile profile)
    {
        var (_, receiver) = Pair(profile);
        var random = new Random(3);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(0, 90)];
            random.NextBytes(bytes);
            if (bytes.Length > 0) bytes[0] = (byte)(0x80 | (bytes[0] & 0x3F));
            if (RtpHeader.TryRead(bytes, out var header)) receiver.OpenRtp(bytes, header, out _).ShouldBe(-1);
            receiver.OpenRtcp(bytes).ShouldBe(-1);
        }
    }

    [Fact]
    public void Sealing_and_opening_allocate_nothing_with_GCM()
    {
        var (sender, receiver) = Pair(SrtpProfile.AeadAes128Gcm);
        var buffer = new byte[300];
        Round(0);
        var number = 0ul;
        Allocations.Least(4, _ =>
        {
            for (var rounds = 0; rounds < 250; rounds++) Round(++number);
        }).ShouldBeLessThan(250);

        void Round(ulong number)
        {
            RtpHeader.Write(buffer, 111, false, (ushort)number, 0, 9);
            var length = sender.SealRtp(buffer, 12, 200, 9, number);
            RtpHeader.TryRead(buffer.AsSpan(0, length), out var header);
            if (receiver.OpenRtp(buffer.AsSpan(0, length), header, out _) != 200) throw new InvalidOperationException("not opened");
        }
    }

    private static int Open(SrtpReceiver receiver, byte[] packet) => RtpHeader.TryRead(packet, out var header) ? receiver.OpenRtp(packet, header, out _) : -1;

    private static byte[] Packet(ulong number, uint ssrc, SrtpSender sender, out byte[] clear)
    {
        clear = new byte[12 + 8 + 40];
        RtpHeader.Write(clear, 111, true, (ushort)number, 960, ssrc);
        RtpExtensions.WriteSendTime(clear, 3, 262_144);
        RandomNumberGenerator.Fill(clear.AsSpan(20));
        var buffer = new byte[clear.Length + SrtpCipher.MaxOverhead];
        clear.CopyTo(buffer, 0);
        return buffer[..sender.SealRtp(buffer, 20, clear.Length, ssrc, number)];
    }

    private static (SrtpSender Sender, SrtpReceiver Receiver) Pair(SrtpProfile profile)
    {
        var salt = Salt[..SrtpKeys.SaltBytes(profile)];
        return (new SrtpSender(SrtpCipher.Create(profile, Key, salt)), new SrtpReceiver(SrtpCipher.Create(profile, Key, salt)));
    }
}
