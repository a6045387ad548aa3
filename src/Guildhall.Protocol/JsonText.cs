using System.Buffers.Text;
using System.Text.Json;

namespace Guildhall.Protocol;

/// <summary>What JSON from outside has to be besides well-formed.</summary>
public static class JsonText
{
    private const int EscapeLength = 6;

    /// <summary>
    /// False when an escape stands for half a character (a lone surrogate). Parsers let that pass and throw where the text or the
    /// name is read, so it is refused at the door. Linear, without an allocation; says nothing about the JSON around it.
    /// </summary>
    /// <param name="json">UTF-8; backslashes stand in texts and names alone.</param>
    public static bool IsUnicode(ReadOnlySpan<byte> json)
    {
        while (true)
        {
            var at = json.IndexOf((byte)'\\');
            if (at < 0 || at + 1 >= json.Length) return true;
            json = json[at..];
            if (json[1] != (byte)'u')
            {
                json = json[2..];
                continue;
            }

            var first = UnitOf(json);
            json = json[Math.Min(EscapeLength, json.Length)..];
            if (char.IsLowSurrogate(first)) return false;
            if (!char.IsHighSurrogate(first)) continue;
            if (!char.IsLowSurrogate(UnitOf(json))) return false;
            json = json[EscapeLength..];
        }
    }

    /// <summary>
    /// False when the name of a property has half a character: looking for any other name would throw. Texts are left to their
    /// readers, which can tell where they stand.
    /// </summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static bool HasUnicodeNames(ReadOnlySpan<byte> json)
    {
        if (IsUnicode(json)) return true;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && !IsUnicode(reader.ValueSpan)) return false;
        }

        return true;
    }

    // The UTF-16 unit of an escape that stands at the beginning; 0 when there is none.
    private static char UnitOf(ReadOnlySpan<byte> text)
    {
        if (text.Length < EscapeLength || text[0] != (byte)'\\' || text[1] != (byte)'u') return '\0';
        return Utf8Parser.TryParse(text[2..EscapeLength], out ushort unit, out var digits, 'x') && digits == EscapeLength - 2 ? (char)unit : '\0';
    }
}
