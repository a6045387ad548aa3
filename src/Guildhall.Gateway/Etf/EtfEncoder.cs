using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Guildhall.Gateway.Etf;

/// <summary>
/// Writes JSON of this house as a term: texts (ids among them) and names as binaries, numbers as the smallest integer that holds them
/// or as floats, true, false and null as the atoms true, false and nil.
/// </summary>
internal ref struct EtfEncoder
{
    private const int DepthMax = 128;
    private byte[] _bytes;
    private int _length;

    private EtfEncoder(int capacity) => _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>A whole message: the version, then the value.</summary>
    public static byte[] Message(ReadOnlySpan<byte> json)
    {
        var encoder = new EtfEncoder(json.Length + 64);
        encoder.Byte(EtfTags.Version);
        encoder.Value(json);
        return encoder.Finish();
    }

    /// <summary>The entries of a dispatch without its sequence number: t, op 0 and d.</summary>
    public static byte[] DispatchEntries(ReadOnlySpan<byte> name, ReadOnlySpan<byte> body)
    {
        var encoder = new EtfEncoder(body.Length + 128);
        encoder.Binary("t"u8);
        encoder.Binary(name);
        encoder.Binary("op"u8);
        encoder.Integer(0);
        encoder.Binary("d"u8);
        encoder.Value(body);
        return encoder.Finish();
    }

    /// <summary>Writes an integer in its smallest form; returns its bytes, 10 at most.</summary>
    public static int WriteInteger(Span<byte> target, long value)
    {
        if (value is >= 0 and <= byte.MaxValue)
        {
            target[0] = EtfTags.SmallInteger;
            target[1] = (byte)value;
            return 2;
        }

        if (value is >= int.MinValue and <= int.MaxValue)
        {
            target[0] = EtfTags.Integer;
            BinaryPrimitives.WriteInt32BigEndian(target[1..], (int)value);
            return 5;
        }

        return WriteBig(target, value < 0 ? (ulong)-(value + 1) + 1 : (ulong)value, value < 0);
    }

    private static int WriteBig(Span<byte> target, ulong magnitude, bool isNegative)
    {
        const int head = 3;
        var digits = 0;
        for (; magnitude > 0; magnitude >>= 8) target[head + digits++] = (byte)magnitude;
        target[0] = EtfTags.SmallBig;
        target[1] = (byte)digits;
        target[2] = isNegative ? (byte)1 : (byte)0;
        return head + digits;
    }

    private void Value(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DepthMax });
        Span<(int At, int Count)> open = stackalloc (int, int)[DepthMax + 1];
        var depth = 0;
        while (reader.Read())
        {
            // In a map the names are counted, in a list the values.
            if (depth > 0 && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
            {
                var isMap = _bytes[open[depth - 1].At] == EtfTags.Map;
                if (isMap == (reader.TokenType == JsonTokenType.PropertyName)) open[depth - 1].Count++;
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open[depth++] = (_length, 0);
                    Head(reader.TokenType == JsonTokenType.StartObject ? EtfTags.Map : EtfTags.List, 0);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    Close(open[--depth]);
                    break;
                default:
                    Scalar(ref reader);
                    break;
            }
        }
    }

    private void Close((int At, int Count) opened)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(opened.At + 1), (uint)opened.Count);
        if (_bytes[opened.At] == EtfTags.Map) return;
        if (opened.Count == 0) _length = opened.At; // an empty list is its own end
        Byte(EtfTags.Nil);
    }

    private void Scalar(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName or JsonTokenType.String when !reader.ValueIsEscaped: Binary(reader.ValueSpan); break;
            case JsonTokenType.PropertyName or JsonTokenType.String: Unescaped(ref reader); break;
            case JsonTokenType.Number: Number(ref reader); break;
            case JsonTokenType.True: Atom("true"u8); break;
            case JsonTokenType.False: Atom("false"u8); break;
            default: Atom("nil"u8); break;
        }
    }

    private void Unescaped(ref Utf8JsonReader reader)
    {
        var at = _length;
        Head(EtfTags.Binary, 0);
        var length = reader.CopyString(Room(reader.ValueSpan.Length));
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(at + 1), (uint)length);
        _length += length;
    }

    private void Number(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var integer))
        {
            Integer(integer);
        }
        else if (reader.TryGetUInt64(out var big))
        {
            _length += WriteBig(Room(16), big, isNegative: false);
        }
        else
        {
            Byte(EtfTags.Float);
            BinaryPrimitives.WriteDoubleBigEndian(Room(8), reader.GetDouble());
            _length += 8;
        }
    }

    private void Integer(long value) => _length += WriteInteger(Room(16), value);

    private void Binary(ReadOnlySpan<byte> text)
    {
        Head(EtfTags.Binary, (uint)text.Length);
        text.CopyTo(Room(text.Length));
        _length += text.Length;
    }

    private void Atom(ReadOnlySpan<byte> name)
    {
        Byte(EtfTags.SmallAtom);
        Byte((byte)name.Length);
        name.CopyTo(Room(name.Length));
        _length += name.Length;
    }

    private void Head(byte tag, uint count)
    {
        Byte(tag);
        BinaryPrimitives.WriteUInt32BigEndian(Room(4), count);
        _length += 4;
    }

    private void Byte(byte value)
    {
        Room(1)[0] = value;
        _length++;
    }

    private Span<byte> Room(int bytes)
    {
        if (_bytes.Length - _length < bytes)
        {
            var grown = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + bytes));
            _bytes.AsSpan(0, _length).CopyTo(grown);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = grown;
        }

        return _bytes.AsSpan(_length);
    }

    private byte[] Finish()
    {
        var finished = _bytes.AsSpan(0, _length).ToArray();
        ArrayPool<byte>.Shared.Return(_bytes);
        return finished;
    }
}
