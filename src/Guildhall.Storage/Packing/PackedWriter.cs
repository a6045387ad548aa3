using System.Buffers.Binary;
using System.Text;

namespace Guildhall.Storage.Packing;

/// <summary>Writes small values one behind another. Past the end nothing is written, and <see cref="HasRoom"/> is false.</summary>
public ref struct PackedWriter(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;
    private int _at;

    public bool HasRoom { get; private set; } = true;

    public readonly int Length => _at;

    /// <summary>A number that is mostly small: seven bits a byte.</summary>
    public void Number(ulong value)
    {
        while (value >= 0x80 && Take(1) is [_, ..] part)
        {
            part[0] = (byte)(value | 0x80);
            value >>= 7;
        }

        if (Take(1) is [_, ..] last) last[0] = (byte)value;
    }

    /// <summary>A number of eight bytes, such as an id.</summary>
    public void Fixed(ulong value)
    {
        var part = Take(8);
        if (part.Length == 8) BinaryPrimitives.WriteUInt64LittleEndian(part, value);
    }

    public void Moment(DateTimeOffset moment) => Fixed((ulong)moment.UtcTicks);

    public void Text(string text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        Number((ulong)count);
        var part = Take(count);
        if (part.Length == count) Encoding.UTF8.GetBytes(text, part);
    }

    /// <summary>A text that is mostly an image's hash: 32 hexadecimal digits take half.</summary>
    public void Hash(string text)
    {
        const int digits = 32;
        Span<byte> half = stackalloc byte[digits / 2];
        var isHash = text.Length == digits && !text.AsSpan().ContainsAnyInRange('A', 'F')
            && Convert.FromHexString(text, half, out _, out _) == System.Buffers.OperationStatus.Done;
        Number(isHash ? 0UL : 1UL);
        if (!isHash)
        {
            Text(text);
            return;
        }

        var part = Take(half.Length);
        if (part.Length == half.Length) half.CopyTo(part);
    }

    private Span<byte> Take(int count)
    {
        if (!HasRoom || _bytes.Length - _at < count)
        {
            HasRoom = false;
            return [];
        }

        _at += count;
        return _bytes.Slice(_at - count, count);
    }
}
