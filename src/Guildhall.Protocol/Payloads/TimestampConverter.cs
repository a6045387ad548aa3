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
    private const int MaxLength = 36;

    /// <summary>The moment as JSON, quotes included, for code that writes a payload by hand.</summary>
    public static byte[] ToUtf8Json(DateTimeOffset value)
    {
        Span<byte> json = stackalloc byte[MaxLength];
        return json[..Format(value, json)].ToArray();
    }

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        // Raw, since the writer's default encoder would escape the plus sign of the offset.
        Span<byte> json = stackalloc byte[MaxLength];
        writer.WriteRawValue(json[..Format(value, json)], skipInputValidation: true);
    }

    private static int Format(DateTimeOffset value, Span<byte> json)
    {
        var utc = value.ToUniversalTime();
        var hasFraction = utc.Ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerMicrosecond;
        var format = hasFraction ? "yyyy-MM-ddTHH:mm:ss.ffffff+00:00" : "yyyy-MM-ddTHH:mm:ss+00:00";
        utc.TryFormat(json[1..], out var length, format, CultureInfo.InvariantCulture);
        json[0] = json[length + 1] = (byte)'"';
        return length + 2;
    }
}
