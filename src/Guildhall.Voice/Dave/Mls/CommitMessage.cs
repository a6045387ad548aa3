namespace Guildhall.Voice.Dave.Mls;

/// <summary>
/// What a client sent with op 28, as far as a delivery service can look at it: a commit in the open, and the Welcome for those whom
/// it adds. That its sender signed it is not checked here: that needs the group's whole tree, so clients do; who sent it is known by the socket.
/// </summary>
/// <param name="Epoch">The epoch that it ends.</param>
/// <param name="Leaf">Its sender's leaf.</param>
/// <param name="References">The proposals that it applies, in order.</param>
/// <param name="Message">The MLSMessage alone, for op 29.</param>
/// <param name="Welcome">Null when it adds nobody.</param>
public sealed record CommitMessage(ulong Epoch, int Leaf, IReadOnlyList<byte[]> References, byte[] Message, WelcomeMessage? Welcome)
{
    private const ushort PublicMessage = 1;
    private const byte Member = 1, Commit = 3, ByReference = 2;
    private const int HashBytes = 32, LongestTail = 4096;

    /// <summary>Reads; null when it is anything but a commit of this group by <paramref name="user"/>, who signs with <paramref name="signatureKey"/>.</summary>
    public static CommitMessage? Read(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> group, UserId user, ReadOnlySpan<byte> signatureKey)
    {
        if (sent.Length > VoiceLimits.CommitBytes) return null;
        var reader = new MlsReader(sent);
        reader.Require(reader.U16() == MlsSuite.Version);
        reader.Require(reader.U16() == PublicMessage);
        reader.Require(reader.Vector(sizeof(ulong)).SequenceEqual(group));
        var epoch = reader.U64();
        reader.Require(reader.U8() == Member);
        var leaf = reader.U32();
        reader.Require(leaf < VoiceLimits.GroupLeaves);
        reader.Vector(0);
        reader.Require(reader.U8() == Commit);
        var references = ReadReferences(reader.Vector(VoiceLimits.CommitBytes));
        reader.Require(references is not null);
        ReadPath(ref reader, user, signatureKey);
        reader.Require(reader.Vector(MlsSuite.SignatureBytes).Length > 0);
        reader.Require(reader.Vector(HashBytes).Length == HashBytes);
        reader.Require(reader.Vector(HashBytes).Length == HashBytes);
        if (reader.IsBroken) return null;
        var message = reader.Since(0).ToArray();
        if (!reader.HasMore) return new(epoch, (int)leaf, references!, message, null);
        return WelcomeMessage.Read(reader.Rest) is { } welcome ? new(epoch, (int)leaf, references!, message, welcome) : null;
    }

    // References only: a proposal that a member wrote into its commit is no business of the call.
    private static List<byte[]>? ReadReferences(ReadOnlySpan<byte> vector)
    {
        var references = new List<byte[]>();
        var reader = new MlsReader(vector);
        while (reader.HasMore)
        {
            reader.Require(reader.U8() == ByReference);
            var reference = reader.Vector(HashBytes);
            reader.Require(reference.Length == HashBytes && references.Count < VoiceLimits.ProposalsInRound);
            if (!reader.IsBroken) references.Add(reference.ToArray());
        }
        return reader.IsBroken ? null : references;
    }

    // An UpdatePath of section 7.6. The leaf keeps its owner and the key that it signs with.
    private static void ReadPath(ref MlsReader reader, UserId user, ReadOnlySpan<byte> signatureKey)
    {
        var present = reader.U8();
        reader.Require(present <= 1);
        if (present == 0 || reader.IsBroken) return;
        var leaf = LeafNode.Read(ref reader, isCommit: true);
        reader.Require(leaf.User == user && leaf.SignatureKey.SequenceEqual(signatureKey));
        var nodes = new MlsReader(reader.Vector(VoiceLimits.CommitBytes));
        while (nodes.HasMore)
        {
            nodes.Vector(MlsSuite.PointBytes);
            var secrets = new MlsReader(nodes.Vector(VoiceLimits.CommitBytes));
            while (secrets.HasMore)
            {
                secrets.Vector(MlsSuite.PointBytes);
                secrets.Vector(LongestTail);
            }
            nodes.Require(secrets.IsComplete);
        }
        reader.Require(nodes.IsComplete);
    }
}
