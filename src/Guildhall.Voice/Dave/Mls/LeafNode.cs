using System.Buffers.Binary;

namespace Guildhall.Voice.Dave.Mls;

/// <summary>A leaf of section 7.2, read from a key package or from the path of a commit, as far as a delivery service looks at it.</summary>
internal ref struct LeafNode
{
    private const byte FromKeyPackage = 1, FromCommit = 3;
    private const int LongestList = 256, LongestExtensions = 512, LongestIdentity = 64, HashBytes = 32;

    public ReadOnlySpan<byte> EncryptionKey { get; private set; }

    public ReadOnlySpan<byte> SignatureKey { get; private set; }

    /// <summary>What its signature covers, in a key package (in a commit the group and the leaf's place come after it).</summary>
    public ReadOnlySpan<byte> Signed { get; private set; }

    public ReadOnlySpan<byte> Signature { get; private set; }

    /// <summary>The user that the credential names; default when it names none.</summary>
    public UserId User { get; private set; }

    public static LeafNode Read(ref MlsReader reader, bool isCommit)
    {
        var leaf = default(LeafNode);
        var start = reader.Position;
        leaf.EncryptionKey = reader.Vector(MlsSuite.PointBytes);
        leaf.SignatureKey = reader.Vector(MlsSuite.PointBytes);
        reader.Require(reader.U16() == MlsSuite.BasicCredential);
        var identity = reader.Vector(LongestIdentity);
        reader.Require(identity.Length == sizeof(ulong));
        if (!reader.IsBroken) leaf.User = new UserId(new Snowflake(BinaryPrimitives.ReadUInt64BigEndian(identity)));
        ReadCapabilities(ref reader);
        reader.Require(reader.U8() == (isCommit ? FromCommit : FromKeyPackage));
        if (isCommit)
        {
            reader.Vector(HashBytes);
        }
        else
        {
            // The whole span of time: clients do not look at it, and a package must not die in a cache.
            reader.Require(reader.U64() == 0);
            reader.Require(reader.U64() == ulong.MaxValue);
        }
        reader.Vector(LongestExtensions);
        leaf.Signed = reader.Since(start);
        leaf.Signature = reader.Vector(MlsSuite.SignatureBytes);
        return leaf;
    }

    // Versions, suites, extensions, proposals and credentials that the client knows. One who lacks what the group uses
    // would make every commit that adds it invalid.
    private static void ReadCapabilities(ref MlsReader reader)
    {
        reader.Require(Holds(reader.Vector(LongestList), MlsSuite.Version));
        reader.Require(Holds(reader.Vector(LongestList), MlsSuite.Suite));
        reader.Vector(LongestList);
        reader.Vector(LongestList);
        reader.Require(Holds(reader.Vector(LongestList), MlsSuite.BasicCredential));
    }

    private static bool Holds(ReadOnlySpan<byte> numbers, ushort wanted)
    {
        for (; numbers.Length >= 2; numbers = numbers[2..])
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(numbers) == wanted) return true;
        }
        return false;
    }
}
