using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Guildhall.Community.Edge;
using Guildhall.Community.Mail;
using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Accounts;

/// <summary>
/// The tokens that travel by mail: whose they are and 32 random bytes. An account has at most one for each purpose, for the address that it
/// had then; it keeps the SHA-256 only.
/// </summary>
internal static class MailTokens
{
    public static readonly TimeSpan VerifyLife = TimeSpan.FromHours(24);
    public static readonly TimeSpan ResetLife = TimeSpan.FromHours(1);

    private const int UserBytes = 8;
    private const int SecretBytes = 32;
    private const int TokenMax = 256;

    // An inbox is not filled by those who know its address, whether it has an account or not.
    private const int MailsPerAddress = 5;
    private const double MailsWindowSeconds = 3_600;
    private const int MailsBucket = 3;

    public sealed record Done(bool IsDone);

    /// <summary>Stores a token in the place of the one before, if the address is still the account's.</summary>
    public sealed record Put(MailPurpose Purpose, MailToken Token) : IUserCommand<Done>
    {
        public ValueTask<Result<Done>> Run(UserTurn turn)
        {
            var row = turn.State.Row;
            if (row.Email != Token.Address) return ValueTask.FromResult<Result<Done>>(new Done(false));
            turn.Put(Purpose == MailPurpose.VerifyEmail ? row with { VerifyToken = Token } : row with { ResetToken = Token });
            return ValueTask.FromResult<Result<Done>>(new Done(true));
        }
    }

    public static (string Token, byte[] Hash) New(UserId user)
    {
        var plain = new byte[UserBytes + SecretBytes];
        BinaryPrimitives.WriteUInt64BigEndian(plain, user.Number);
        RandomNumberGenerator.Fill(plain.AsSpan(UserBytes));
        return (Base64Url.EncodeToString(plain), SHA256.HashData(plain));
    }

    /// <summary>Whose token a text claims to be, and its hash; null when it is none at all.</summary>
    public static (UserId User, byte[] Hash)? Read(string text)
    {
        if (!Base64Url.IsValid(text, out var length) || length != UserBytes + SecretBytes) return null;
        var plain = Base64Url.DecodeFromChars(text);
        return (new UserId(BinaryPrimitives.ReadUInt64BigEndian(plain)), SHA256.HashData(plain));
    }

    /// <summary>Whether the token that an account remembers is this one, and still holds.</summary>
    public static bool Holds(UserRow row, MailToken? known, byte[] hash, DateTimeOffset now) =>
        known is not null && known.Address == row.Email && now < known.ExpiresAt && CryptographicOperations.FixedTimeEquals(known.Hash, hash);

    /// <summary>The field "token" of a body.</summary>
    public static string Field(Form form) => form.RequiredText("token", 1, TokenMax);

    public static Failure Wrong(Form form)
    {
        form.Error("token", "INVALID_TOKEN", "The token is not valid or has expired.");
        return form.Failure!;
    }

    /// <summary>Null when another mail may go to an address or to a username's.</summary>
    public static Failure? Refuse(CommunityServices house, string login)
    {
        if (house.Accounts.Mail.IsFull) return new Failure.Overloaded();
        var name = (ulong)login.ToLowerInvariant().GetHashCode(StringComparison.Ordinal);
        var mails = house.Accounts.Limits.Take(MailsBucket, name, 0, MailsPerAddress, MailsWindowSeconds);
        return mails.IsAllowed ? null : new Failure.RateLimited(mails.ResetAfter, false, "shared");
    }
}
