namespace Guildhall.Voice.Dave.Mls;

/// <summary>A key package of section 10 that may go into a group: its form, its keys, its owner and both its signatures hold.</summary>
/// <param name="Bytes">As it came.</param>
/// <param name="Reference">What a Welcome calls it.</param>
/// <param name="Keys">Its init, encryption and signature key, no two of which may be in a group twice.</param>
public sealed record KeyPackage(UserId User, byte[] Bytes, byte[] Reference, byte[][] Keys)
{
    private const ushort FormatInMessage = 5;
    private const int LongestExtensions = 512;

    /// <summary>The key that its owner signs with.</summary>
    public ReadOnlySpan<byte> SignatureKey => Keys[2];

    /// <summary>
    /// Reads and checks what a client sent with op 26: a bare key package, as clients do, or one in an MLSMessage, as the paper has it.
    /// Null when it is not in order or not this user's.
    /// </summary>
    public static KeyPackage? Read(ReadOnlySpan<byte> sent, UserId user)
    {
        if (sent.Length > VoiceLimits.KeyPackageBytes) return null;
        var reader = new MlsReader(sent);
        reader.Require(reader.U16() == MlsSuite.Version);
        var next = reader.U16();
        if (next == FormatInMessage)
        {
            sent = reader.Rest;
            reader = new MlsReader(sent);
            reader.Require(reader.U16() == MlsSuite.Version);
            next = reader.U16();
        }
        reader.Require(next == MlsSuite.Suite);
        var init = reader.Vector(MlsSuite.PointBytes);
        var leaf = LeafNode.Read(ref reader, isCommit: false);
        reader.Vector(LongestExtensions);
        var signed = reader.Since(0);
        var signature = reader.Vector(MlsSuite.SignatureBytes);
        if (!reader.IsComplete || leaf.User != user || init.SequenceEqual(leaf.EncryptionKey)) return null;
        if (!MlsSuite.IsPoint(init) || !MlsSuite.IsPoint(leaf.EncryptionKey)) return null;
        if (!MlsSuite.Verifies(leaf.SignatureKey, "LeafNodeTBS", leaf.Signed, leaf.Signature)) return null;
        if (!MlsSuite.Verifies(leaf.SignatureKey, "KeyPackageTBS", signed, signature)) return null;
        return new(
            user,
            sent.ToArray(),
            MlsSuite.Reference("MLS 1.0 KeyPackage Reference", sent),
            [init.ToArray(), leaf.EncryptionKey.ToArray(), leaf.SignatureKey.ToArray()]);
    }

    /// <summary>Two packages that cannot be in one group: they share a key.</summary>
    public bool Clashes(KeyPackage other) => Keys.Any(mine => other.Keys.Any(theirs => mine.AsSpan().SequenceEqual(theirs)));
}
