using Guildhall.Voice.Crypto;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Rooms;

/// <summary>The ways to seal packets by their names on the wire.</summary>
internal static class TransportModes
{
    private const string AesGcm = "aead_aes256_gcm_rtpsize";
    private const string XChaCha = "aead_xchacha20_poly1305_rtpsize";

    /// <summary>Those that this machine can do, the preferred one first: clients take the first that they know.</summary>
    public static IReadOnlyList<string> Names { get; } = PacketCipher.HasXChaCha ? [AesGcm, XChaCha] : [AesGcm];

    public static TransportMode? Parse(string name) => name switch
    {
        AesGcm => TransportMode.AesGcm,
        XChaCha when PacketCipher.HasXChaCha => TransportMode.XChaCha,
        _ => null,
    };

    public static string NameOf(TransportMode mode) => mode == TransportMode.AesGcm ? AesGcm : XChaCha;
}
