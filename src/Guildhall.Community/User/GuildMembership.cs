using Guildhall.Community.Guild;
using Guildhall.Community.Presence;

namespace Guildhall.Community.User;

/// <summary>The user has become a member of a guild: its sessions are connected to it.</summary>
public sealed record GuildJoined(GuildId Guild) : IUserCommand
{
    public async ValueTask RunOn(UserTurn turn)
    {
        // An actor that has just started knows the guild from the store already; its sessions still wait for it.
        turn.State.Guilds.Add(Guild);
        foreach (var open in turn.State.Sessions.Where(open => open.Serves(Guild))) turn.TellGuild(Guild, new SessionConnected(open.Session));
        turn.TellGuild(Guild, new PresenceChanged(turn.State.Id, UserPresence.Of(turn.State)));
        if (!turn.State.Row.Profile.Bot) await Settings.NewGuildPrivacy.Apply(turn, Guild);
    }
}

/// <summary>The user is no longer a member of a guild.</summary>
public sealed record GuildLeft(GuildId Guild) : IUserCommand
{
    public ValueTask RunOn(UserTurn turn)
    {
        turn.State.Guilds.Remove(Guild);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A guild has started again and asks what the user shows.</summary>
public sealed record TellPresence(GuildId Guild) : IUserCommand
{
    public ValueTask RunOn(UserTurn turn)
    {
        turn.TellGuild(Guild, new PresenceChanged(turn.State.Id, UserPresence.Of(turn.State)));
        return ValueTask.CompletedTask;
    }
}
