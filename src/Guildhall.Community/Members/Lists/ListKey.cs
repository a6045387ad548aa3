using System.Buffers.Binary;
using System.Text;

namespace Guildhall.Community.Members.Lists;

/// <summary>
/// Where a member stands among the members of a group: by name without regard to case, then by id. The name counts with its first
/// <see cref="NameBytes"/> bytes of UTF-8, so a key is 24 bytes and is compared without looking anything up.
/// </summary>
public readonly record struct ListKey(ulong High, ulong Low, ulong Id) : IComparable<ListKey>
{
    /// <summary>Bytes of the name that count.</summary>
    public const int NameBytes = 16;

    public static ListKey Of(string name, UserId user)
    {
        Span<byte> bytes = stackalloc byte[NameBytes];
        bytes.Clear();
        var written = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            if (!Rune.ToLowerInvariant(rune).TryEncodeToUtf8(bytes[written..], out var count)) break;
            written += count;
        }

        return new ListKey(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), user.Number);
    }

    public int CompareTo(ListKey other)
    {
        if (High != other.High) return High < other.High ? -1 : 1;
        if (Low != other.Low) return Low < other.Low ? -1 : 1;
        return Id.CompareTo(other.Id);
    }

    public static bool operator <(ListKey left, ListKey right) => left.CompareTo(right) < 0;

    public static bool operator >(ListKey left, ListKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(ListKey left, ListKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ListKey left, ListKey right) => left.CompareTo(right) >= 0;
}
