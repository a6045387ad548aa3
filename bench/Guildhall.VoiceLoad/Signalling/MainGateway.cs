using System.Text.Json;
using System.Text.Json.Nodes;

namespace Guildhall.VoiceLoad.Signalling;

/// <summary>The way of any client into a voice channel: identify at the gateway, ask for the channel, and hear where it sounds.</summary>
internal static class MainGateway
{
    private const int Identify = 2;
    private const int Heartbeat = 1;
    private const int VoiceState = 4;
    private const int Hello = 10;
    private const int VoiceStatesIntent = 128;
    private const int MostTries = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Opens a session of the gateway and sits down.</summary>
    public static async Task<Seat> Join(Uri server, string token, string guild, string channel, bool isDeaf, CancellationToken cancel)
    {
        var gateway = await JsonSocket.Open(server, cancel);
        var hello = await gateway.NextOp(Hello, cancel);
        await gateway.Send(Identify, new JsonObject
        {
            ["token"] = token,
            ["intents"] = VoiceStatesIntent,
            ["properties"] = new JsonObject { ["os"] = "linux", ["browser"] = "voiceload", ["device"] = "voiceload" },
        }, cancel);
        var ready = (await gateway.Next(message => Is(message, "READY"), cancel)).GetProperty("d");
        gateway.Beat(TimeSpan.FromMilliseconds(hello.GetProperty("d").GetProperty("heartbeat_interval").GetInt32()), Heartbeat, () => gateway.Sequence);
        var user = ready.GetProperty("user").GetProperty("id").GetString()!;
        return await Sit(gateway, user, ready.GetProperty("session_id").GetString()!, guild, channel, isDeaf, cancel);
    }

    /// <summary>Asks for a channel and waits for the place where it sounds; an endpoint of null is waited out.</summary>
    public static async Task<Seat> Sit(JsonSocket gateway, string user, string session, string guild, string channel, bool isDeaf, CancellationToken cancel)
    {
        var asked = new JsonObject { ["guild_id"] = guild, ["channel_id"] = channel, ["self_mute"] = false, ["self_deaf"] = isDeaf };
        await gateway.Send(VoiceState, asked, cancel);
        for (var left = MostTries; ; left--)
        {
            try
            {
                return await Seated(gateway, user, session, guild, cancel);
            }
            catch (TimeoutException) when (left > 0)
            {
                // A guild passes over what a session asks that has not reached it yet.
                await gateway.Send(VoiceState, asked.DeepClone(), cancel);
            }
        }
    }

    private static async Task<Seat> Seated(JsonSocket gateway, string user, string session, string guild, CancellationToken cancel)
    {
        while (true)
        {
            var message = await gateway.Next(candidate => Is(candidate, "VOICE_STATE_UPDATE") || Is(candidate, "VOICE_SERVER_UPDATE"), cancel, Patience);
            var data = message.GetProperty("d");
            if (Is(message, "VOICE_STATE_UPDATE"))
            {
                if (data.GetProperty("user_id").GetString() == user) session = data.GetProperty("session_id").GetString()!;
            }
            else if (data.GetProperty("endpoint").GetString() is { } endpoint)
            {
                return new Seat(guild, user, session, data.GetProperty("token").GetString()!, endpoint, gateway);
            }
        }
    }

    public static bool Is(JsonElement message, string dispatch) =>
        message.GetProperty("op").GetInt32() == 0 && message.GetProperty("t").GetString() == dispatch;
}
