using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Guildhall.Gateway.Etf;

/// <summary>
/// Writes a client's term as JSON, which is then read like any other client's payload. Names are binaries, as documented; integers
/// that JSON's readers would round (ids) become texts. Everything is bounded by the message and the target, and what is no such term
/// is refused without an exception: an unknown tag, a depth past <see cref="DepthMax"/>, a length past the end, text that is no UTF-8.
/// </summary>
internal ref struct EtfDecoder
{
    /// <summary>Maps and lists inside each other.</summary>
    public const int DepthMax = 32;

    /// <summary>How much longer the JSON of a message may be than the message: six bytes for a control character that is escaped.</summary>
    public const int Growth = 6;

    /// <summary>The largest integer that every reader of JSON takes as it is.</summary>
    private const ulong ExactMax = 1UL << 53;

    private readonly ReadOnlySpan<byte> _term;
    private readonly Span<byte> _json;
    private int _at;
    private int _length;

    private EtfDecoder(ReadOnlySpan<byte> term, Span<byte> json)
    {
        _term = term;
        _json = json;
    }

    /// <summary>Writes a whole message as JSON; false when it is none, or longer than the target.</summary>
    public static bool TryWriteJson(ReadOnlySpan<byte> message, Span<byte> json, out int length)
    {
        length = 0;
        if (message.Length < 2 || message[0] != EtfTags.Version) return false;
        var decoder = new EtfDecoder(message[1..], json);
        if (!decoder.Value(0) || decoder._at != decoder._term.Length) return false;
        length = decoder._length;
        return true;
    }

    private bool Value(int depth)
    {
        if (depth > DepthMax || !TryByte(out var tag)) return false;
        switch (tag)
        {
            case EtfTags.SmallInteger: return TryByte(out var small) && Integer(small, isNegative: false);
            case EtfTags.Integer: return TryTake(4, out var word) && Signed(BinaryPrimitives.ReadInt32BigEndian(word));
            case EtfTags.SmallBig: return TryByte(out var digits) && Big(digits);
            case EtfTags.LargeBig: return TryCount(1, out var many) && Big(many);
            case EtfTags.Float: return TryTake(8, out var bits) && Real(BinaryPrimitives.ReadDoubleBigEndian(bits));
            case EtfTags.FloatText: return TryTake(31, out var text) && RealText(text);
            case EtfTags.Atom or EtfTags.AtomUtf8: return TryShort(out var length) && TryTake(length, out var name) && Atom(name);
            case EtfTags.SmallAtom or EtfTags.SmallAtomUtf8: return TryByte(out var shortLength) && TryTake(shortLength, out var shortName) && Atom(shortName);
            case EtfTags.Binary: return Binary();
            case EtfTags.Nil: return Write("[]"u8);
            case EtfTags.ByteList: return ByteList();
            case EtfTags.List: return TryCount(1, out var count) && Items(count, depth) && TryByte(out var end) && end == EtfTags.Nil;
            case EtfTags.SmallTuple: return TryByte(out var few) && Items(few, depth);
            case EtfTags.LargeTuple: return TryCount(1, out var elements) && Items(elements, depth);
            case EtfTags.Map: return TryCount(2, out var entries) && Entries(entries, depth);
            default: return false;
        }
    }

    private bool Items(int count, int depth)
    {
        if (!Write("["u8)) return false;
        for (var i = 0; i < count; i++)
        {
            if ((i > 0 && !Write(","u8)) || !Value(depth + 1)) return false;
        }

        return Write("]"u8);
    }

    private bool Entries(int count, int depth)
    {
        if (!Write("{"u8)) return false;
        for (var i = 0; i < count; i++)
        {
            if (i > 0 && !Write(","u8)) return false;
            if (!TryByte(out var tag) || tag != EtfTags.Binary || !Binary() || !Write(":"u8) || !Value(depth + 1)) return false;
        }

        return Write("}"u8);
    }

    private bool ByteList()
    {
        if (!TryShort(out var length) || !TryTake(length, out var bytes) || !Write("["u8)) return false;
        for (var i = 0; i < bytes.Length; i++)
        {
            if ((i > 0 && !Write(","u8)) || !Integer(bytes[i], isNegative: false)) return false;
        }

        return Write("]"u8);
    }

    private bool Binary()
    {
        if (!TryCount(1, out var length) || !TryTake(length, out var text) || !Utf8.IsValid(text) || !Write("\""u8)) return false;
        var status = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(text, _json[_length..], out _, out var written);
        if (status != OperationStatus.Done) return false;
        _length += written;
        return Write("\""u8);
    }

    private bool Atom(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("true"u8) || name.SequenceEqual("false"u8)) return Write(name);
        return (name.SequenceEqual("nil"u8) || name.SequenceEqual("null"u8)) && Write("null"u8);
    }

    private bool Big(int digits)
    {
        if (digits > sizeof(ulong) || !TryByte(out var sign) || sign > 1 || !TryTake(digits, out var bytes)) return false;
        var magnitude = 0UL;
        for (var i = bytes.Length - 1; i >= 0; i--) magnitude = (magnitude << 8) | bytes[i];
        return Integer(magnitude, sign == 1);
    }

    private bool Signed(int value) => Integer((ulong)Math.Abs((long)value), value < 0);

    private bool Integer(ulong magnitude, bool isNegative)
    {
        var isText = magnitude > ExactMax;
        if (isText && !Write("\""u8)) return false;
        if (isNegative && magnitude > 0 && !Write("-"u8)) return false;
        if (!Utf8Formatter.TryFormat(magnitude, _json[_length..], out var written)) return false;
        _length += written;
        return !isText || Write("\""u8);
    }

    private bool Real(double value)
    {
        if (!double.IsFinite(value)) return false;
        if (value == Math.Floor(value) && Math.Abs(value) <= ExactMax) return Integer((ulong)Math.Abs(value), value < 0);
        if (!value.TryFormat(_json[_length..], out var written, "R", CultureInfo.InvariantCulture)) return false;
        _length += written;
        return true;
    }

    private bool RealText(ReadOnlySpan<byte> text) =>
        double.TryParse(text.TrimEnd((byte)0), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Real(value);

    private bool Write(ReadOnlySpan<byte> text)
    {
        if (!text.TryCopyTo(_json[_length..])) return false;
        _length += text.Length;
        return true;
    }

    private bool TryByte(out byte value)
    {
        value = 0;
        if (_at >= _term.Length) return false;
        value = _term[_at++];
        return true;
    }

    private bool TryShort(out int value)
    {
        value = 0;
        if (!TryTake(2, out var bytes)) return false;
        value = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return true;
    }

    // A count that the rest of the message cannot hold is refused before anything is done with it.
    private bool TryCount(int bytesEach, out int count)
    {
        count = 0;
        if (!TryTake(4, out var bytes)) return false;
        var stated = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (stated > (uint)((_term.Length - _at) / bytesEach)) return false;
        count = (int)stated;
        return true;
    }

    private bool TryTake(int count, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (_term.Length - _at < count) return false;
        bytes = _term.Slice(_at, count);
        _at += count;
        return true;
    }
}
