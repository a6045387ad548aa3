using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Community.Members.Lists;
using Guildhall.Community.VoiceStates;

namespace Guildhall.Community.GatewayInfo;

/// <summary>Reads what sessions send over the gateway and tells which guilds it is for.</summary>
public static class SessionOps
{
    /// <summary>What is for the user's own actor; null when it is for guilds.</summary>
    public static User.IUserCommand? ReadOwn(SessionRef session, GatewayOpcode op, JsonElement request) =>
        op == GatewayOpcode.VoiceStateUpdate ? Calls.UpdateCall.Read(request, session) : null;

    /// <summary>The commands of one payload; none when it makes no sense.</summary>
    public static IEnumerable<(GuildId Guild, IGuildCommand Command)> Read(SessionRef session, UserId user, GatewayOpcode op, JsonElement request)
    {
        switch (op)
        {
            case GatewayOpcode.VoiceStateUpdate when UpdateVoice.Read(request, session, user) is var (guild, command):
                return [(guild, command)];
            case GatewayOpcode.StreamCreate when Calls.UpdateStream.ReadCreate(request, session, user) is var (house, command):
                return [(house, command)];
            case GatewayOpcode.StreamDelete when Calls.UpdateStream.ReadKey(request, session, user, Calls.StreamWish.End) is var (house, command):
                return [(house, command)];
            case GatewayOpcode.StreamWatch when Calls.UpdateStream.ReadKey(request, session, user, Calls.StreamWish.Watch) is var (house, command):
                return [(house, command)];
            case GatewayOpcode.StreamSetPaused when Calls.UpdateStream.ReadKey(request, session, user, Calls.StreamWish.Pause) is var (house, command):
                return [(house, command)];
            case GatewayOpcode.CallConnect when Calls.ConnectCall.Read(request, session, user) is var (house, command):
                return [(house, command)];
            case GatewayOpcode.RequestChannelInfo when RequestChannelInfo.Read(request, session, user) is var (guild, command):
                return [(guild, command)];
            case GatewayOpcode.RequestSoundboardSounds:
                return Soundboard.RequestSounds.Read(request, session, user);
            case GatewayOpcode.GuildSubscriptions when SubscribeGuild.ReadOne(request, session, user) is var (guild, command):
                return [(guild, command)];
            case GatewayOpcode.SearchRecentMembers when SearchRecentMembers.Read(request, session, user) is var (guild, command):
                return [(guild, command)];
            case GatewayOpcode.GuildSubscriptionsBulk:
                return SubscribeGuild.ReadMany(request, session, user);
            default:
                return [];
        }
    }
}
