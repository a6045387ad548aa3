using System.Text.Json.Nodes;

namespace Guildhall.Conformance.Mirror;

/// <summary>How a person's client changes what it knows beside guilds: private channels, relationships, notes.</summary>
internal static class MirrorPerson
{
    private const int Friend = 1;

    public static void Apply(JsonObject ready, string name, JsonObject body)
    {
        switch (name)
        {
            case "CHANNEL_CREATE" or "CHANNEL_UPDATE": MirrorGuild.Put(ready, "private_channels", body); break;
            case "CHANNEL_DELETE": MirrorGuild.Remove(ready, "private_channels", body["id"]!.ToString()); break;
            case "CHANNEL_RECIPIENT_ADD": Recipient(ready, body, comes: true); break;
            case "CHANNEL_RECIPIENT_REMOVE": Recipient(ready, body, comes: false); break;
            case "CHANNEL_PINS_UPDATE": Pinned(ready, body); break;
            case "MESSAGE_CREATE": Wrote(ready, body); break;
            case "MESSAGE_ACK": Acked(ready, body); break;
            case "RELATIONSHIP_ADD":
                body.Remove("should_notify");
                MirrorGuild.Put(ready, "relationships", body);
                if (body["type"]!.GetValue<int>() != Friend) MirrorGuild.Remove(ready, "presences", body["id"]!.ToString());
                break;
            case "RELATIONSHIP_UPDATE": Changed(ready, body); break;
            case "RELATIONSHIP_REMOVE":
                MirrorGuild.Remove(ready, "relationships", body["id"]!.ToString());
                MirrorGuild.Remove(ready, "presences", body["id"]!.ToString());
                break;
            case "PRESENCE_UPDATE": Presence(ready, body); break;
            case "USER_NOTE_UPDATE": Noted(ready, body["id"]!.ToString(), body["note"]!.ToString()); break;
        }
    }

    private static void Recipient(JsonObject ready, JsonObject body, bool comes)
    {
        if (MirrorGuild.Find(ready, "private_channels", body["channel_id"]!.ToString()) is not { } channel) return;
        var user = body["user"]!.AsObject();
        if (comes) MirrorGuild.Put(channel, "recipients", user);
        else MirrorGuild.Remove(channel, "recipients", user["id"]!.ToString());
    }

    private static void Pinned(JsonObject ready, JsonObject body)
    {
        if (MirrorGuild.Find(ready, "private_channels", body["channel_id"]!.ToString()) is not { } channel) return;
        if (body["last_pin_timestamp"] is { } moment) channel["last_pin_timestamp"] = moment.DeepClone();
        else channel.Remove("last_pin_timestamp");
    }

    private static void Wrote(JsonObject ready, JsonObject message)
    {
        var id = message["channel_id"]!.ToString();
        if (MirrorGuild.Find(ready, "private_channels", id) is not { } channel) return;
        channel["last_message_id"] = message["id"]!.DeepClone();
        var author = message["author"]!["id"]!.ToString();
        if (author == ready["user"]!["id"]!.ToString() || IsBlocked(ready, author)) return;
        // Every message that somebody wrote in a private channel is for its recipients; what the house writes is not.
        if (message["type"]!.GetValue<int>() is not (0 or 19)) return;
        var state = Entry(ready, id);
        state["mention_count"] = state["mention_count"]!.GetValue<int>() + 1;
    }

    private static void Acked(JsonObject ready, JsonObject body)
    {
        var state = Entry(ready, body["channel_id"]!.ToString());
        state["last_message_id"] = body["message_id"]!.DeepClone();
        state["mention_count"] = body["mention_count"]?.DeepClone() ?? 0;
    }

    private static JsonObject Entry(JsonObject ready, string channel)
    {
        var states = ready["read_state"]!.AsObject();
        if (MirrorGuild.Find(states, "entries", channel) is { } known) return known;
        MirrorGuild.Put(states, "entries", new JsonObject { ["id"] = channel, ["last_message_id"] = "0", ["mention_count"] = 0 });
        return MirrorGuild.Find(states, "entries", channel)!;
    }

    private static bool IsBlocked(JsonObject ready, string user) =>
        MirrorGuild.Find(ready, "relationships", user) is { } known && known["type"]!.GetValue<int>() == 2;

    private static void Presence(JsonObject ready, JsonObject presence)
    {
        if (presence["status"]!.ToString() == "offline") MirrorGuild.Remove(ready, "presences", presence["user"]!["id"]!.ToString());
        else MirrorGuild.Put(ready, "presences", presence);
    }

    private static void Changed(JsonObject ready, JsonObject body)
    {
        if (MirrorGuild.Find(ready, "relationships", body["id"]!.ToString()) is { } known) MirrorGuild.Merge(known, body);
    }

    private static void Noted(JsonObject ready, string user, string note)
    {
        if (ready["notes"] is not JsonObject notes) ready["notes"] = notes = [];
        if (note.Length > 0) notes[user] = note;
        else notes.Remove(user);
    }
}
