using System.Runtime.InteropServices;
using Guildhall.Gateway.Fanout;

namespace Guildhall.Gateway.Handover;

/// <summary>
/// The bytes of a hand-over: a head, then payloads and audiences once each, then sessions, which name them by their places,
/// then the community's records. <see cref="HandoverReader"/> reads them.
/// </summary>
internal sealed class HandoverWriter(Stream target) : IDisposable
{
    /// <summary>What a file begins with: a name, and the version of this format.</summary>
    public static ReadOnlySpan<byte> Magic => "GHSESS\0\u0001"u8;

    private readonly BinaryWriter _out = new(target);
    private readonly Dictionary<SharedPayload, int> _payloads = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ulong, int> _audiences = [];

    /// <summary>Writes everything, as far as it fits.</summary>
    /// <returns>The sessions that were written.</returns>
    public int Write(HandoverContent content)
    {
        var bytes = content.Records.Sum(record => (long)record.Length + 8);
        var sessions = content.Sessions.Take(HandoverLimits.Sessions).TakeWhile(session => (bytes += Number(session)) < HandoverLimits.FileBytes).ToList();
        _out.Write(Magic);
        _out.Write(content.At.ToUnixTimeMilliseconds());
        _out.Write(content.Node);
        _out.Write7BitEncodedInt(content.IdKey.Length);
        _out.Write(content.IdKey);
        _out.Write(content.LastNumber);
        WritePayloads();
        _out.Write7BitEncodedInt(_audiences.Count);
        foreach (var audience in _audiences.Keys) _out.Write(audience);
        _out.Write7BitEncodedInt(sessions.Count);
        foreach (var session in sessions) Write(session);
        _out.Write7BitEncodedInt(content.Records.Count);
        foreach (var record in content.Records)
        {
            _out.Write7BitEncodedInt(record.Length);
            _out.Write(record);
        }

        _out.Flush();
        return sessions.Count;
    }

    public void Dispose() => _out.Dispose();

    /// <summary>Gives what a session names its places; returns the bytes that this adds to the file at most.</summary>
    private long Number(HandedSession session)
    {
        var bytes = 96L + (session.Kept.Length * 5L) + (session.Audiences.Length * 5L);
        foreach (var payload in session.Kept)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_payloads, payload, out var isKnown);
            if (isKnown) continue;
            place = _payloads.Count - 1;
            bytes += payload.Length + 32;
        }

        foreach (var audience in session.Audiences)
        {
            if (_audiences.TryAdd(audience, _audiences.Count)) bytes += sizeof(ulong);
        }

        return bytes;
    }

    private void WritePayloads()
    {
        // In the order of their places, which is the order in which they were added.
        _out.Write7BitEncodedInt(_payloads.Count);
        foreach (var payload in _payloads.Keys)
        {
            _out.Write7BitEncodedInt(payload.Name.Length);
            _out.Write(payload.Name);
            _out.Write(payload.IsPrivate);
            _out.Write7BitEncodedInt(payload.Body.Length);
            _out.Write(payload.Body);
            _out.Write7BitEncodedInt(payload.Suffix.Length);
            _out.Write(payload.Suffix);
        }
    }

    private void Write(HandedSession session)
    {
        _out.Write(session.Address.Value);
        _out.Write(session.Secret);
        _out.Write((ulong)(session.TokenHash >> 64));
        _out.Write((ulong)session.TokenHash);
        _out.Write(session.User.Number);
        _out.Write((long)session.Intents);
        _out.Write(session.LargeThreshold);
        _out.Write(session.IsBot);
        _out.Write((byte)session.Passive);
        _out.Write(session.Sent);
        _out.Write(session.Last);
        _out.Write7BitEncodedInt(session.Audiences.Length);
        foreach (var audience in session.Audiences) _out.Write7BitEncodedInt(_audiences[audience]);

        // Sessions of one guild have the same events in the same order, so the steps between places are mostly one byte.
        _out.Write7BitEncodedInt(session.Kept.Length);
        var before = 0;
        foreach (var payload in session.Kept)
        {
            var place = _payloads[payload];
            var step = place - before;
            _out.Write7BitEncodedInt((step << 1) ^ (step >> 31));
            before = place;
        }
    }
}
