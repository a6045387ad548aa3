using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Guildhall.Community.Webhooks;

/// <summary>
/// The tokens of webhooks. They are found by their SHA-256; since those who manage webhooks may see them again, they are also kept
/// encrypted, with keys of the installation that live beside the store and not in it.
/// </summary>
public sealed class WebhookSecrets(string folder)
{
    // 68 characters, as libraries expect them in a webhook's address.
    private const int SecretBytes = 51;

    private readonly Lazy<IDataProtector> _protector = new(() =>
        DataProtectionProvider.Create(Directory.CreateDirectory(folder), setup => setup.SetApplicationName("guildhall"))
            .CreateProtector("webhooks.token.v1"));

    /// <summary>A new token: its hash, and the token encrypted.</summary>
    public (byte[] Hash, byte[] Sealed) Create()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return (HashOf(token), _protector.Value.Protect(Encoding.ASCII.GetBytes(token)));
    }

    /// <summary>The token again; null when the keys it was encrypted with are gone.</summary>
    public string? Open(byte[] sealedToken)
    {
        try
        {
            return Encoding.ASCII.GetString(_protector.Value.Unprotect(sealedToken));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What a token is found by.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
