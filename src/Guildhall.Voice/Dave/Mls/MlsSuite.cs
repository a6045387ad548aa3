using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Voice.Dave.Mls;

/// <summary>
/// The public half of cipher suite 2 (DHKEMP256_AES128GCM_SHA256_P256): signatures and references with their labels, and what a public key
/// must look like. Nothing here decrypts.
/// </summary>
public static class MlsSuite
{
    /// <summary>mls10.</summary>
    public const ushort Version = 1;

    /// <summary>DHKEMP256_AES128GCM_SHA256_P256.</summary>
    public const ushort Suite = 2;

    /// <summary>A basic credential.</summary>
    public const ushort BasicCredential = 1;

    /// <summary>An uncompressed point on P-256.</summary>
    public const int PointBytes = 65;

    /// <summary>A DER signature is at most this long.</summary>
    public const int SignatureBytes = 80;

    /// <summary>RefHash of section 5.2.</summary>
    public static byte[] Reference(string label, ReadOnlySpan<byte> value) =>
        SHA256.HashData(new MlsWriter(value.Length + 64).Vector(Encoding.ASCII.GetBytes(label)).Vector(value).Written);

    /// <summary>SignWithLabel of section 5.1.2.</summary>
    public static byte[] Sign(ECDsa key, string label, ReadOnlySpan<byte> content) =>
        key.SignData(Labelled(label, content), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>VerifyWithLabel of section 5.1.2. False for anything that is no key, no signature or not theirs.</summary>
    public static bool Verifies(ReadOnlySpan<byte> point, string label, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        using var key = Import(point);
        if (key is null) return false;
        try
        {
            return key.VerifyData(Labelled(label, content), signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>An uncompressed point that lies on the curve: a client would fail on any other, and with it a whole commit.</summary>
    public static bool IsPoint(ReadOnlySpan<byte> point)
    {
        using var key = Import(point);
        return key is not null;
    }

    /// <summary>The uncompressed form of a key's public half.</summary>
    public static byte[] Point(ECDsa key)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        return [4, .. q.X!, .. q.Y!];
    }

    private static byte[] Labelled(string label, ReadOnlySpan<byte> content) =>
        new MlsWriter(content.Length + 64).Vector(Encoding.ASCII.GetBytes("MLS 1.0 " + label)).Vector(content).ToArray();

    private static ECDsa? Import(ReadOnlySpan<byte> point)
    {
        if (point.Length != PointBytes || point[0] != 4) return null;
        try
        {
            return ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[1..33].ToArray(), Y = point[33..].ToArray() },
            });
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
