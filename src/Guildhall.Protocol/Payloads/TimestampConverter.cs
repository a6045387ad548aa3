using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>
/// Writes a moment as ISO 8601 in UTC with no fraction or six digits of it. The framework's own form has any number from
/// one to seven, which widespread bot libraries refuse to read.
/// </summary>
public sealed class TimestampConverter : JsonConverter<DateTimeOffset>
{
    private const int MaxLength = 32;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        var utc = value.ToUniversalTime();
        var hasFraction = utc.Ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerMicrosecond;
        Span<byte> text = stackalloc byte[MaxLength];
        utc.TryFormat(text, out var length, hasFraction ? "yyyy-MM-ddTHH:mm:ss.ffffff+00:00" : "yyyy-MM-ddTHH:mm:ss+00:00", CultureInfo.InvariantCulture);
        writer.WriteRawValue(Quoted(text[..length], stackalloc byte[length + 2]), skipInputValidation: true);
    }

    // The plus sign of the offset would be escaped by the writer's default encoder.
    private static ReadOnlySpan<byte> Quoted(ReadOnlySpan<byte> text, Span<byte> quoted)
    {
        quoted[0] = quoted[^1] = (byte)'"';
        text.CopyTo(quoted[1..]);
        return quoted;
    }
}
