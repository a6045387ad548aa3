using Guildhall.Protocol;

namespace Guildhall.Community.PrivateChannels;

/// <summary>The intents that an event needs in a private channel, from those it needs in a guild. The one place that knows.</summary>
public static class PrivateIntents
{
    private static readonly (Intents Guild, Intents Private)[] Pairs =
    [
        (Intents.Guilds, Intents.DirectMessages), // CHANNEL_PINS_UPDATE
        (Intents.GuildMessages, Intents.DirectMessages),
        (Intents.GuildMessageReactions, Intents.DirectMessageReactions),
        (Intents.GuildMessageTyping, Intents.DirectMessageTyping),
        (Intents.GuildMessagePolls, Intents.DirectMessagePolls),
    ];

    public static Intents Of(Intents inGuild)
    {
        var intents = Intents.None;
        foreach (var (guild, direct) in Pairs)
        {
            if ((inGuild & guild) != 0) intents |= direct;
        }

        return intents;
    }
}
