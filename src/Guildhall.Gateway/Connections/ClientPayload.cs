using System.Text.Json;
using System.Text.Unicode;

namespace Guildhall.Gateway.Connections;

/// <summary>A client's payload as far as every op needs it. A heartbeat is read without an allocation.</summary>
/// <param name="Sequence">The number in d, or -1.</param>
/// <param name="Data">d for every op but heartbeat; undefined when absent.</param>
internal readonly record struct ClientPayload(int Op, long Sequence, JsonElement Data)
{
    /// <summary>Reads a payload; false when it is not JSON in whole characters, not an object, or has no op.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, out ClientPayload payload)
    {
        payload = default;
        try
        {
            return Utf8.IsValid(json) && JsonText.IsUnicode(json) && TryRead(json, out payload);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> json, out ClientPayload payload)
    {
        payload = default;
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        var (op, sequence, dataStart, dataEnd) = (-1, -1L, 0, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isOp = reader.ValueTextEquals("op"u8);
            var isData = reader.ValueTextEquals("d"u8);
            reader.Read();
            if (isOp && (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out op))) return false;
            if (isData && reader.TokenType == JsonTokenType.Number && !reader.TryGetInt64(out sequence)) sequence = -1;
            if (isData) dataStart = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isData) dataEnd = (int)reader.BytesConsumed;
        }

        // Reads to the end, so that anything after the object is an error.
        while (reader.Read())
        {
        }

        if (op < 0) return false;
        var data = default(JsonElement);
        if (op != (int)GatewayOpcode.Heartbeat && dataEnd > dataStart)
        {
            var dataReader = new Utf8JsonReader(json[dataStart..dataEnd]);
            data = JsonElement.ParseValue(ref dataReader);
        }

        payload = new ClientPayload(op, sequence, data);
        return true;
    }
}
