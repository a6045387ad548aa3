using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;

namespace Guildhall.Community.VoiceStates;

/// <summary>Gateway op 43: what is going on in the voice channels that a session sees, answered by CHANNEL_INFO.</summary>
public sealed record RequestChannelInfo(SessionRef Session, UserId User, bool WithStartTime, bool WithStatus) : IGuildCommand
{
    /// <summary>Reads op 43's d; null when it names no guild.</summary>
    public static (GuildId Guild, RequestChannelInfo Command)? Read(JsonElement request, SessionRef session, UserId user)
    {
        if (!request.TryGetProperty("guild_id", out var raw) || raw.ValueKind != JsonValueKind.String || !Snowflake.TryParse(raw.GetString(), out var guild)) return null;
        return (new GuildId(guild), new RequestChannelInfo(session, user, Wants(request, "voice_start_time"u8), Wants(request, "status"u8)));
    }

    private static bool Wants(JsonElement request, ReadOnlySpan<byte> name)
    {
        if (!request.TryGetProperty("fields", out var fields) || fields.ValueKind != JsonValueKind.Array) return false;
        foreach (var field in fields.EnumerateArray())
        {
            if (field.ValueKind == JsonValueKind.String && field.ValueEquals(name)) return true;
        }

        return false;
    }

    public ValueTask RunOn(GuildTurn turn)
    {
        if (turn.Sessions.Find(Session) is not { } session || session.User != User) return ValueTask.CompletedTask;
        var infos = turn.State.Channels.Values
            .Where(channel => VoiceMoves.IsVoice(channel.Type) && turn.Sessions.Sees(User, channel.Id))
            .Select(channel => new ChannelInfoPayload(channel.Id)
            {
                Status = WithStatus ? turn.State.Documents.Find(Channels.SetVoiceStatus.Kind, channel.Id.Number)?.Status : null,
                VoiceStartTime = WithStartTime ? turn.State.Voice.Since(channel.Id)?.ToUnixTimeSeconds() : null,
            })
            .Where(info => info.Status is not null || turn.State.Voice.Since(info.Id) is not null);
        var dispatch = GuildTurn.Encoded(DispatchCatalogue.ChannelInfo, new ChannelInfosPayload(turn.GuildId, [.. infos]), VoiceJson.Default.ChannelInfosPayload);
        turn.Effect(cancel => turn.Services.Relay.Send([Session], dispatch, cancel));
        return ValueTask.CompletedTask;
    }
}
