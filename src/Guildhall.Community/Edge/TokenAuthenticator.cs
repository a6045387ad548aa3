using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Edge;

/// <summary>Whose token it is.</summary>
public sealed record TokenIdentity(UserId User, bool IsBot, byte[] SecretHash)
{
    /// <summary>The account has a second factor; bots count as having one.</summary>
    public bool HasMfa { get; init; }

    /// <summary>The account has an e-mail address and has confirmed it; bots count as having one.</summary>
    public bool HasVerifiedEmail { get; init; }
}

/// <summary>
/// Tokens are opaque: the user's id, a dot, 32 random bytes. Only the SHA-256 is stored; what was checked once is remembered,
/// so the hot path asks no database. A revoked token is forgotten at once.
/// </summary>
public sealed class TokenAuthenticator(IUserStore users)
{
    /// <summary>Tokens remembered; past this the memory starts afresh.</summary>
    public const int Capacity = 200_000;

    private const int SecretBytes = 32;
    private const int MaxTokenLength = 128;
    private readonly ConcurrentDictionary<HashKey, TokenIdentity> _known = new();
    private long _revocations;

    /// <summary>Makes a new token and what is stored of it.</summary>
    public static (string Token, TokenRow Row) Create(UserId user, string client, DateTimeOffset now)
    {
        var id = Base64Url.EncodeToString(Encoding.ASCII.GetBytes(user.ToString()));
        var token = $"{id}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";
        return (token, new TokenRow(SHA256.HashData(Encoding.ASCII.GetBytes(token)), user, now, client));
    }

    /// <summary>Reads an Authorization header: "Bot TOKEN" for bots, the token alone for people. Null for anything else.</summary>
    public ValueTask<TokenIdentity?> Authenticate(string? header, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(header)) return ValueTask.FromResult<TokenIdentity?>(null);
        var isBot = header.StartsWith("Bot ", StringComparison.Ordinal);
        var token = isBot ? header[4..].Trim() : header.Trim();
        return Check(token, isBot, cancel);
    }

    /// <summary>Checks a token as the gateway gets it, where the prefix is optional.</summary>
    public ValueTask<TokenIdentity?> AuthenticateBare(string token, CancellationToken cancel) =>
        Check(token.StartsWith("Bot ", StringComparison.Ordinal) ? token[4..].Trim() : token.Trim(), null, cancel);

    /// <summary>The SHA-256 of a token as an Authorization header carries it: its name in the store.</summary>
    public static byte[] HashOf(string header)
    {
        var token = header.StartsWith("Bot ", StringComparison.Ordinal) ? header[4..] : header;
        return SHA256.HashData(Encoding.ASCII.GetBytes(token.Trim()));
    }

    /// <summary>Forgets a token that was revoked; the store must have it deleted by then.</summary>
    public void Forget(byte[] secretHash)
    {
        Interlocked.Increment(ref _revocations);
        _known.TryRemove(new HashKey(secretHash), out _);
    }

    /// <summary>Forgets every token of a user.</summary>
    public void ForgetAll(UserId user)
    {
        Interlocked.Increment(ref _revocations);
        foreach (var (key, identity) in _known)
        {
            if (identity.User == user) _known.TryRemove(key, out _);
        }
    }

    /// <summary>
    /// What a session remembers of the token it was opened with: enough of the hash to find it again, and small, since there is
    /// one for each session.
    /// </summary>
    public static string KeyOf(byte[] secretHash) => Convert.ToHexStringLower(secretHash.AsSpan(0, 8));

    private ValueTask<TokenIdentity?> Check(string token, bool? mustBeBot, CancellationToken cancel)
    {
        if (token.Length is 0 or > MaxTokenLength || !Ascii.IsValid(token)) return ValueTask.FromResult<TokenIdentity?>(null);
        Span<byte> bytes = stackalloc byte[MaxTokenLength];
        var length = Encoding.ASCII.GetBytes(token, bytes);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..length], hash);
        var key = new HashKey(hash);
        if (!_known.TryGetValue(key, out var known)) return Load(key, hash.ToArray(), mustBeBot, cancel);
        return ValueTask.FromResult(mustBeBot is null || known.IsBot == mustBeBot ? known : null);
    }

    // The lookup is by the hash of the secret: what a timing could tell of it helps nobody to find a secret.
    private async ValueTask<TokenIdentity?> Load(HashKey key, byte[] hash, bool? mustBeBot, CancellationToken cancel)
    {
        var before = Interlocked.Read(ref _revocations);
        if (await users.GetToken(hash, cancel) is not { } row || await users.Get(row.User, cancel) is not { } user) return null;
        var identity = new TokenIdentity(row.User, user.Profile.Bot, hash)
        {
            HasMfa = user.Profile.Bot || user.Mfa is not null,
            HasVerifiedEmail = user.Profile.Bot || user.HasVerifiedEmail,
        };
        if (_known.Count >= Capacity) _known.Clear();
        _known[key] = identity;
        // A token that was revoked while it was looked up must not be remembered.
        if (Interlocked.Read(ref _revocations) != before) _known.TryRemove(key, out _);
        return mustBeBot is null || identity.IsBot == mustBeBot ? identity : null;
    }

    private readonly record struct HashKey(ulong A, ulong B, ulong C, ulong D)
    {
        public HashKey(ReadOnlySpan<byte> hash)
            : this(MemoryMarshal.Read<ulong>(hash), MemoryMarshal.Read<ulong>(hash[8..]), MemoryMarshal.Read<ulong>(hash[16..]), MemoryMarshal.Read<ulong>(hash[24..]))
        {
        }
    }
}
