namespace Guildhall.Voice.Dave.Mls;

/// <summary>A Welcome of section 12.4.3.1, which can be cut down to what one addressee needs.</summary>
public sealed class WelcomeMessage
{
    private const int HashBytes = 32, LongestSecrets = 512;
    private readonly Dictionary<string, byte[]> _secrets;
    private readonly byte[] _groupInfo;

    private WelcomeMessage(Dictionary<string, byte[]> secrets, byte[] groupInfo) => (_secrets, _groupInfo) = (secrets, groupInfo);

    /// <summary>For how many it is.</summary>
    public int Count => _secrets.Count;

    /// <summary>Reads; null when it is not in order, or names somebody twice.</summary>
    public static WelcomeMessage? Read(ReadOnlySpan<byte> sent)
    {
        var reader = new MlsReader(sent);
        reader.Require(reader.U16() == MlsSuite.Suite);
        var list = new MlsReader(reader.Vector(VoiceLimits.CommitBytes));
        var secrets = new Dictionary<string, byte[]>();
        while (list.HasMore)
        {
            var start = list.Position;
            var reference = list.Vector(HashBytes);
            list.Require(reference.Length == HashBytes);
            list.Vector(MlsSuite.PointBytes);
            list.Vector(LongestSecrets);
            list.Require(!list.IsBroken && secrets.Count < VoiceLimits.ProposalsInRound && secrets.TryAdd(Convert.ToHexString(reference), list.Since(start).ToArray()));
        }
        var groupInfo = reader.Vector(VoiceLimits.CommitBytes);
        return list.IsComplete && reader.IsComplete ? new(secrets, groupInfo.ToArray()) : null;
    }

    /// <summary>It has something for the owner of this key package.</summary>
    public bool Covers(KeyPackage package) => _secrets.ContainsKey(Convert.ToHexString(package.Reference));

    /// <summary>The Welcome for one addressee alone; null when there is none.</summary>
    public byte[]? CutFor(KeyPackage package) =>
        _secrets.TryGetValue(Convert.ToHexString(package.Reference), out var mine)
            ? new MlsWriter(mine.Length + _groupInfo.Length + 16).U16(MlsSuite.Suite).Vector(mine).Vector(_groupInfo).ToArray()
            : null;
}
