using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Soundboard;

/// <summary>Gateway op 31: the sounds of guilds for one session, answered by SOUNDBOARD_SOUNDS for each.</summary>
public sealed record RequestSounds(SessionRef Session, UserId User) : IGuildCommand
{
    /// <summary>Guilds in one request.</summary>
    public const int GuildsMax = 100;

    /// <summary>Reads op 31's d.</summary>
    public static IEnumerable<(GuildId Guild, IGuildCommand Command)> Read(JsonElement request, SessionRef session, UserId user)
    {
        if (!request.TryGetProperty("guild_ids", out var ids) || ids.ValueKind != JsonValueKind.Array) yield break;
        foreach (var id in ids.EnumerateArray().Take(GuildsMax))
        {
            if (id.ValueKind == JsonValueKind.String && Snowflake.TryParse(id.GetString(), out var guild))
                yield return (new GuildId(guild), new RequestSounds(session, user));
        }
    }

    public ValueTask RunOn(GuildTurn turn)
    {
        if (turn.Sessions.Find(Session) is not { } session || session.User != User) return ValueTask.CompletedTask;
        var sounds = new GuildSoundsPayload(SoundRules.Of(turn.State), turn.GuildId);
        var dispatch = GuildTurn.Encoded(DispatchCatalogue.SoundboardSounds, sounds, SoundJson.Default.GuildSoundsPayload);
        turn.Effect(cancel => turn.Services.Relay.Send([Session], dispatch, cancel));
        return ValueTask.CompletedTask;
    }
}
