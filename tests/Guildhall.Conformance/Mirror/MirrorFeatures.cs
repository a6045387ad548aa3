using System.Text.Json.Nodes;

namespace Guildhall.Conformance.Mirror;

/// <summary>The dispatches of what a guild has beside channels, roles and members.</summary>
internal static class MirrorFeatures
{
    private const int ThreadStarter = 21;

    public static void Apply(JsonObject guild, string name, JsonObject body, string self)
    {
        switch (name)
        {
            case "MESSAGE_DELETE": Deleted(guild, body, 1); break;
            case "MESSAGE_DELETE_BULK": Deleted(guild, body, body["ids"]!.AsArray().Count); break;
            case "THREAD_CREATE": ThreadCame(guild, body); break;
            case "THREAD_UPDATE": ThreadChanged(guild, body); break;
            case "THREAD_DELETE": MirrorGuild.Remove(guild, "threads", body["id"]!.ToString()); break;
            case "THREAD_LIST_SYNC": Sync(guild, body); break;
            case "THREAD_MEMBER_UPDATE": OwnMembership(guild, body); break;
            case "THREAD_MEMBERS_UPDATE": Members(guild, body, self); break;
            case "VOICE_STATE_UPDATE": VoiceState(guild, body); break;
            case "STAGE_INSTANCE_CREATE" or "STAGE_INSTANCE_UPDATE": MirrorGuild.Put(guild, "stage_instances", body); break;
            case "STAGE_INSTANCE_DELETE": MirrorGuild.Remove(guild, "stage_instances", body["id"]!.ToString()); break;
            case "GUILD_SCHEDULED_EVENT_CREATE" or "GUILD_SCHEDULED_EVENT_UPDATE": ScheduledEvent(guild, body); break;
            case "GUILD_SCHEDULED_EVENT_DELETE": MirrorGuild.Remove(guild, "guild_scheduled_events", body["id"]!.ToString()); break;
            case "GUILD_SOUNDBOARD_SOUND_CREATE" or "GUILD_SOUNDBOARD_SOUND_UPDATE": Sound(guild, body); break;
            case "GUILD_SOUNDBOARD_SOUND_DELETE": MirrorGuild.Remove(guild, "soundboard_sounds", body["sound_id"]!.ToString()); break;
            case "GUILD_SOUNDBOARD_SOUNDS_UPDATE": guild["soundboard_sounds"] = body["soundboard_sounds"]!.DeepClone(); break;
            case "VOICE_CHANNEL_STATUS_UPDATE": Status(guild, body); break;
            case "PASSIVE_UPDATE_V1" or "PASSIVE_UPDATE_V2": MirrorPassive.Apply(guild, body); break;
        }
    }

    public static void WroteInThread(JsonObject thread, JsonObject message)
    {
        thread["last_message_id"] = message["id"]!.DeepClone();
        // What a thread begins with is not counted.
        if (message["type"]!.GetValue<int>() == ThreadStarter) return;
        foreach (var counter in (string[])["message_count", "total_message_sent"])
        {
            if (thread[counter] is JsonValue count) thread[counter] = count.GetValue<int>() + 1;
        }
    }

    private static void Deleted(JsonObject guild, JsonObject body, int count)
    {
        if (MirrorGuild.Find(guild, "threads", body["channel_id"]!.ToString()) is not { } thread) return;
        if (thread["message_count"] is JsonValue known) thread["message_count"] = Math.Max(0, known.GetValue<int>() - count);
    }

    private static void ThreadCame(JsonObject guild, JsonObject thread)
    {
        thread.Remove("newly_created");
        if (thread["member"] is JsonObject member) thread["member"] = OwnOf(member);
        MirrorGuild.Put(guild, "threads", thread);
    }

    private static void ThreadChanged(JsonObject guild, JsonObject thread)
    {
        var id = thread["id"]!.ToString();
        if (thread["thread_metadata"]!["archived"]!.GetValue<bool>())
        {
            MirrorGuild.Remove(guild, "threads", id);
            return;
        }

        // The receiver's own membership is told apart and stays.
        var known = MirrorGuild.Find(guild, "threads", id);
        if (known?["member"] is { } member && thread["member"] is null) thread["member"] = member.DeepClone();
        MirrorGuild.Put(guild, "threads", thread);
    }

    private static void Sync(JsonObject guild, JsonObject body)
    {
        if (body["channel_ids"] is JsonArray parents)
        {
            var ids = parents.Select(id => id!.ToString()).ToHashSet();
            foreach (var thread in MirrorGuild.Of(guild, "threads").Where(thread => ids.Contains(thread!["parent_id"]!.ToString())).ToArray())
                MirrorGuild.Of(guild, "threads").Remove(thread);
        }

        foreach (var thread in body["threads"]!.AsArray())
        {
            var element = thread!.DeepClone().AsObject();
            element.Remove("guild_id");
            var own = body["members"]?.AsArray().FirstOrDefault(member => member!["id"]?.ToString() == element["id"]!.ToString());
            if (own is not null) element["member"] = OwnOf(own.AsObject());
            MirrorGuild.Put(guild, "threads", element);
        }
    }

    private static void OwnMembership(JsonObject guild, JsonObject body)
    {
        if (MirrorGuild.Find(guild, "threads", body["id"]!.ToString()) is { } thread) thread["member"] = OwnOf(body);
    }

    /// <summary>The receiver's own membership of a thread without what says whose it is.</summary>
    public static JsonObject OwnOf(JsonObject member)
    {
        var own = member.DeepClone().AsObject();
        foreach (var field in (string[])["guild_id", "id", "user_id", "member", "presence", "muted"]) own.Remove(field);
        return own;
    }

    private static void Members(JsonObject guild, JsonObject body, string self)
    {
        if (MirrorGuild.Find(guild, "threads", body["id"]!.ToString()) is not { } thread) return;
        thread["member_count"] = body["member_count"]!.DeepClone();
        if (body["removed_member_ids"]?.AsArray().Any(id => id!.ToString() == self) == true) thread.Remove("member");
        var own = body["added_members"]?.AsArray().FirstOrDefault(member => member!["user_id"]!.ToString() == self);
        if (own is not null) thread["member"] = OwnOf(own.AsObject());
    }

    private static void VoiceState(JsonObject guild, JsonObject state)
    {
        var user = state["user_id"]!.ToString();
        MirrorGuild.Remove(guild, "voice_states", user);
        if (state["channel_id"] is null) return;
        state.Remove("member");
        MirrorGuild.Of(guild, "voice_states").Add(state.DeepClone());
    }

    private static void ScheduledEvent(JsonObject guild, JsonObject body)
    {
        // An event that is over (completed or cancelled) is no longer shown to those who arrive.
        if (body["status"]!.GetValue<int>() >= 3) MirrorGuild.Remove(guild, "guild_scheduled_events", body["id"]!.ToString());
        else MirrorGuild.Put(guild, "guild_scheduled_events", body);
    }

    private static void Sound(JsonObject guild, JsonObject sound)
    {
        var id = sound["sound_id"]!.ToString();
        MirrorGuild.Remove(guild, "soundboard_sounds", id);
        MirrorGuild.Of(guild, "soundboard_sounds").Add(sound.DeepClone());
    }

    private static void Status(JsonObject guild, JsonObject body)
    {
        if (MirrorGuild.Find(guild, "channels", body["id"]!.ToString()) is not { } channel) return;
        if (body["status"] is { } status) channel["status"] = status.DeepClone();
        else channel.Remove("status");
    }
}
