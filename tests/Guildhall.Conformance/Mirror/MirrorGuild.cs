using System.Text.Json.Nodes;

namespace Guildhall.Conformance.Mirror;

/// <summary>How a client changes what it knows of a guild by each dispatch.</summary>
internal static class MirrorGuild
{
    /// <summary>A guild as GUILD_CREATE brings it.</summary>
    public static JsonObject Begin(JsonObject guild)
    {
        foreach (var list in (string[])["channels", "threads", "members", "presences", "voice_states", "stage_instances", "guild_scheduled_events", "soundboard_sounds"])
        {
            foreach (var element in guild[list]?.AsArray() ?? []) element!.AsObject().Remove("guild_id");
        }

        // The member in a voice state is the one that the guild's list has.
        foreach (var voice in guild["voice_states"]?.AsArray() ?? []) voice!.AsObject().Remove("member");
        foreach (var thread in guild["threads"]?.AsArray() ?? [])
        {
            if (thread!["member"] is JsonObject member) thread["member"] = MirrorFeatures.OwnOf(member);
        }

        return guild;
    }

    public static void Apply(JsonObject guild, string name, JsonObject body, string self)
    {
        body.Remove("guild_id");
        switch (name)
        {
            case "GUILD_UPDATE": Merge(guild, body); break;
            case "CHANNEL_CREATE": Put(guild, "channels", body); break;
            case "CHANNEL_UPDATE": Put(guild, "channels", body); break;
            case "CHANNEL_DELETE": DeleteChannel(guild, body); break;
            case "CHANNEL_PINS_UPDATE": Pinned(guild, body); break;
            case "GUILD_ROLE_CREATE" or "GUILD_ROLE_UPDATE": Put(guild, "roles", body["role"]!.DeepClone().AsObject()); break;
            case "GUILD_ROLE_DELETE": DeleteRole(guild, body["role_id"]!.ToString()); break;
            case "GUILD_EMOJIS_UPDATE": guild["emojis"] = body["emojis"]!.DeepClone(); break;
            case "GUILD_STICKERS_UPDATE": guild["stickers"] = body["stickers"]!.DeepClone(); break;
            case "GUILD_MEMBER_ADD": AddMember(guild, body); break;
            case "GUILD_MEMBER_UPDATE": UpdateMember(guild, body); break;
            case "GUILD_MEMBER_REMOVE": RemoveMember(guild, body["user"]!["id"]!.ToString()); break;
            case "PRESENCE_UPDATE": Presence(guild, body); break;
            case "MESSAGE_CREATE": Wrote(guild, body); break;
            default: MirrorFeatures.Apply(guild, name, body, self); break;
        }
    }

    /// <summary>Adds or replaces an element of one of the guild's lists.</summary>
    public static void Put(JsonObject guild, string list, JsonObject element)
    {
        Remove(guild, list, MirrorText.KeyOf(element));
        Of(guild, list).Add(element.DeepClone());
    }

    public static void Remove(JsonObject guild, string list, string key)
    {
        if (Find(guild, list, key) is { } found) Of(guild, list).Remove(found);
    }

    public static JsonObject? Find(JsonObject guild, string list, string key) =>
        Of(guild, list).FirstOrDefault(element => MirrorText.KeyOf(element) == key)?.AsObject();

    public static JsonArray Of(JsonObject guild, string list)
    {
        if (guild[list] is JsonArray there) return there;
        var empty = new JsonArray();
        guild[list] = empty;
        return empty;
    }

    /// <summary>Sets the fields that an event carries.</summary>
    public static void Merge(JsonObject target, JsonObject fields)
    {
        foreach (var (name, value) in fields) target[name] = value?.DeepClone();
    }

    private static void DeleteChannel(JsonObject guild, JsonObject channel)
    {
        var id = channel["id"]!.ToString();
        Remove(guild, "channels", id);
        foreach (var voice in Of(guild, "voice_states").Where(voice => voice!["channel_id"]?.ToString() == id).ToArray())
            Of(guild, "voice_states").Remove(voice);
        foreach (var thread in Of(guild, "threads").Where(thread => thread!["parent_id"]?.ToString() == id).ToArray())
            Of(guild, "threads").Remove(thread);
    }

    private static void Pinned(JsonObject guild, JsonObject body)
    {
        var id = body["channel_id"]!.ToString();
        if ((Find(guild, "channels", id) ?? Find(guild, "threads", id)) is not { } channel) return;
        if (body["last_pin_timestamp"] is { } moment) channel["last_pin_timestamp"] = moment.DeepClone();
        else channel.Remove("last_pin_timestamp");
    }

    // No event tells of each member or overwrite that a role's deletion touches: clients drop the id, and so does a reader of both.
    private static void DeleteRole(JsonObject guild, string role)
    {
        Remove(guild, "roles", role);
        foreach (var member in Of(guild, "members"))
        {
            var roles = member!["roles"]!.AsArray();
            if (roles.FirstOrDefault(id => id!.ToString() == role) is { } held) roles.Remove(held);
        }
    }

    private static void AddMember(JsonObject guild, JsonObject member)
    {
        guild["member_count"] = guild["member_count"]!.GetValue<int>() + 1;
        Put(guild, "members", member);
    }

    private static void UpdateMember(JsonObject guild, JsonObject member)
    {
        if (Find(guild, "members", MirrorText.KeyOf(member)) is { } known) Merge(known, member);
    }

    private static void RemoveMember(JsonObject guild, string user)
    {
        guild["member_count"] = guild["member_count"]!.GetValue<int>() - 1;
        Remove(guild, "members", user);
        Remove(guild, "presences", user);
        Remove(guild, "voice_states", user);
    }

    private static void Presence(JsonObject guild, JsonObject presence)
    {
        var user = presence["user"]!["id"]!.ToString();
        if (presence["status"]!.ToString() == "offline") Remove(guild, "presences", user);
        else Put(guild, "presences", presence);
    }

    private static void Wrote(JsonObject guild, JsonObject message)
    {
        var id = message["channel_id"]!.ToString();
        if (Find(guild, "channels", id) is { } channel) channel["last_message_id"] = message["id"]!.DeepClone();
        else if (Find(guild, "threads", id) is { } thread) MirrorFeatures.WroteInThread(thread, message);
    }
}
