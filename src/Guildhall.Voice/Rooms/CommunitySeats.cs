using Guildhall.Community;
using Guildhall.Community.Calls;

namespace Guildhall.Voice.Rooms;

/// <summary>Tells guilds of what became of the seats they gave.</summary>
/// <param name="actors">Asked for when it is needed: guilds know the way to rooms too.</param>
public sealed class CommunitySeats(Func<CommunityActors> actors) : IVoiceSeats
{
    public ValueTask End(GuildId house, ChannelId channel, UserId user, string sessionName, CancellationToken cancel) =>
        actors().Guilds.Tell(house, new EndVoice(channel, user, sessionName), cancel);

    public ValueTask Heard(GuildId house, ChannelId channel, UserId user, bool isHeard, CancellationToken cancel) =>
        actors().Guilds.Tell(house, new VoiceHeard(channel, user, isHeard), cancel);
}
