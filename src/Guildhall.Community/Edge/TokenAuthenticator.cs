using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Edge;

/// <summary>Whose token it is.</summary>
public sealed record TokenIdentity(UserId User, bool IsBot, byte[] SecretHash)
{
    /// <summary>The application that an OAuth2 token was given to; null for the user's or the bot's own token.</summary>
    public ApplicationId? Application { get; init; }

    /// <summary>The scopes of an OAuth2 token.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>When an OAuth2 token ends; null for a token that does not end by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The account has a second factor; bots count as having one.</summary>
    public bool HasMfa { get; init; }

    /// <summary>The account has an e-mail address and has confirmed it; bots count as having one.</summary>
    public bool HasVerifiedEmail { get; init; }
}

/// <summary>
/// Tokens are opaque: the user's id, a dot, 32 random bytes. Only the SHA-256 is stored; what was checked once is remembered,
/// for as long as it is used, so the hot path asks no database. A revoked token is forgotten at once. Tokens of OAuth2 ("Bearer TOKEN") are kept apart: one is never
/// taken for the other.
/// </summary>
public sealed class TokenAuthenticator : IDisposable
{
    /// <summary>Tokens remembered; past this the memory starts afresh.</summary>
    public const int Capacity = 200_000;

    private const int SecretBytes = 32;
    private const int MaxTokenLength = 128;

    /// <summary>A token that nobody has used for this long, or twice as long, is asked of the store again.</summary>
    private static readonly TimeSpan RememberFor = TimeSpan.FromSeconds(30);

    private readonly IUserStore _users;
    private readonly TimeProvider _time;
    private readonly Lock _round = new();
    private readonly ITimer _forgetting;
    private ConcurrentDictionary<HashKey, TokenIdentity> _known = new();
    private ConcurrentDictionary<HashKey, TokenIdentity> _older = new();
    private readonly ConcurrentDictionary<HashKey, TokenIdentity> _bearers = new();
    private readonly Revocations _revocations = new();

    public TokenAuthenticator(IUserStore users, TimeProvider time)
    {
        (_users, _time) = (users, time);
        _forgetting = time.CreateTimer(static self => ((TokenAuthenticator)self!).ForgetTheUnused(), this, RememberFor, RememberFor);
    }

    /// <summary>Tokens in memory.</summary>
    public int Count => _known.Count + _older.Count + _bearers.Count;

    /// <summary>How often memory was enough.</summary>
    public CacheFigures Figures { get; } = new();

    /// <summary>Makes a new token and what is stored of it.</summary>
    public static (string Token, TokenRow Row) Create(UserId user, string client, DateTimeOffset now)
    {
        var id = Base64Url.EncodeToString(Encoding.ASCII.GetBytes(user.ToString()));
        var token = $"{id}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";
        return (token, new TokenRow(SHA256.HashData(Encoding.ASCII.GetBytes(token)), user, now, client));
    }

    /// <summary>A new secret of OAuth2 (a code, a token, an application's secret) and what is stored of it.</summary>
    public static (string Secret, byte[] Hash) CreateSecret()
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return (secret, SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
    }

    /// <summary>Reads an Authorization header: "Bot TOKEN" for bots, "Bearer TOKEN" for applications, the token alone for people. Null for anything else.</summary>
    public ValueTask<TokenIdentity?> Authenticate(string? header, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(header)) return ValueTask.FromResult<TokenIdentity?>(null);
        if (header.StartsWith("Bearer ", StringComparison.Ordinal)) return AuthenticateBearer(header[7..].Trim(), cancel);
        var isBot = header.StartsWith("Bot ", StringComparison.Ordinal);
        var token = isBot ? header[4..].Trim() : header.Trim();
        return Check(token, isBot, isUsedAgain: true, cancel);
    }

    /// <summary>Checks the access token of an application, without the word before it. Null when it is unknown, spent, revoked or has ended.</summary>
    public ValueTask<TokenIdentity?> AuthenticateBearer(string token, CancellationToken cancel)
    {
        if (token.Length is 0 or > MaxTokenLength || !Ascii.IsValid(token)) return ValueTask.FromResult<TokenIdentity?>(null);
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(token));
        var key = new HashKey(hash);
        if (!_bearers.TryGetValue(key, out var known)) return LoadBearer(key, hash, cancel);
        Figures.Hit();
        return ValueTask.FromResult(known.ExpiresAt > _time.GetUtcNow() ? known : null);
    }

    /// <summary>Checks a token as the gateway gets it, where the prefix is optional. Not remembered: a session asks once in its life.</summary>
    public ValueTask<TokenIdentity?> AuthenticateBare(string token, CancellationToken cancel) =>
        Check(WithoutScheme(token), null, isUsedAgain: false, cancel);

    /// <summary>What a check of a token that begins now will be good as of; see <see cref="IsStillGood"/>.</summary>
    public long AsOf => _revocations.Now;

    /// <summary>
    /// True when a token that was the user's as of some moment (<see cref="AsOf"/>) is so still, as far as memory tells: nothing that could
    /// have ended it was revoked since. The store need not be asked then.
    /// </summary>
    public bool IsStillGood(string token, UserId user, long since)
    {
        token = WithoutScheme(token);
        if (since < 0 || token.Length is 0 or > MaxTokenLength || !Ascii.IsValid(token)) return false;
        Span<byte> bytes = stackalloc byte[MaxTokenLength];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.ASCII.GetBytes(token, bytes)], hash);
        return !_revocations.MayHaveEnded(BinaryPrimitives.ReadUInt64BigEndian(hash), user, since);
    }

    /// <summary>The SHA-256 of a token as an Authorization header carries it: its name in the store.</summary>
    public static byte[] HashOf(string header) => SHA256.HashData(Encoding.ASCII.GetBytes(WithoutScheme(header)));

    /// <summary>Forgets a token that was revoked; the store must have it deleted by then.</summary>
    public void Forget(byte[] secretHash)
    {
        _revocations.Note(KeyOf(secretHash));
        Forget(new HashKey(secretHash));
    }

    /// <summary>Forgets what applications hold, of one user, of one application, or of both together; the store must have it deleted by then.</summary>
    public void ForgetBearers(UserId? user, ApplicationId? application)
    {
        _revocations.Note();
        foreach (var (key, identity) in _bearers)
        {
            if ((user is null || identity.User == user) && (application is null || identity.Application == application)) _bearers.TryRemove(key, out _);
        }
    }

    /// <summary>Forgets every token of a user.</summary>
    public void ForgetAll(UserId user)
    {
        _revocations.Note(user.Number);
        lock (_round)
        {
            foreach (var (key, identity) in _known.Concat(_older))
            {
                if (identity.User == user) Forget(key);
            }
        }

        ForgetBearers(user, null);
    }

    /// <summary>
    /// What a session remembers of the token it was opened with: enough of the hash to find it again, and small, since there is
    /// one for each session.
    /// </summary>
    public static ulong KeyOf(byte[] secretHash) => BinaryPrimitives.ReadUInt64BigEndian(secretHash);

    public void Dispose() => _forgetting.Dispose();

    private ValueTask<TokenIdentity?> Check(string token, bool? mustBeBot, bool isUsedAgain, CancellationToken cancel)
    {
        if (token.Length is 0 or > MaxTokenLength || !Ascii.IsValid(token)) return ValueTask.FromResult<TokenIdentity?>(null);
        Span<byte> bytes = stackalloc byte[MaxTokenLength];
        var length = Encoding.ASCII.GetBytes(token, bytes);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..length], hash);
        var key = new HashKey(hash);
        if (!_known.TryGetValue(key, out var known) && !TryTakeUp(key, out known)) return Load(key, hash.ToArray(), mustBeBot, isUsedAgain, cancel);
        Figures.Hit();
        return ValueTask.FromResult(mustBeBot is null || known.IsBot == mustBeBot ? known : null);
    }

    private static string WithoutScheme(string token) => (token.StartsWith("Bot ", StringComparison.Ordinal) ? token[4..] : token).Trim();

    // The lookup is by the hash of the secret: what a timing could tell of it helps nobody to find a secret.
    private async ValueTask<TokenIdentity?> Load(HashKey key, byte[] hash, bool? mustBeBot, bool isUsedAgain, CancellationToken cancel)
    {
        Figures.Miss();
        var before = _revocations.Now;
        if (await _users.GetToken(hash, cancel) is not { } row || await _users.Get(row.User, cancel) is not { } user) return null;
        var identity = new TokenIdentity(row.User, user.Profile.Bot, hash)
        {
            HasMfa = user.Profile.Bot || user.Mfa is not null,
            HasVerifiedEmail = user.Profile.Bot || user.HasVerifiedEmail,
        };
        if (isUsedAgain) Remember(key, identity);
        // A token that was revoked while it was looked up must not be remembered.
        if (_revocations.Now != before) Forget(key);
        return mustBeBot is null || identity.IsBot == mustBeBot ? identity : null;
    }

    // What was used before the last round, and is again.
    private bool TryTakeUp(HashKey key, [NotNullWhen(true)] out TokenIdentity? known)
    {
        lock (_round)
        {
            if (!_older.TryGetValue(key, out known)) return false;
            Remember(key, known);
            return true;
        }
    }

    private void Remember(HashKey key, TokenIdentity identity)
    {
        var known = Volatile.Read(ref _known);
        if (known.Count >= Capacity) known.Clear();
        known[key] = identity;
    }

    private void Forget(HashKey key)
    {
        lock (_round)
        {
            _known.TryRemove(key, out _);
            _older.TryRemove(key, out _);
        }
    }

    private void ForgetTheUnused()
    {
        lock (_round)
        {
            if (_known.IsEmpty && _older.IsEmpty) return;
            Volatile.Write(ref _older, _known);
            Volatile.Write(ref _known, new ConcurrentDictionary<HashKey, TokenIdentity>());
        }
    }

    private async ValueTask<TokenIdentity?> LoadBearer(HashKey key, byte[] hash, CancellationToken cancel)
    {
        Figures.Miss();
        var before = _revocations.Now;
        if (await _users.GetBearer(hash, cancel) is not { IsSpent: false } row || row.ExpiresAt <= _time.GetUtcNow()) return null;
        if (await _users.Get(row.User, cancel) is not { } user) return null;
        var identity = new TokenIdentity(row.User, user.Profile.Bot, hash)
        {
            Application = row.Application,
            Scopes = row.Scopes,
            ExpiresAt = row.ExpiresAt,
            HasMfa = user.Mfa is not null,
            HasVerifiedEmail = user.HasVerifiedEmail,
        };
        if (_bearers.Count >= Capacity) _bearers.Clear();
        _bearers[key] = identity;
        if (_revocations.Now != before) _bearers.TryRemove(key, out _);
        return identity;
    }

    private readonly record struct HashKey(ulong A, ulong B, ulong C, ulong D)
    {
        public HashKey(ReadOnlySpan<byte> hash)
            : this(MemoryMarshal.Read<ulong>(hash), MemoryMarshal.Read<ulong>(hash[8..]), MemoryMarshal.Read<ulong>(hash[16..]), MemoryMarshal.Read<ulong>(hash[24..]))
        {
        }
    }
}
