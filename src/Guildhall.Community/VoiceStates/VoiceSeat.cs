using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;

namespace Guildhall.Community.VoiceStates;

/// <summary>A member who is in a voice or stage channel, by one of its sessions.</summary>
public sealed record VoiceSeat(UserId User, ChannelId Channel, SessionRef Session)
{
    /// <summary>Tells this stay in the channel from every other of the same user.</summary>
    public ulong Number { get; init; }

    public bool SelfMute { get; init; }

    public bool SelfDeaf { get; init; }

    public bool SelfVideo { get; init; }

    /// <summary>Shows a screen or a window.</summary>
    public bool SelfStream { get; init; }

    public bool IsStreamPaused { get; init; }

    /// <summary>In the audience: hears and may not speak.</summary>
    public bool Suppress { get; init; }

    public DateTimeOffset? RequestToSpeak { get; init; }

    /// <summary>What the wire calls the session. Others see it, so it is not what resumes the session.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string SessionName => Name(Session);

    /// <summary>The seat as the wire shows it; without a channel for those to whom the member has gone.</summary>
    internal VoiceStatePayload Shown(GuildState guild, bool isThere = true, bool inEvent = true)
    {
        var member = guild.IsPrivate ? null : guild.Members.GetValueOrDefault(User);
        return new VoiceStatePayload
        {
            GuildId = inEvent ? guild.ShownId : null,
            ChannelId = isThere ? Channel : null,
            UserId = User,
            Member = member is null ? null : guild.Shown(member),
            SessionId = SessionName,
            Mute = member?.Mute ?? false,
            Deaf = member?.Deaf ?? false,
            SelfMute = SelfMute,
            SelfDeaf = SelfDeaf,
            SelfVideo = SelfVideo,
            SelfStream = SelfStream,
            Suppress = Suppress,
            RequestToSpeakTimestamp = RequestToSpeak,
        };
    }

    private static string Name(SessionRef session) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("voice" + session.Value.ToString(CultureInfo.InvariantCulture))).AsSpan(0, 16));
}
