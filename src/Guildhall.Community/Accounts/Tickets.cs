using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Accounts;

/// <summary>Sealed proofs that an account's password was right: for one purpose, for some minutes, and only as long as the password is the same.</summary>
internal static class Tickets
{
    private const int UserBytes = 8;
    private const int TimeBytes = 8;
    private const int PrintBytes = 16;
    private const int LongestTicket = 1_024;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    public static string Of(CommunityServices house, string purpose, UserRow account)
    {
        var plain = new byte[UserBytes + TimeBytes + PrintBytes];
        BinaryPrimitives.WriteUInt64BigEndian(plain, account.Profile.Id.Number);
        BinaryPrimitives.WriteInt64BigEndian(plain.AsSpan(UserBytes), (house.Time.GetUtcNow() + Life).ToUnixTimeMilliseconds());
        Print(account).CopyTo(plain.AsSpan(UserBytes + TimeBytes));
        return Base64Url.EncodeToString(house.Accounts.Secrets.Seal(purpose, plain));
    }

    /// <summary>The account of a ticket that still holds; null for any other text.</summary>
    public static async ValueTask<UserRow?> Check(CommunityServices house, string purpose, string ticket, CancellationToken cancel)
    {
        if (ticket.Length is 0 or > LongestTicket || !Base64Url.IsValid(ticket)) return null;
        if (house.Accounts.Secrets.Open(purpose, Base64Url.DecodeFromChars(ticket)) is not { Length: UserBytes + TimeBytes + PrintBytes } plain) return null;
        if (BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(UserBytes)) < house.Time.GetUtcNow().ToUnixTimeMilliseconds()) return null;
        var account = await house.UserRows.Get(new UserId(BinaryPrimitives.ReadUInt64BigEndian(plain)), cancel);
        return account is not null && CryptographicOperations.FixedTimeEquals(Print(account), plain.AsSpan(UserBytes + TimeBytes)) ? account : null;
    }

    private static ReadOnlySpan<byte> Print(UserRow account) => SHA256.HashData(Encoding.UTF8.GetBytes(account.PasswordHash ?? "")).AsSpan(0, PrintBytes);
}
