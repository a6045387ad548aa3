using System.Text;
using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Fanout;

namespace Guildhall.Gateway.Handover;

/// <summary>Reads what <see cref="HandoverWriter"/> wrote. Every number is held against its bound before anything is made of it.</summary>
internal sealed class HandoverReader(Stream source) : IDisposable
{
    private readonly BinaryReader _in = new(source);
    private SharedPayload[] _payloads = [];
    private ulong[] _audiences = [];

    /// <exception cref="InvalidDataException">The bytes are of another version, or are no hand-over.</exception>
    /// <exception cref="EndOfStreamException">They end too soon.</exception>
    public HandoverContent Read()
    {
        if (!_in.ReadBytes(HandoverWriter.Magic.Length).AsSpan().SequenceEqual(HandoverWriter.Magic)) throw new InvalidDataException("another version");
        var at = DateTimeOffset.FromUnixTimeMilliseconds(Within(_in.ReadInt64(), 0, 253_402_300_799_999));
        var node = _in.ReadInt32();
        var key = Bytes(64);
        var lastNumber = _in.ReadUInt64();
        _payloads = List(int.MaxValue, ReadPayload);
        _audiences = List(int.MaxValue, () => _in.ReadUInt64());
        return new HandoverContent
        {
            At = at,
            Node = node,
            IdKey = key,
            LastNumber = lastNumber,
            Sessions = List(HandoverLimits.Sessions, ReadSession),
            Records = List(int.MaxValue, () => Bytes(HandoverLimits.RecordBytes)),
        };
    }

    public void Dispose() => _in.Dispose();

    private SharedPayload ReadPayload()
    {
        var name = Encoding.ASCII.GetString(Bytes(128));
        var isPrivate = _in.ReadBoolean();
        var body = Bytes((int)GatewayLimits.RingBytes * 4);
        return new SharedPayload(name, body, isPrivate, Bytes((int)GatewayLimits.RingBytes));
    }

    private HandedSession ReadSession()
    {
        var address = new SessionRef(_in.ReadUInt64());
        var secret = _in.ReadUInt64();
        var tokenHash = new UInt128(_in.ReadUInt64(), _in.ReadUInt64());
        var user = new UserId(_in.ReadUInt64());
        var intents = (Intents)_in.ReadInt64();
        var session = (Threshold: _in.ReadInt16(), IsBot: _in.ReadBoolean(), Passive: (PassiveForm)Within(_in.ReadByte(), 0, (long)PassiveForm.Second), Sent: _in.ReadUInt32(), Last: _in.ReadUInt32());
        var audiences = List(HandoverLimits.AudiencesPerSession, () => _audiences[Within(_in.Read7BitEncodedInt(), 0, _audiences.Length - 1)]);
        var place = 0;
        var kept = List(GatewayLimits.RingEvents + 1, () => _payloads[place = (int)Within(place + Step(), 0, _payloads.Length - 1)]);
        if (kept.Length > session.Last || session.Sent > session.Last) throw new InvalidDataException("a session has more events than it was told");
        return new HandedSession(address, secret, tokenHash, user, intents, session.Threshold, session.IsBot)
        {
            Sent = session.Sent,
            Last = session.Last,
            Kept = kept,
            Audiences = audiences,
            Passive = session.Passive,
        };
    }

    private int Step()
    {
        var coded = _in.Read7BitEncodedInt();
        return (int)((uint)coded >> 1) ^ -(coded & 1);
    }

    private byte[] Bytes(int atMost)
    {
        var length = (int)Within(_in.Read7BitEncodedInt(), 0, Math.Min(atMost, Left));
        var bytes = _in.ReadBytes(length);
        return bytes.Length == length ? bytes : throw new EndOfStreamException();
    }

    // What is left of the file bounds how many things can still be in it: each takes a byte at least.
    private T[] List<T>(int atMost, Func<T> read)
    {
        var items = new T[Within(_in.Read7BitEncodedInt(), 0, Math.Min(atMost, Left))];
        for (var i = 0; i < items.Length; i++) items[i] = read();
        return items;
    }

    private long Left => source.Length - source.Position;

    private static long Within(long value, long least, long most) =>
        value >= least && value <= most ? value : throw new InvalidDataException($"{value} is not within {least} and {most}");
}
