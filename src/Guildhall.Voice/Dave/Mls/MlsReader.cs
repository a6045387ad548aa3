using System.Buffers.Binary;

namespace Guildhall.Voice.Dave.Mls;

/// <summary>
/// Reads the presentation language of RFC 9420 from bytes that anybody may have sent. Reading past the end or a length in a longer form
/// than it needs makes <see cref="IsBroken"/> true for good, and everything read from there on is zero or empty; nothing throws.
/// </summary>
public ref struct MlsReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;

    /// <summary>Something did not fit.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>All bytes are read, and all of them fitted.</summary>
    public readonly bool IsComplete => !IsBroken && Position == _source.Length;

    /// <summary>There is more to read.</summary>
    public readonly bool HasMore => !IsBroken && Position < _source.Length;

    public byte U8() => Take(1) is { Length: 1 } bytes ? bytes[0] : (byte)0;

    public ushort U16() => Take(2) is { Length: 2 } bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : (ushort)0;

    public uint U32() => Take(4) is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;

    public ulong U64() => Take(8) is { Length: 8 } bytes ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;

    /// <summary>A vector with its length before it, of at most <paramref name="longest"/> bytes.</summary>
    public ReadOnlySpan<byte> Vector(int longest)
    {
        var length = Length();
        if (length > longest) IsBroken = true;
        return Take(length);
    }

    /// <summary>What has been read since <paramref name="start"/>.</summary>
    public readonly ReadOnlySpan<byte> Since(int start) => IsBroken ? default : _source[start..Position];

    /// <summary>What is left.</summary>
    public readonly ReadOnlySpan<byte> Rest => IsBroken ? default : _source[Position..];

    /// <summary>Goes on only if this holds.</summary>
    public void Require(bool holds)
    {
        if (!holds) IsBroken = true;
    }

    // Section 2.1.2: the first two bits say whether the length has one, two or four bytes; the shortest form is the only one.
    private int Length()
    {
        var first = U8();
        switch (first >> 6)
        {
            case 0:
                return first;
            case 1:
                var two = ((first & 0x3f) << 8) | U8();
                Require(two >= 1 << 6);
                return two;
            case 2:
                var four = ((first & 0x3f) << 24) | (U8() << 16) | U16();
                Require(four >= 1 << 14);
                return four;
            default:
                IsBroken = true;
                return 0;
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (IsBroken || count > _source.Length - Position)
        {
            IsBroken = true;
            return default;
        }
        Position += count;
        return _source.Slice(Position - count, count);
    }
}
