using System.Buffers;
using System.Buffers.Binary;

namespace Guildhall.Voice.Dave.Mls;

/// <summary>Writes the presentation language of RFC 9420.</summary>
public sealed class MlsWriter(int capacity = 256)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(capacity);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    public MlsWriter U8(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
        return this;
    }

    public MlsWriter U16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.GetSpan(2), value);
        _buffer.Advance(2);
        return this;
    }

    public MlsWriter U32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
        return this;
    }

    public MlsWriter U64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
        return this;
    }

    /// <summary>Bytes as they are.</summary>
    public MlsWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _buffer.Write(bytes);
        return this;
    }

    /// <summary>Bytes with their length before them.</summary>
    public MlsWriter Vector(ReadOnlySpan<byte> bytes)
    {
        Length(bytes.Length);
        return Raw(bytes);
    }

    /// <summary>A length in its shortest form; what it counts follows.</summary>
    public MlsWriter Length(int length) => length switch
    {
        < 1 << 6 => U8((byte)length),
        < 1 << 14 => U16((ushort)(0x4000 | length)),
        _ => U32(0x8000_0000 | (uint)length),
    };
}
