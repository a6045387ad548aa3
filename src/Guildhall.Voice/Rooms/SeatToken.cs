using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Voice.Rooms;

/// <summary>
/// The token of VOICE_SERVER_UPDATE: the channel that it is for, so that the voice gateway knows whom to ask, and 24 random bytes.
/// The room keeps its hash alone, beside the user, session and generation that it was made for.
/// </summary>
internal static class SeatToken
{
    /// <summary>Characters of a token.</summary>
    public const int Length = 43;

    private const int Bytes = 32;

    /// <summary>A new token for a channel.</summary>
    public static string Make(ChannelId channel)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, channel.Number);
        RandomNumberGenerator.Fill(bytes[8..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The channel that a token names; false when it is no token.</summary>
    public static bool TryChannel(string token, out ChannelId channel)
    {
        channel = default;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (token.Length != Length || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out var length) || length != Bytes) return false;
        channel = new ChannelId(new Snowflake(BinaryPrimitives.ReadUInt64BigEndian(bytes)));
        return true;
    }

    /// <summary>What is kept of a token.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));

    /// <summary>Compares hashes in a time that tells nothing.</summary>
    public static bool Matches(byte[]? kept, byte[] shown) => kept is not null && CryptographicOperations.FixedTimeEquals(kept, shown);
}
