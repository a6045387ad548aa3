using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Guildhall.Voice.Dave.Mls;

namespace Guildhall.Voice.Dave;

/// <summary>Collects what a delivery service wants done, and knows the form of each message.</summary>
internal sealed class DaveOutbox
{
    private List<DaveEffect> _effects = [];

    /// <summary>What has gathered; the box is empty then.</summary>
    public IReadOnlyList<DaveEffect> Take()
    {
        if (_effects.Count == 0) return [];
        var taken = _effects;
        _effects = [];
        return taken;
    }

    public void Close(DaveMember member, int code) => _effects.Add(new DaveEffect.Close(member.User, code));

    public void Changed(int version, E2eeReason reason) => _effects.Add(new DaveEffect.Changed(version, reason));

    /// <summary>Says so only when it is news.</summary>
    public void Guard(DaveMember member, bool isWithheld)
    {
        if (member.IsGuarded == isWithheld) return;
        member.IsGuarded = isWithheld;
        _effects.Add(new DaveEffect.Guard(member.User, isWithheld));
    }

    public void PrepareTransition(UserId to, int version, ushort id) =>
        Json(to, DaveOpcode.PrepareTransition, string.Create(CultureInfo.InvariantCulture, $"{{\"protocol_version\":{version},\"transition_id\":{id}}}"));

    public void ExecuteTransition(UserId to, ushort id) =>
        Json(to, DaveOpcode.ExecuteTransition, string.Create(CultureInfo.InvariantCulture, $"{{\"transition_id\":{id}}}"));

    public void PrepareEpoch(UserId to, int version) =>
        Json(to, DaveOpcode.PrepareEpoch, string.Create(CultureInfo.InvariantCulture, $"{{\"protocol_version\":{version},\"epoch\":1}}"));

    public void ExternalSender(UserId to, ExternalSender sender) => Binary(to, DaveOpcode.ExternalSender, sender.Package);

    public void Proposals(UserId to, byte[] body) => Binary(to, DaveOpcode.Proposals, body);

    public void Commit(UserId to, ushort transition, ReadOnlySpan<byte> message) => Binary(to, DaveOpcode.AnnounceCommit, Numbered(transition, message));

    public void Welcome(UserId to, ushort transition, ReadOnlySpan<byte> message) => Binary(to, DaveOpcode.Welcome, Numbered(transition, message));

    /// <summary>The body of op 27 that appends.</summary>
    public static byte[] Append(IEnumerable<DaveProposal> proposals)
    {
        var list = new MlsWriter(1024);
        foreach (var proposal in proposals) list.Raw(proposal.Signed.Message);
        return new MlsWriter(list.Written.Length + 8).U8(0).Vector(list.Written).ToArray();
    }

    /// <summary>The body of op 27 that revokes.</summary>
    public static byte[] Revoke(DaveProposal proposal)
    {
        var reference = new MlsWriter().Vector(proposal.Signed.Reference).Written;
        return new MlsWriter().U8(1).Vector(reference).ToArray();
    }

    private static byte[] Numbered(ushort transition, ReadOnlySpan<byte> message)
    {
        var body = new byte[sizeof(ushort) + message.Length];
        BinaryPrimitives.WriteUInt16BigEndian(body, transition);
        message.CopyTo(body.AsSpan(sizeof(ushort)));
        return body;
    }

    private void Json(UserId to, DaveOpcode op, string body) => _effects.Add(new DaveEffect.Send(to, op, false, Encoding.UTF8.GetBytes(body)));

    private void Binary(UserId to, DaveOpcode op, byte[] body) => _effects.Add(new DaveEffect.Send(to, op, true, body));
}
