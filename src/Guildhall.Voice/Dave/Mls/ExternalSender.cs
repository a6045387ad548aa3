using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Voice.Dave.Mls;

/// <summary>
/// The house's own signature key in one call. It is in every group of the call as the external sender, so it may propose who comes
/// and goes; it is no member, and learns no secret of the group.
/// </summary>
public sealed class ExternalSender : IDisposable
{
    private const ushort PublicMessage = 1, Add = 1, Remove = 3;
    private const byte External = 2, Proposal = 2;
    private static readonly byte[] Name = Encoding.ASCII.GetBytes("guildhall");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _group = new byte[sizeof(ulong)];

    /// <summary>Makes a new key for a channel's call.</summary>
    public ExternalSender(ChannelId channel)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_group, channel.Value.Value);
        Package = new MlsWriter().Vector(MlsSuite.Point(_key)).U16(MlsSuite.BasicCredential).Vector(Name).ToArray();
    }

    /// <summary>The body of op 25.</summary>
    public byte[] Package { get; }

    /// <summary>The name of every group of this call: the channel.</summary>
    public ReadOnlySpan<byte> Group => _group;

    /// <summary>Proposes that somebody comes.</summary>
    public SignedProposal ProposeAdd(ulong epoch, KeyPackage package) => Propose(epoch, new MlsWriter(512).U16(Add).Raw(package.Bytes).Written);

    /// <summary>Proposes that a leaf goes.</summary>
    public SignedProposal ProposeRemove(ulong epoch, int leaf) => Propose(epoch, new MlsWriter().U16(Remove).U32((uint)leaf).Written);

    public void Dispose() => _key.Dispose();

    private SignedProposal Propose(ulong epoch, ReadOnlySpan<byte> proposal)
    {
        // FramedContent of section 6: the group, its epoch, the first external sender, nothing authenticated besides, a proposal.
        var content = new MlsWriter(proposal.Length + 64).U16(PublicMessage)
            .Vector(_group).U64(epoch).U8(External).U32(0).Vector(default).U8(Proposal).Raw(proposal).Written;
        var versioned = new MlsWriter(content.Length + 128).U16(MlsSuite.Version).Raw(content);
        var signature = MlsSuite.Sign(_key, "FramedContentTBS", versioned.Written);
        var message = versioned.Vector(signature).ToArray();
        return new(message, MlsSuite.Reference("MLS 1.0 Proposal Reference", message.AsSpan(2)));
    }
}
