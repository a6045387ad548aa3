using System.Globalization;
using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>
/// A 64-bit id that sorts by creation time: 42 bits of milliseconds since 2015-01-01, 5 bits of worker,
/// 5 bits of process, 12 bits of sequence. A decimal string in JSON, a number inside.
/// </summary>
[JsonConverter(typeof(SnowflakeConverter))]
public readonly record struct Snowflake(ulong Value) : IComparable<Snowflake>
{
    /// <summary>Milliseconds between the Unix epoch and the first second of 2015.</summary>
    public const long EpochMs = 1_420_070_400_000;

    /// <summary>When the id was made, to the millisecond.</summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds((long)(Value >> 22) + EpochMs);

    /// <summary>The smallest id of a moment: what "before this time" means as an id.</summary>
    public static Snowflake At(DateTimeOffset moment) =>
        new((ulong)Math.Max(0, moment.ToUnixTimeMilliseconds() - EpochMs) << 22);

    /// <summary>Reads a decimal string without sign, spaces or leading text; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Snowflake id)
    {
        var ok = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        id = new Snowflake(value);
        return ok;
    }

    public int CompareTo(Snowflake other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(Snowflake left, Snowflake right) => left.Value < right.Value;

    public static bool operator >(Snowflake left, Snowflake right) => left.Value > right.Value;

    public static bool operator <=(Snowflake left, Snowflake right) => left.Value <= right.Value;

    public static bool operator >=(Snowflake left, Snowflake right) => left.Value >= right.Value;
}
