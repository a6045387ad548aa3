using System.Text.Json;
using Guildhall.Cluster.Relay;

namespace Guildhall.Gateway.Connections;

/// <summary>Reads the d of IDENTIFY and RESUME. What is wrong with it is answered by a close code.</summary>
internal static class IdentifyParser
{
    /// <summary>The request, or the code that the socket closes with.</summary>
    public static (IdentifyRequest? Request, bool CompressesPayloads, GatewayCloseCode Code) Read(JsonElement data, int apiVersion)
    {
        if (TokenOf(data) is not { } token) return (null, false, GatewayCloseCode.DecodeError);
        if (!TryIntents(data, out var intents)) return (null, false, GatewayCloseCode.InvalidIntents);
        if (!TryShard(data, out var shard, out var count)) return (null, false, GatewayCloseCode.InvalidShard);
        var threshold = data.TryGetProperty("large_threshold", out var large) && large.ValueKind == JsonValueKind.Number && large.TryGetInt32(out var asked)
            ? Math.Clamp(asked, Limits.LargeThresholdMin, Limits.LargeThresholdMax)
            : Limits.LargeThresholdMin;
        JsonElement? presence = data.TryGetProperty("presence", out var given) && given.ValueKind == JsonValueKind.Object ? given : null;
        var compresses = data.TryGetProperty("compress", out var compress) && compress.ValueKind == JsonValueKind.True;
        return (new IdentifyRequest(token, intents, shard, count, presence, threshold, ClientOf(data), apiVersion, PassiveOf(data)), compresses, default);
    }

    /// <summary>Token, session id and sequence; false when one is missing or of another type.</summary>
    public static bool TryReadResume(JsonElement data, out string token, out string sessionId, out long sequence)
    {
        (token, sessionId, sequence) = ("", "", 0);
        if (TokenOf(data) is not { } found) return false;
        token = found;
        if (!data.TryGetProperty("session_id", out var id) || id.ValueKind != JsonValueKind.String) return false;
        sessionId = id.GetString()!;
        return data.TryGetProperty("seq", out var seq) && seq.ValueKind == JsonValueKind.Number && seq.TryGetInt64(out sequence);
    }

    private static string? TokenOf(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object || !data.TryGetProperty("token", out var token)) return null;
        if (token.ValueKind != JsonValueKind.String) return null;
        var text = token.GetString()!;
        return text.StartsWith("Bot ", StringComparison.Ordinal) ? text[4..] : text;
    }

    private static bool TryIntents(JsonElement data, out Intents? intents)
    {
        intents = null;
        if (!data.TryGetProperty("intents", out var bits) || bits.ValueKind == JsonValueKind.Null) return true;
        if (bits.ValueKind != JsonValueKind.Number || !bits.TryGetInt64(out var value) || (value & ~(long)Intents.All) != 0) return false;
        intents = (Intents)value;
        return true;
    }

    private static bool TryShard(JsonElement data, out int id, out int count)
    {
        (id, count) = (0, 1);
        if (!data.TryGetProperty("shard", out var shard) || shard.ValueKind == JsonValueKind.Null) return true;
        return shard.ValueKind == JsonValueKind.Array
            && shard.GetArrayLength() == 2
            && shard[0].ValueKind == JsonValueKind.Number && shard[0].TryGetInt32(out id)
            && shard[1].ValueKind == JsonValueKind.Number && shard[1].TryGetInt32(out count)
            && count >= 1 && id >= 0 && id < count;
    }

    // PASSIVE_GUILD_UPDATE is bit 11 of the capabilities, PASSIVE_GUILD_UPDATE_V2 bit 14. What makes no sense asks for nothing.
    private static PassiveForm PassiveOf(JsonElement data)
    {
        if (!data.TryGetProperty("capabilities", out var bits) || bits.ValueKind != JsonValueKind.Number || !bits.TryGetInt64(out var asked)) return PassiveForm.None;
        if ((asked & (1 << 14)) != 0) return PassiveForm.Second;
        return (asked & (1 << 11)) != 0 ? PassiveForm.First : PassiveForm.None;
    }

    private static ClientKind ClientOf(JsonElement data)
    {
        if (!data.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object) return ClientKind.Web;
        var os = Text(properties, "os");
        var browser = Text(properties, "browser");
        if (Contains(browser, "android") || Contains(browser, "ios") || Contains(browser, "mobile")) return ClientKind.Mobile;
        if (Contains(browser, "discord client") || Contains(browser, "desktop")) return ClientKind.Desktop;
        return os.Equals("android", StringComparison.OrdinalIgnoreCase) || os.Equals("ios", StringComparison.OrdinalIgnoreCase)
            ? ClientKind.Mobile
            : ClientKind.Web;
    }

    // The names once began with a dollar sign, and some libraries still send them so.
    private static string Text(JsonElement properties, string name) =>
        (properties.TryGetProperty(name, out var value) || properties.TryGetProperty("$" + name, out value)) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
