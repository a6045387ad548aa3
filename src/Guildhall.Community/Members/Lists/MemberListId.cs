using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Guildhall.Community.Members.Lists;

/// <summary>
/// The name of a channel's member list. Channels that the same members may view share one list, and clients work its name out by
/// themselves: "everyone", or the 32-bit MurmurHash3 of the overwrites that allow or deny VIEW_CHANNEL.
/// </summary>
public static class MemberListId
{
    public const string Everyone = "everyone";

    public static string Of(ChannelPayload channel, RolePayload everyone)
    {
        var isOpen = (everyone.Permissions & Permissions.ViewChannel) != 0
            && !channel.PermissionOverwrites.Any(overwrite => (overwrite.Deny & Permissions.ViewChannel) != 0);
        if (isOpen) return Everyone;
        List<string> words = [];
        foreach (var overwrite in channel.PermissionOverwrites)
        {
            if ((overwrite.Allow & Permissions.ViewChannel) != 0) words.Add($"allow:{overwrite.Id}");
            else if ((overwrite.Deny & Permissions.ViewChannel) != 0) words.Add($"deny:{overwrite.Id}");
        }

        words.Sort(StringComparer.Ordinal);
        return Hash(Encoding.ASCII.GetBytes(string.Join(',', words))).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>MurmurHash3, x86, 32 bits, seed 0.</summary>
    public static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 0u;
        var rest = bytes;
        for (; rest.Length >= 4; rest = rest[4..])
            hash = (BitOperations.RotateLeft(hash ^ Mixed(BinaryPrimitives.ReadUInt32LittleEndian(rest)), 13) * 5) + 0xe6546b64;
        var tail = 0u;
        for (var i = rest.Length - 1; i >= 0; i--) tail = (tail << 8) | rest[i];
        if (rest.Length > 0) hash ^= Mixed(tail);
        hash ^= (uint)bytes.Length;
        hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
        return hash ^ (hash >> 16);
    }

    private static uint Mixed(uint block) => BitOperations.RotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
}
