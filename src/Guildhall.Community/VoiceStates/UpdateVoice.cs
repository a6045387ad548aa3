using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Calls;
using Guildhall.Community.Guild;

namespace Guildhall.Community.VoiceStates;

/// <summary>
/// Gateway op 4: a session joins, moves, mutes or leaves voice. What is not allowed is passed over in silence, as the op has no answer.
/// </summary>
public sealed record UpdateVoice(SessionRef Session, UserId User, ChannelId? Channel, bool SelfMute, bool SelfDeaf, bool SelfVideo) : IGuildCommand
{
    /// <summary>Reads op 4's d; null when it names no guild.</summary>
    public static (GuildId Guild, UpdateVoice Command)? Read(JsonElement request, SessionRef session, UserId user)
    {
        if (!TryId(request, "guild_id", out var guild) || guild is not { } inGuild) return null;
        if (!TryId(request, "channel_id", out var channel)) return null;
        var command = new UpdateVoice(
            session,
            user,
            channel is { } id ? new ChannelId(id) : null,
            Flag(request, "self_mute"),
            Flag(request, "self_deaf"),
            Flag(request, "self_video"));
        return (new GuildId(inGuild), command);
    }

    public ValueTask RunOn(GuildTurn turn)
    {
        if (!turn.State.Members.TryGetValue(User, out var member)) return ValueTask.CompletedTask;
        if (turn.Sessions.Find(Session) is not { } session)
        {
            // It has its READY and hurries: the user's actor tells of it in a moment.
            turn.Sessions.KeepEarly(this);
            return ValueTask.CompletedTask;
        }

        if (session.User != User) return ValueTask.CompletedTask;
        var before = turn.State.Voice.Of(User);
        if (Channel is not { } id)
        {
            VoiceMoves.Leave(turn, User);
            return ValueTask.CompletedTask;
        }

        if (!turn.State.Channels.TryGetValue(id, out var channel)) return ValueTask.CompletedTask;
        // Who was moved into a channel by a moderator may stay there and change its flags.
        if (before?.Channel != id && !VoiceMoves.MayJoin(turn, member, channel)) return ValueTask.CompletedTask;
        var seat = (before?.Channel == id ? before : new VoiceSeat(User, id, Session)) with
        {
            Session = Session,
            SelfMute = SelfMute,
            SelfDeaf = SelfDeaf,
            SelfVideo = SelfVideo,
        };
        if (before is not null && RoomSeats.Allowed(turn, seat) == before) VoiceMoves.Repeat(turn, before);
        else VoiceMoves.Seat(turn, seat, isAsked: true);
        return ValueTask.CompletedTask;
    }

    // False when the field is there and is no id.
    internal static bool TryId(JsonElement request, string name, out Snowflake? id)
    {
        id = null;
        if (!request.TryGetProperty(name, out var raw) || raw.ValueKind == JsonValueKind.Null) return true;
        if (raw.ValueKind != JsonValueKind.String && raw.ValueKind != JsonValueKind.Number) return false;
        if (!Snowflake.TryParse(raw.ValueKind == JsonValueKind.String ? raw.GetString() : raw.GetRawText(), out var parsed)) return false;
        id = parsed;
        return true;
    }

    internal static bool Flag(JsonElement request, string name) => request.TryGetProperty(name, out var raw) && raw.ValueKind == JsonValueKind.True;
}
