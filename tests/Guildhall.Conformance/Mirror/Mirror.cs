using System.Text.Json;
using System.Text.Json.Nodes;
using Guildhall.Testing;

namespace Guildhall.Conformance.Mirror;

/// <summary>
/// What a client knows: READY and GUILD_CREATE, and every dispatch since applied to it, as the documentation tells clients to.
/// Nothing in it knows the server.
/// </summary>
internal sealed class Mirror
{
    /// <summary>What READY says of the session and not of the world.</summary>
    private static readonly string[] OfTheSession = ["session_id", "resume_gateway_url", "v", "shard", "guilds", "sessions", "_trace", "session_type"];

    private readonly SortedDictionary<string, JsonObject> _guilds = new(StringComparer.Ordinal);
    private JsonObject _ready = [];

    public static Mirror Of(IEnumerable<GatewayPayload> payloads)
    {
        var mirror = new Mirror();
        foreach (var payload in payloads)
        {
            if (payload is { Op: 0, Name: { } name }) mirror.Apply(name, payload.Body);
        }

        return mirror;
    }

    /// <summary>Everything as one document.</summary>
    public JsonObject Whole()
    {
        var guilds = new JsonObject();
        foreach (var (id, guild) in _guilds) guilds[id] = guild.DeepClone();
        return new JsonObject { ["ready"] = _ready.DeepClone(), ["guilds"] = guilds };
    }

    private static JsonObject Object(JsonElement body) => JsonNode.Parse(body.GetRawText())!.AsObject();

    private void Apply(string name, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object) return;
        switch (name)
        {
            case "READY":
                _ready = Object(body);
                foreach (var field in OfTheSession) _ready.Remove(field);
                return;
            case "GUILD_CREATE":
                _guilds[body.GetProperty("id").GetString()!] = MirrorGuild.Begin(Object(body));
                return;
            case "GUILD_DELETE":
                _guilds.Remove(body.GetProperty("id").GetString()!);
                return;
            case "USER_UPDATE":
                _ready["user"] = Object(body);
                return;
        }

        if (GuildOf(name, body) is not { } id) MirrorPerson.Apply(_ready, name, Object(body));
        else if (_guilds.TryGetValue(id, out var guild)) MirrorGuild.Apply(guild, name, Object(body), _ready["user"]!["id"]!.ToString());
    }

    private static string? GuildOf(string name, JsonElement body)
    {
        var field = name == "GUILD_UPDATE" ? "id" : "guild_id";
        return body.TryGetProperty(field, out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
    }
}
