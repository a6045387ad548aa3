using System.Security.Cryptography;
using Guildhall.Storage.Users;
using Microsoft.AspNetCore.DataProtection;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Org.BouncyCastle.Security;

namespace Guildhall.Community.Applications;

/// <summary>
/// The Ed25519 key pairs that applications' interactions are signed with. The private half is encrypted at rest with keys
/// of the installation, which live beside the store and not in it.
/// </summary>
public sealed class SigningKeys(string folder)
{
    private readonly Lazy<IDataProtector> _protector = new(() =>
        DataProtectionProvider.Create(Directory.CreateDirectory(folder), setup => setup.SetApplicationName("guildhall"))
            .CreateProtector("applications.signing-key.v1"));

    /// <summary>A new pair: the public half in hex as verify_key shows it, and the encrypted private half.</summary>
    public (string VerifyKey, byte[] SigningKey) Create()
    {
        var secret = new Ed25519PrivateKeyParameters(new SecureRandom());
        return (Convert.ToHexStringLower(secret.GeneratePublicKey().GetEncoded()), _protector.Value.Protect(secret.GetEncoded()));
    }

    /// <summary>The signature of a message by an application's key, 64 bytes; null when the key, or what it is encrypted with, is gone.</summary>
    public byte[]? Sign(ApplicationRow application, byte[] message)
    {
        if (application.SigningKey is not { } kept) return null;
        byte[] secret;
        try
        {
            secret = _protector.Value.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }

        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(secret, 0, Convert.FromHexString(application.VerifyKey), 0, message, 0, message.Length, signature, 0);
        CryptographicOperations.ZeroMemory(secret);
        return signature;
    }
}
