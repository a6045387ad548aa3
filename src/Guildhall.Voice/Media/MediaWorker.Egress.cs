using System.Buffers.Binary;
using Guildhall.Voice.Crypto;

namespace Guildhall.Voice.Media;

// What goes out.
public sealed partial class MediaWorker
{
    private const byte Version = 0x80;
    private const byte WithExtension = 0x10;
    private const byte Marker = 0x80;
    private const int ExtensionHeader = 4;

    private MediaPeer? _rented;
    private long _queuedAt;

    public void Forward(MediaPeer speaker, in AudioFrame frame)
    {
        ArgumentNullException.ThrowIfNull(speaker);
        if (!speaker.MaySpeak)
        {
            Figures.Drop(DropReason.Muted);
            return;
        }
        if (!Listen(speaker, frame))
        {
            speaker.Withheld++;
            Figures.Drop(DropReason.Silent);
            return;
        }
        var room = speaker.Room;
        if (room.IsStale) Rebuild(room);
        ForwardToBots(room, speaker, frame);
        if (speaker.ActiveSlot >= 0 && room.Browsers.Length > 0) _rtc?.Forward(room, speaker, speaker.ActiveSlot, frame);
    }

    public unsafe Span<byte> Rent(MediaPeer receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        if (_queue.IsFull) Flush();
        _rented = receiver;
        return new Span<byte>(_queue.Data(_queue.Rent(receiver.Address)), VoiceLimits.DatagramBytes);
    }

    public unsafe Span<byte> Rent(in PeerAddress to)
    {
        if (_queue.IsFull) Flush();
        _rented = null;
        return new Span<byte>(_queue.Data(_queue.Rent(to)), VoiceLimits.DatagramBytes);
    }

    public void Commit(int length)
    {
        if (length <= 0) return;
        if (_queue.Count == 0) _queuedAt = _time.GetTimestamp();
        if (_rented is not null) _rented.PacketsOut++;
        _queue.Commit(_rented, length);
        _queuedBytes += length;
        _rented = null;
    }

    /// <summary>Sends what is queued.</summary>
    public void Flush()
    {
        var count = _queue.Count;
        if (count == 0) return;
        var dropped = _port.Send(_queue);
        if (dropped > 0) Figures.Drop(DropReason.Unsent, dropped);
        Figures.Send(count - dropped, _queuedBytes);
        Figures.ForwardDelay.Add((long)_time.GetElapsedTime(_batchAt).TotalMicroseconds, count);
        _queuedBytes = 0;
    }

    private unsafe void ForwardToBots(MediaRoom room, MediaPeer speaker, in AudioFrame frame)
    {
        var bots = room.Bots;
        if (bots.Length == 0) return;
        var header = stackalloc byte[RtpHeader.FixedLength + ExtensionHeader];
        var headerLength = WriteHeader(header, speaker.Spec.AudioSsrc, frame);
        var total = headerLength + frame.Length + PacketCipher.TagLength + CounterLength;
        if (total > VoiceLimits.DatagramBytes) return;
        var isEncrypted = frame.IsEncrypted;
        var nonce = stackalloc byte[24];
        new Span<byte>(nonce, 24).Clear();
        foreach (var bot in bots)
        {
            if (ReferenceEquals(bot, speaker)) continue;
            if (isEncrypted && bot.Guard == E2eeRule.WithholdEncrypted)
            {
                Figures.Drop(DropReason.Withheld);
                continue;
            }
            var transport = bot.Transport!;
            if (transport.IsSpent)
            {
                Spend(bot, transport);
                continue;
            }
            if (_queue.IsFull) Flush();
            var packet = _queue.Data(_queue.Rent(bot.Address));
            Buffer.MemoryCopy(header, packet, RtpHeader.FixedLength + ExtensionHeader, headerLength);
            *(uint*)nonce = BinaryPrimitives.ReverseEndianness(transport.NextCounter());
            var body = packet + headerLength;
            transport.Cipher.Seal(nonce, packet, headerLength, frame.Plain, body, frame.Length, body + frame.Length);
            *(uint*)(packet + total - CounterLength) = *(uint*)nonce;
            _rented = bot;
            Commit(total);
        }
    }

    private static unsafe int WriteHeader(byte* to, uint ssrc, in AudioFrame frame)
    {
        var header = new Span<byte>(to, RtpHeader.FixedLength + ExtensionHeader);
        header[0] = frame.ExtensionLength > 0 ? (byte)(Version | WithExtension) : Version;
        header[1] = frame.IsMarked ? (byte)(Marker | OpusPayloadType) : (byte)OpusPayloadType;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], frame.Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], frame.Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(header[8..], ssrc);
        if (frame.ExtensionLength == 0) return RtpHeader.FixedLength;
        BinaryPrimitives.WriteUInt16BigEndian(header[12..], RtpHeader.OneByteProfile);
        BinaryPrimitives.WriteUInt16BigEndian(header[14..], (ushort)(frame.ExtensionLength / 4));
        return header.Length;
    }
}
