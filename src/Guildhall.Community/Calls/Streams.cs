using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Community.Guilds;
using Guildhall.Community.VoiceStates;

namespace Guildhall.Community.Calls;

/// <summary>
/// Screens that people show in voice. They travel in the room of the channel itself, so there is no server of their own to tell of: a stream
/// is a flag of the voice state, and its events tell whoever asks that it is there.
/// </summary>
internal static class Streams
{
    /// <summary>The name of a seat's stream: guild:{guild}:{channel}:{user}, or call:{channel}:{user}.</summary>
    public static string KeyOf(GuildState house, VoiceSeat seat) => house.IsPrivate
        ? string.Create(CultureInfo.InvariantCulture, $"call:{seat.Channel}:{seat.User}")
        : string.Create(CultureInfo.InvariantCulture, $"guild:{house.Id}:{seat.Channel}:{seat.User}");

    public static StreamPayload Shown(GuildState house, VoiceSeat seat) =>
        new(KeyOf(house, seat), VoiceRegions.Default, house.IsPrivate ? seat.Channel.Value : house.Id.Value, seat.IsStreamPaused);

    public static void Send<T>(GuildTurn turn, SessionRef session, GatewayEvent kind, T payload, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json)
    {
        var dispatch = GuildTurn.Encoded(kind, payload, json);
        turn.Effect(cancel => turn.Services.Relay.Send([session], dispatch, cancel));
    }

    /// <summary>The one who showed it is told that it is over; nothing when the seat has no stream.</summary>
    public static void Ended(GuildTurn turn, VoiceSeat seat)
    {
        if (!seat.SelfStream) return;
        Send(turn, seat.Session, DispatchCatalogue.StreamDelete, new StreamEndedPayload(KeyOf(turn.State, seat), "stream_ended"), StreamJson.Default.StreamEndedPayload);
    }
}

/// <summary>What a session wants of a stream.</summary>
public enum StreamWish
{
    Begin,
    End,
    Watch,
    Pause,
    Resume,
}

/// <summary>
/// Gateway ops 18, 19, 20 and 22: a session shows a screen in the channel it is in, ends that, watches somebody else's, or pauses its own.
/// What is not allowed is passed over in silence.
/// </summary>
public sealed record UpdateStream(SessionRef Session, UserId User, ChannelId Channel, UserId Owner, StreamWish Wish) : IGuildCommand, IAlsoInPrivate
{
    /// <summary>Reads op 18's d; null when it makes no sense.</summary>
    public static (GuildId House, UpdateStream Command)? ReadCreate(JsonElement request, SessionRef session, UserId user)
    {
        if (!UpdateVoice.TryId(request, "guild_id", out var guild) || !UpdateVoice.TryId(request, "channel_id", out var channel) || channel is not { } id) return null;
        return (new GuildId(guild ?? id), new UpdateStream(session, user, new ChannelId(id), user, StreamWish.Begin));
    }

    /// <summary>Reads the d of the ops that name a stream by its key; null when it makes no sense.</summary>
    public static (GuildId House, UpdateStream Command)? ReadKey(JsonElement request, SessionRef session, UserId user, StreamWish wish)
    {
        if (!request.TryGetProperty("stream_key", out var key) || key.ValueKind != JsonValueKind.String) return null;
        if (wish == StreamWish.Pause && !UpdateVoice.Flag(request, "paused")) wish = StreamWish.Resume;
        var parts = key.GetString()!.Split(':');
        var ids = parts.Skip(1).Select(part => Snowflake.TryParse(part, out var id) ? id : default).ToArray();
        if (ids.Contains(default)) return null;
        return (parts[0], ids) switch
        {
            ("guild", [var guild, var channel, var owner]) => (new GuildId(guild), new UpdateStream(session, user, new ChannelId(channel), new UserId(owner), wish)),
            ("call", [var channel, var owner]) => (new GuildId(channel), new UpdateStream(session, user, new ChannelId(channel), new UserId(owner), wish)),
            _ => null,
        };
    }

    public ValueTask RunOn(GuildTurn turn)
    {
        // Whoever watches is in the channel too.
        if (turn.State.Voice.Of(User) is not { } own || own.Channel != Channel || own.Session != Session) return ValueTask.CompletedTask;
        if (Wish == StreamWish.Begin) Begin(turn, own);
        else if (turn.State.Voice.Of(Owner) is { SelfStream: true } shown && shown.Channel == Channel) OnShown(turn, shown);
        return ValueTask.CompletedTask;
    }

    private static void Begin(GuildTurn turn, VoiceSeat own)
    {
        var after = RoomSeats.Allowed(turn, own with { SelfStream = true, IsStreamPaused = false });
        if (!after.SelfStream || own.SelfStream) return;
        VoiceMoves.Change(turn, after);
        Streams.Send(turn, own.Session, DispatchCatalogue.StreamCreate, Streams.Shown(turn.State, after), StreamJson.Default.StreamPayload);
    }

    private void OnShown(GuildTurn turn, VoiceSeat shown)
    {
        if (Wish == StreamWish.Watch)
        {
            Streams.Send(turn, Session, DispatchCatalogue.StreamCreate, Streams.Shown(turn.State, shown), StreamJson.Default.StreamPayload);
        }
        else if (Owner != User)
        {
            return;
        }
        else if (Wish == StreamWish.End)
        {
            VoiceMoves.Change(turn, shown with { SelfStream = false, IsStreamPaused = false });
        }
        else if (shown.IsStreamPaused != (Wish == StreamWish.Pause))
        {
            var after = shown with { IsStreamPaused = Wish == StreamWish.Pause };
            turn.State.Voice.Put(after, turn.Now);
            foreach (var seat in turn.State.Voice.In(Channel).ToArray())
                Streams.Send(turn, seat.Session, DispatchCatalogue.StreamUpdate, Streams.Shown(turn.State, after), StreamJson.Default.StreamPayload);
        }
    }
}

/// <summary>STREAM_CREATE and STREAM_UPDATE. Who watches is not told: a room knows it, and nobody else needs to.</summary>
public sealed record StreamPayload(string StreamKey, string Region, Snowflake RtcServerId, bool Paused)
{
    public IReadOnlyList<UserId> ViewerIds { get; init; } = [];
}

/// <summary>STREAM_DELETE.</summary>
public sealed record StreamEndedPayload(string StreamKey, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StreamPayload))]
[JsonSerializable(typeof(StreamEndedPayload))]
internal sealed partial class StreamJson : JsonSerializerContext;
