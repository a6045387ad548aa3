namespace Guildhall.Voice.Rtc.Srtp;

/// <summary>How packets are sealed, with the numbers of the DTLS extension use_srtp (RFC 5764, RFC 7714).</summary>
public enum SrtpProfile
{
    /// <summary>AES_CM_128_HMAC_SHA1_80: for a browser without GCM.</summary>
    AesCm128Sha1 = 0x0001,

    /// <summary>AEAD_AES_128_GCM.</summary>
    AeadAes128Gcm = 0x0007,
}

/// <summary>What a handshake left: a master key and salt for each direction.</summary>
public sealed record SrtpKeys(SrtpProfile Profile, byte[] ClientKey, byte[] ClientSalt, byte[] ServerKey, byte[] ServerSalt)
{
    /// <summary>The label under which both ends export the secrets of a handshake.</summary>
    public const string ExporterLabel = "EXTRACTOR-dtls_srtp";

    private const int KeyBytes = 16;

    /// <summary>Bytes of salt that a profile has.</summary>
    public static int SaltBytes(SrtpProfile profile) => profile == SrtpProfile.AeadAes128Gcm ? 12 : 14;

    /// <summary>Bytes to export for a profile.</summary>
    public static int ExportedBytes(SrtpProfile profile) => 2 * (KeyBytes + SaltBytes(profile));

    /// <summary>Cuts exported secrets: both keys, then both salts, the client's first.</summary>
    public static SrtpKeys Cut(SrtpProfile profile, ReadOnlySpan<byte> exported)
    {
        var salt = SaltBytes(profile);
        return new SrtpKeys(
            profile,
            exported[..KeyBytes].ToArray(),
            exported.Slice(2 * KeyBytes, salt).ToArray(),
            exported.Slice(KeyBytes, KeyBytes).ToArray(),
            exported.Slice(2 * KeyBytes + salt, salt).ToArray());
    }
}
