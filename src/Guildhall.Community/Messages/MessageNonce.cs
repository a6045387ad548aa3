using System.Globalization;
using System.Text.Json;

namespace Guildhall.Community.Messages;

/// <summary>What a client knows its message by before it has an id: a text of up to 25 characters or a whole number.</summary>
public sealed record MessageNonce(string Text, bool IsNumber)
{
    /// <summary>As it came, for the answer and the event.</summary>
    public JsonElement ToJson() =>
        IsNumber
            ? JsonSerializer.SerializeToElement(long.Parse(Text, CultureInfo.InvariantCulture), MessageJson.Default.Int64)
            : JsonSerializer.SerializeToElement(Text, MessageJson.Default.String);
}
