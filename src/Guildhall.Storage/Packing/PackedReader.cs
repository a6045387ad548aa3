using System.Buffers.Binary;
using System.Text;

namespace Guildhall.Storage.Packing;

/// <summary>Reads what <see cref="PackedWriter"/> has written.</summary>
public ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    private const int HashBytes = 16;
    private ReadOnlySpan<byte> _rest = bytes;

    public ulong Number()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
    }

    public ulong Fixed()
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(_rest);
        _rest = _rest[8..];
        return value;
    }

    public DateTimeOffset Moment() => new((long)Fixed(), TimeSpan.Zero);

    /// <summary>A text as it lies there, in UTF-8.</summary>
    public ReadOnlySpan<byte> TextBytes() => Take((int)Number());

    public string Text() => Encoding.UTF8.GetString(Take((int)Number()));

    public string Hash() => Number() == 0 ? Convert.ToHexStringLower(Take(HashBytes)) : Text();

    private ReadOnlySpan<byte> Take(int count)
    {
        var part = _rest[..count];
        _rest = _rest[count..];
        return part;
    }
}
