using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;

namespace Guildhall.Community.VoiceStates;

/// <summary>Gateway op 43: what is going on in the voice channels that a session sees, answered by CHANNEL_INFO.</summary>
public sealed record RequestChannelInfo(SessionRef Session, UserId User, bool WithStartTime) : IGuildCommand
{
    /// <summary>Reads op 43's d; null when it names no guild.</summary>
    public static (GuildId Guild, RequestChannelInfo Command)? Read(JsonElement request, SessionRef session, UserId user)
    {
        if (!request.TryGetProperty("guild_id", out var raw) || raw.ValueKind != JsonValueKind.String || !Snowflake.TryParse(raw.GetString(), out var guild)) return null;
        var withStart = request.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Array
            && fields.EnumerateArray().Any(field => field.ValueKind == JsonValueKind.String && field.ValueEquals("voice_start_time"u8));
        return (new GuildId(guild), new RequestChannelInfo(session, user, withStart));
    }

    public ValueTask RunOn(GuildTurn turn)
    {
        if (turn.Sessions.Find(Session) is not { } session || session.User != User) return ValueTask.CompletedTask;
        var infos = turn.State.Channels.Values
            .Where(channel => VoiceMoves.IsVoice(channel.Type) && turn.Sessions.Sees(User, channel.Id) && turn.State.Voice.Since(channel.Id) is not null)
            .Select(channel => new ChannelInfoPayload(channel.Id) { VoiceStartTime = WithStartTime ? turn.State.Voice.Since(channel.Id)?.ToUnixTimeSeconds() : null });
        var dispatch = GuildTurn.Encoded(DispatchCatalogue.ChannelInfo, new ChannelInfosPayload(turn.GuildId, [.. infos]), VoiceJson.Default.ChannelInfosPayload);
        turn.Effect(cancel => turn.Services.Relay.Send([Session], dispatch, cancel));
        return ValueTask.CompletedTask;
    }
}
