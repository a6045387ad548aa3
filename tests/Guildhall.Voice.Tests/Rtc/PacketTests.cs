using Guildhall.Voice.Rtc.Packets;

namespace Guildhall.Voice.Tests.Rtc;

public sealed class PacketTests
{
    private static readonly RtpExtensionIds Ids = new(4, 10, 11, 1, 3, 2);

    [Fact]
    public void Extensions_of_both_forms_are_found()
    {
        byte[] shortForm = [0xBE, 0xDE, 0, 4, 0x10, 0x85, 0x40, (byte)'0', 0, 0xA0, (byte)'l', 0x31, 0x12, 0x34, 0, 0];
        byte[] longForm = [0x10, 0x00, 0, 4, 1, 1, 0x05, 4, 1, (byte)'0', 10, 1, (byte)'l', 3, 2, 0x12];
        var packet = new byte[12 + 20];
        RtpHeader.Write(packet, 111, true, 5, 6, 7);
        packet[0] |= 0x10;
        shortForm.CopyTo(packet, 12);
        RtpHeader.TryRead(packet, out var header).ShouldBeTrue();
        var read = RtpExtensions.Read(packet, header, Ids);
        (read.Level, read.IsSpeech, read.TransportSequence).ShouldBe((5, true, 0x1234));
        read.Mid.SequenceEqual("0"u8).ShouldBeTrue();
        read.Rid.SequenceEqual("l"u8).ShouldBeTrue();

        longForm.CopyTo(packet, 12);
        packet[28] = 0x34;
        RtpHeader.TryRead(packet, out header).ShouldBeTrue();
        read = RtpExtensions.Read(packet, header, Ids);
        (read.Level, read.IsSpeech, read.TransportSequence).ShouldBe((5, false, 0x1234));
        read.Mid.SequenceEqual("0"u8).ShouldBeTrue();
    }

    [Fact]
    public void A_packet_of_padding_alone_has_an_empty_payload()
    {
        var packet = new byte[12 + 5];
        RtpHeader.Write(packet, 96, false, 5, 6, 7);
        packet[0] |= 0x20;
        packet[^1] = 5;
        RtpHeader.TryRead(packet, out var header).ShouldBeTrue();
        header.TryPayload(packet, out var payload).ShouldBeTrue();
        payload.Length.ShouldBe(0);
        packet[^1] = 6;
        header.TryPayload(packet, out _).ShouldBeFalse("more padding than payload");
        packet[^1] = 0;
        header.TryPayload(packet, out _).ShouldBeFalse("padding of nothing");
    }

    [Fact]
    public void The_newest_block_of_redundant_sound_is_found()
    {
        byte[] payload = [0x80 | 111, 0x0F, 0x00, 3, 111, 1, 2, 3, 40, 41, 42, 43];
        RedPayload.TryNewest(payload, 111, out var newest).ShouldBeTrue();
        newest.ToArray().ShouldBe([40, 41, 42, 43]);
        RedPayload.TryNewest(payload, 112, out _).ShouldBeFalse("another codec");
        RedPayload.TryNewest(payload.AsSpan(0, 6), 111, out _).ShouldBeFalse("cut off");
    }

    [Fact]
    public void The_numbers_of_a_picture_are_read_and_replaced()
    {
        byte[] payload = [0x90, 0xE0, 0x92, 0x34, 0x56, 0x20, 0x00, 1, 2, 3];
        Vp8Descriptor.TryRead(payload, out var descriptor).ShouldBeTrue();
        (descriptor.Bytes, descriptor.IsKeyFrame, descriptor.PictureId, descriptor.BaseIndex).ShouldBe((6, true, 0x1234, (byte)0x56));
        descriptor.Rewrite(payload, 0x7ABC, 7);
        Vp8Descriptor.TryRead(payload, out descriptor).ShouldBeTrue();
        (descriptor.PictureId, descriptor.BaseIndex, descriptor.IsPictureLong).ShouldBe((0x7ABC, (byte)7, true));
        payload[6] = 1;
        Vp8Descriptor.TryRead(payload, out descriptor).ShouldBeTrue();
        descriptor.IsKeyFrame.ShouldBeFalse();
    }

    [Fact]
    public void Random_bytes_are_read_without_harm()
    {
        var random = new Random(6);
        for (var round = 0; round < 100_000; round++)
        {
            var bytes = new byte[random.Next(0, 64)];
            random.NextBytes(bytes);
            if (round % 2 == 0 && bytes.Length > 0) bytes[0] = (byte)(0x80 | (bytes[0] & 0x3F));
            if (RtpHeader.TryRead(bytes, out var header))
            {
                header.HeaderBytes.ShouldBeLessThanOrEqualTo(bytes.Length);
                RtpExtensions.Read(bytes, header, Ids);
                if (header.TryPayload(bytes, out var payload)) payload.Length.ShouldBeLessThanOrEqualTo(bytes.Length - header.HeaderBytes);
            }

            RedPayload.TryNewest(bytes, 111, out _);
            if (Vp8Descriptor.TryRead(bytes, out var descriptor)) descriptor.Rewrite(bytes, 77, 7);
        }
    }
}
