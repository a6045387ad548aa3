using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Guildhall.Community.Accounts;

namespace Guildhall.Community.OAuth;

/// <summary>
/// The RSA key pair that identity tokens are signed with (RS256). It is made when it is first needed and kept, encrypted, beside the keys of the
/// installation.
/// </summary>
public sealed class IdentityKeys(string folder, SecretKeeper secrets)
{
    private const string Purpose = "oauth.identity-key.v1";
    private const int KeyBits = 2_048;
    private const int KidLength = 16;
    private readonly Lazy<RSAParameters> _key = new(() => LoadOrMake(folder, secrets));

    /// <summary>The public half.</summary>
    public IdentityKeyPayload Public => new(
        "RSA", "sig", Kid(_key.Value), Base64Url.EncodeToString(_key.Value.Modulus), Base64Url.EncodeToString(_key.Value.Exponent), "RS256");

    /// <summary>The claims as a signed token (RFC 7515, compact).</summary>
    public string Sign(IdentityClaims claims)
    {
        var head = JsonSerializer.SerializeToUtf8Bytes(new IdentityHead("RS256", Kid(_key.Value), "JWT"), OAuthJson.Default.IdentityHead);
        var body = JsonSerializer.SerializeToUtf8Bytes(claims, OAuthJson.Default.IdentityClaims);
        var signed = $"{Base64Url.EncodeToString(head)}.{Base64Url.EncodeToString(body)}";
        using var rsa = RSA.Create(_key.Value);
        var signature = rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Kid(RSAParameters key) => Base64Url.EncodeToString(SHA256.HashData(key.Modulus!))[..KidLength];

    private static RSAParameters LoadOrMake(string folder, SecretKeeper secrets)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, "identity.key");
        using var rsa = RSA.Create();
        if (File.Exists(path))
        {
            var plain = secrets.Open(Purpose, File.ReadAllBytes(path)) ?? throw new CryptographicException($"{path} was not sealed with the keys beside it.");
            rsa.ImportPkcs8PrivateKey(plain, out _);
        }
        else
        {
            rsa.KeySize = KeyBits;
            var partial = path + ".partial";
            File.WriteAllBytes(partial, secrets.Seal(Purpose, rsa.ExportPkcs8PrivateKey()));
            File.Move(partial, path);
        }

        return rsa.ExportParameters(includePrivateParameters: true);
    }
}
