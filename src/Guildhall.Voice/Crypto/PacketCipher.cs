using System.Security.Cryptography;

namespace Guildhall.Voice.Crypto;

/// <summary>
/// An AEAD with one key and tags of 16 bytes, for packets: no allocation, no virtual call. Belongs to one thread.
/// Lengths are in bytes; the text may be sealed and opened in place. A nonce must never be used twice with a key for sealing.
/// </summary>
public sealed unsafe class PacketCipher : IDisposable
{
    public const int TagLength = 16;

    private readonly Kind _kind;
    private AesGcmKey* _own;
    private nint _sealing;
    private nint _opening;
    private SodiumKey* _sodium;
    private readonly AesGcm? _runtime;

    private PacketCipher(Kind kind) => _kind = kind;

    private PacketCipher(AesGcm runtime)
    {
        _kind = Kind.Runtime;
        _runtime = runtime;
    }

    private enum Kind
    {
        Own,
        Evp,
        Runtime,
        XChaCha,
    }

    /// <summary>XChaCha20-Poly1305 can be had: libsodium is installed.</summary>
    public static bool HasXChaCha => Sodium.IsAvailable;

    /// <summary>12 bytes for AES-GCM, 24 for XChaCha20-Poly1305.</summary>
    public int NonceLength => _kind == Kind.XChaCha ? 24 : 12;

    /// <summary>AES-GCM with a key of 16 or 32 bytes. What the machine lacks of the choice is replaced as <see cref="CipherChoice"/> says.</summary>
    public static PacketCipher AesGcm(ReadOnlySpan<byte> key, CipherChoice choice)
    {
        if (key.Length is not (16 or 32)) throw new ArgumentException($"a key has 16 or 32 bytes, not {key.Length}", nameof(key));
        if (choice == CipherChoice.Own && AesGcmKey.IsSupported) return new PacketCipher(Kind.Own) { _own = AesGcmKey.Create(key) };
        return choice == CipherChoice.Runtime || !Evp.IsAvailable
            ? new PacketCipher(new AesGcm(key, TagLength))
            : new PacketCipher(Kind.Evp) { _sealing = Evp.Create(key, sealing: true), _opening = Evp.Create(key, sealing: false) };
    }

    /// <summary>XChaCha20-Poly1305 with a key of 32 bytes.</summary>
    /// <exception cref="PlatformNotSupportedException">There is no libsodium; see <see cref="HasXChaCha"/>.</exception>
    public static PacketCipher XChaCha(ReadOnlySpan<byte> key) => new(Kind.XChaCha) { _sodium = SodiumKey.Create(key) };

    /// <summary>Seals <paramref name="length"/> bytes. <paramref name="to"/> may equal <paramref name="from"/>; the tag's 16 bytes go to <paramref name="tag"/>.</summary>
    public void Seal(byte* nonce, byte* aad, int aadLength, byte* from, byte* to, int length, byte* tag)
    {
        switch (_kind)
        {
            case Kind.Own:
                AesGcmKernel.Seal(_own, nonce, aad, aadLength, from, to, length, tag);
                break;
            case Kind.Evp:
                Evp.Seal(_sealing, nonce, aad, aadLength, from, to, length, tag);
                break;
            case Kind.XChaCha:
                Sodium.Seal(_sodium, nonce, aad, aadLength, from, to, length, tag);
                break;
            default:
                _runtime!.Encrypt(Bytes(nonce, 12), Bytes(from, length), new Span<byte>(to, length), new Span<byte>(tag, TagLength), Bytes(aad, aadLength));
                break;
        }
    }

    /// <summary>Opens <paramref name="length"/> bytes. False when the tag does not fit; what <paramref name="to"/> holds then must not be used.</summary>
    public bool Open(byte* nonce, byte* aad, int aadLength, byte* from, byte* to, int length, byte* tag)
    {
        switch (_kind)
        {
            case Kind.Own:
                return AesGcmKernel.Open(_own, nonce, aad, aadLength, from, to, length, tag);
            case Kind.Evp:
                return Evp.Open(_opening, nonce, aad, aadLength, from, to, length, tag);
            case Kind.XChaCha:
                return Sodium.Open(_sodium, nonce, aad, aadLength, from, to, length, tag);
            default:
                return OpenByRuntime(nonce, aad, aadLength, from, to, length, tag);
        }
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose()
    {
        AesGcmKey.Free(ref _own);
        Evp.Free(ref _sealing);
        Evp.Free(ref _opening);
        SodiumKey.Free(ref _sodium);
        _runtime?.Dispose();
        GC.SuppressFinalize(this);
    }

    ~PacketCipher() => Dispose();

    private static ReadOnlySpan<byte> Bytes(byte* start, int length) => new(start, length);

    // Its refusal is an exception, which is dear: one more reason why this is only the fallback.
    private bool OpenByRuntime(byte* nonce, byte* aad, int aadLength, byte* from, byte* to, int length, byte* tag)
    {
        try
        {
            _runtime!.Decrypt(Bytes(nonce, 12), Bytes(from, length), Bytes(tag, TagLength), new Span<byte>(to, length), Bytes(aad, aadLength));
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }
}
