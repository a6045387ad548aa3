using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Guildhall.Cluster.Relay;

namespace Guildhall.Gateway.Sessions;

/// <summary>
/// Public session ids: 32 hexadecimal digits that look random. Inside are the session's address and a secret, encrypted as one
/// block with a key of this process, so that a RESUME finds its shard without a table and nobody can make one up.
/// </summary>
internal sealed class SessionIds : IDisposable
{
    private const int BlockBytes = 16;
    private readonly Lock _gate = new();
    private readonly Aes _cipher = Aes.Create();

    public SessionIds() => _cipher.GenerateKey();

    /// <summary>What ids are made with: a secret of this run, and of the next one when sessions are handed over to it.</summary>
    public byte[] Key
    {
        get
        {
            lock (_gate) return _cipher.Key;
        }

        set
        {
            lock (_gate) _cipher.Key = value;
        }
    }

    public static ulong NewSecret()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    public string Write(SessionRef address, ulong secret)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(block, address.Value);
        BinaryPrimitives.WriteUInt64LittleEndian(block[8..], secret);
        lock (_gate) _cipher.EncryptEcb(block, block, PaddingMode.None);
        return Convert.ToHexStringLower(block);
    }

    /// <summary>False for what cannot be an id; an id of another process reads as an address that no session has.</summary>
    public bool TryRead(string id, out SessionRef address, out ulong secret)
    {
        (address, secret) = (default, 0);
        if (id.Length != BlockBytes * 2 || !UInt128.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _)) return false;
        Span<byte> block = stackalloc byte[BlockBytes];
        Convert.FromHexString(id, block, out _, out _);
        lock (_gate) _cipher.DecryptEcb(block, block, PaddingMode.None);
        address = new SessionRef(BinaryPrimitives.ReadUInt64LittleEndian(block));
        secret = BinaryPrimitives.ReadUInt64LittleEndian(block[8..]);
        return true;
    }

    public void Dispose() => _cipher.Dispose();
}
