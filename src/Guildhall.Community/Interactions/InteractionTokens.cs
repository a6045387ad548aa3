using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Guildhall.Community.Interactions;

/// <summary>What the token of an interaction says: nothing has to be looked up to know where it leads.</summary>
/// <param name="Id">The interaction's; its moment is when the token was made.</param>
/// <param name="Application">Whose token it is.</param>
/// <param name="House">The guild, or the private channel, whose actor decides.</param>
/// <param name="Channel">Where it was invoked.</param>
/// <param name="User">Who invoked it.</param>
public sealed record InteractionToken(InteractionId Id, ApplicationId Application, GuildId House, ChannelId Channel, UserId User)
{
    /// <summary>How long a token is good.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(Limits.InteractionTokenMinutes);

    public bool IsGood(DateTimeOffset now) => now < Id.Value.CreatedAt + GoodFor;
}

/// <summary>
/// Makes and reads the tokens of interactions: the facts in the clear and an HMAC-SHA256 of them under a key of the installation, so that a
/// token survives a restart, and costs no row and no lookup. The key lies beside the store and not in it.
/// </summary>
public sealed class InteractionTokens(string keysFolder)
{
    private const int KeyBytes = 32;
    private const int Facts = 5;
    private const int BodyBytes = 12 + (Facts * sizeof(ulong));
    private const int TokenBytes = BodyBytes + HMACSHA256.HashSizeInBytes;
    private const string FileName = "interaction-tokens.key";

    // In base64 this is what every token begins with; a webhook's token is shorter.
    private static readonly byte[] Mark = "interaction:"u8.ToArray();
    private static readonly int TokenLength = Base64Url.GetEncodedLength(TokenBytes);
    private readonly Lazy<byte[]> _key = new(() => LoadKey(keysFolder));

    /// <summary>True for a text that has the shape of an interaction's token, genuine or not; webhooks' tokens have another.</summary>
    public static bool IsShapedLike(string text) => text.Length == TokenLength && text.StartsWith("aW50ZXJhY3Rpb246", StringComparison.Ordinal);

    public string Make(InteractionToken token)
    {
        Span<byte> bytes = stackalloc byte[TokenBytes];
        Mark.CopyTo(bytes);
        var at = Mark.Length;
        foreach (var fact in (ReadOnlySpan<ulong>)[token.Id.Number, token.Application.Number, token.House.Number, token.Channel.Number, token.User.Number])
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes[at..], fact);
            at += sizeof(ulong);
        }

        HMACSHA256.HashData(_key.Value, bytes[..BodyBytes], bytes[BodyBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>What a token says; null for one that this house has not made. Old ones are read too: see <see cref="InteractionToken.IsGood"/>.</summary>
    public InteractionToken? Read(string text)
    {
        if (!IsShapedLike(text)) return null;
        Span<byte> bytes = stackalloc byte[TokenBytes];
        if (!Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != TokenBytes) return null;
        Span<byte> seal = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key.Value, bytes[..BodyBytes], seal);
        if (!CryptographicOperations.FixedTimeEquals(seal, bytes[BodyBytes..])) return null;
        return new InteractionToken(
            new InteractionId(Fact(bytes, 0)),
            new ApplicationId(Fact(bytes, 1)),
            new GuildId(Fact(bytes, 2)),
            new ChannelId(Fact(bytes, 3)),
            new UserId(Fact(bytes, 4)));
    }

    private static ulong Fact(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt64BigEndian(bytes[(Mark.Length + (index * sizeof(ulong)))..]);

    // Written beside its place and moved there: a crash leaves no half of a key, and of two servers that start at once one wins.
    private static byte[] LoadKey(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            var draft = Path.Combine(folder, Path.GetRandomFileName());
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(draft, options)) file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
            try
            {
                File.Move(draft, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(draft);
            }
        }

        var key = File.ReadAllBytes(path);
        return key.Length == KeyBytes ? key : throw new InvalidDataException($"{path} is not a key of {KeyBytes} bytes.");
    }
}
