using System.Text.Json.Nodes;

namespace Guildhall.Conformance.Mirror;

/// <summary>How a client that does not look at a guild applies what it is told in short. The first form lists every voice state there is, the second what has changed.</summary>
internal static class MirrorPassive
{
    public static void Apply(JsonObject guild, JsonObject body)
    {
        foreach (var channel in Of(body, "channels", "updated_channels")) Unread(guild, channel);
        if (body["voice_states"] is JsonArray everybody)
        {
            MirrorGuild.Of(guild, "voice_states").Clear();
            foreach (var voice in everybody) MirrorGuild.Put(guild, "voice_states", voice!.AsObject());
        }

        foreach (var user in body["removed_voice_states"]?.AsArray() ?? []) MirrorGuild.Remove(guild, "voice_states", user!.ToString());
        foreach (var voice in body["updated_voice_states"]?.AsArray() ?? [])
        {
            MirrorGuild.Remove(guild, "voice_states", voice!["user_id"]!.ToString());
            MirrorGuild.Of(guild, "voice_states").Add(voice.DeepClone());
        }

        foreach (var member in Of(body, "members", "updated_members")) MirrorGuild.Put(guild, "members", member);
    }

    private static IEnumerable<JsonObject> Of(JsonObject body, string first, string second) =>
        ((body[first] ?? body[second])?.AsArray() ?? []).Select(element => element!.AsObject());

    private static void Unread(JsonObject guild, JsonObject told)
    {
        var id = told["id"]!.ToString();
        if ((MirrorGuild.Find(guild, "channels", id) ?? MirrorGuild.Find(guild, "threads", id)) is not { } channel) return;
        channel["last_message_id"] = told["last_message_id"]?.DeepClone();
        if (told["last_pin_timestamp"] is { } moment) channel["last_pin_timestamp"] = moment.DeepClone();
        else channel.Remove("last_pin_timestamp");
    }
}
