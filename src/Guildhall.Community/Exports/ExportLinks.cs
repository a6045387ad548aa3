using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Guildhall.Community.Exports;

/// <summary>Addresses that fetch an export without a token: sealed with keys of the installation, good for an hour, and nothing is stored for them.</summary>
public sealed class ExportLinks(string keysFolder, TimeProvider time)
{
    /// <summary>How long an address is good.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);

    private const int LongestToken = 512;
    private readonly Lazy<IDataProtector> _protector = new(() =>
        DataProtectionProvider.Create(Directory.CreateDirectory(keysFolder), setup => setup.SetApplicationName("guildhall")).CreateProtector("exports.link.v1"));

    /// <summary>A token for an export, from now on.</summary>
    public string Seal(ulong id)
    {
        var text = new byte[sizeof(ulong) + sizeof(long)];
        BinaryPrimitives.WriteUInt64BigEndian(text, id);
        BinaryPrimitives.WriteInt64BigEndian(text.AsSpan(sizeof(ulong)), (time.GetUtcNow() + GoodFor).UtcTicks);
        return Base64Url.EncodeToString(_protector.Value.Protect(text));
    }

    /// <summary>The export that a token is for; null for one that is made up or too old.</summary>
    public ulong? Open(string token)
    {
        if (token.Length > LongestToken) return null;
        try
        {
            var text = _protector.Value.Unprotect(Base64Url.DecodeFromChars(token));
            if (text.Length != sizeof(ulong) + sizeof(long)) return null;
            var isGood = time.GetUtcNow().UtcTicks < BinaryPrimitives.ReadInt64BigEndian(text.AsSpan(sizeof(ulong)));
            return isGood ? BinaryPrimitives.ReadUInt64BigEndian(text) : null;
        }
        catch (Exception madeUp) when (madeUp is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
