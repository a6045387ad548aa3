using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Guildhall.Community.Accounts;

/// <summary>
/// Encrypts what an account keeps secret, and signs tickets that end. The keys are those of the installation, which live beside the store
/// and not in it.
/// </summary>
public sealed class SecretKeeper(string folder)
{
    private readonly Lazy<IDataProtectionProvider> _keys = new(() =>
        DataProtectionProvider.Create(Directory.CreateDirectory(folder), setup => setup.SetApplicationName("guildhall")));

    public byte[] Seal(string purpose, byte[] plain) => _keys.Value.CreateProtector(purpose).Protect(plain);

    /// <summary>The plain bytes; null for what was not sealed here for this purpose.</summary>
    public byte[]? Open(string purpose, byte[] sealedBytes)
    {
        try
        {
            return _keys.Value.CreateProtector(purpose).Unprotect(sealedBytes);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
