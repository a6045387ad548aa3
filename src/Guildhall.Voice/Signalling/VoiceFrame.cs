using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Guildhall.Voice.Signalling;

/// <summary>
/// One message to a client before it has a number, encoded once for all who get it: JSON with op and d, or binary with an op and a body.
/// </summary>
public sealed class VoiceFrame
{
    private readonly byte[] _content;

    private VoiceFrame(VoiceOpcode op, byte[] content, bool isBinary) => (Op, _content, IsBinary) = (op, content, isBinary);

    public VoiceOpcode Op { get; }

    /// <summary>A binary message; else it is text.</summary>
    public bool IsBinary { get; }

    /// <summary>A JSON message.</summary>
    public static VoiceFrame Json<T>(VoiceOpcode op, T payload, JsonTypeInfo<T> json) => new(op, JsonSerializer.SerializeToUtf8Bytes(payload, json), isBinary: false);

    /// <summary>A JSON message whose d is encoded already.</summary>
    public static VoiceFrame Raw(VoiceOpcode op, string d) => new(op, Encoding.UTF8.GetBytes(d), isBinary: false);

    /// <summary>A binary message; it is sent with two bytes of number and one of op in front.</summary>
    public static VoiceFrame Binary(VoiceOpcode op, ReadOnlySpan<byte> body) => new(op, body.ToArray(), isBinary: true);

    /// <summary>The message as it is sent with this number; 0 leaves the number out, for what is not sent again.</summary>
    public byte[] Numbered(ushort sequence)
    {
        if (IsBinary)
        {
            var bytes = new byte[3 + _content.Length];
            BinaryPrimitives.WriteUInt16BigEndian(bytes, sequence);
            bytes[2] = (byte)Op;
            _content.CopyTo(bytes, 3);
            return bytes;
        }

        var start = string.Create(CultureInfo.InvariantCulture, $"{{\"op\":{(int)Op},\"d\":");
        var end = sequence == 0 ? "}" : string.Create(CultureInfo.InvariantCulture, $",\"seq\":{sequence}}}");
        var text = new byte[start.Length + _content.Length + end.Length];
        Encoding.ASCII.GetBytes(start, text);
        _content.CopyTo(text, start.Length);
        Encoding.ASCII.GetBytes(end, text.AsSpan(start.Length + _content.Length));
        return text;
    }
}
