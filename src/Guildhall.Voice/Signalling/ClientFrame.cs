using System.Text.Json;
using System.Text.Unicode;

namespace Guildhall.Voice.Signalling;

/// <summary>One message of a client: an op and its d (JSON), or an op and a body (binary).</summary>
internal readonly record struct ClientFrame(int Op, JsonElement Data, byte[]? Body)
{
    private const int Depth = 16;

    /// <summary>Reads a text message; false when it is no object with an op.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> text, out ClientFrame frame)
    {
        frame = default;
        try
        {
            if (!Utf8.IsValid(text.Span) || !HasWholeTexts(text.Span)) return false;
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Depth });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return false;
            if (!root.TryGetProperty("op", out var op) || op.ValueKind != JsonValueKind.Number || !op.TryGetInt32(out var number)) return false;
            frame = new(number, root.TryGetProperty("d", out var data) ? data.Clone() : default, null);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // A half of a surrogate pair, written as an escape, passes for JSON; as text or as a name it would be met with an exception later.
    private static bool HasWholeTexts(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\u"u8) < 0) return true;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Depth });
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped && reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) _ = reader.GetString();
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Reads a binary message; false when it is empty.</summary>
    public static bool TryReadBinary(ReadOnlySpan<byte> bytes, out ClientFrame frame)
    {
        frame = bytes.IsEmpty ? default : new(bytes[0], default, bytes[1..].ToArray());
        return !bytes.IsEmpty;
    }

    /// <summary>A text in d; null when there is none of this name, or it is longer than it may be.</summary>
    public string? Text(string name, int maxLength) =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { } text && text.Length <= maxLength
            ? text
            : null;

    /// <summary>A whole number in d; null when there is none of this name.</summary>
    public long? Number(string name) =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : null;

    /// <summary>An id in d, as text or number; null when there is none of this name.</summary>
    public Snowflake? Id(string name)
    {
        if (Data.ValueKind != JsonValueKind.Object || !Data.TryGetProperty(name, out var value)) return null;
        var text = value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null };
        return Snowflake.TryParse(text, out var id) ? id : null;
    }
}
