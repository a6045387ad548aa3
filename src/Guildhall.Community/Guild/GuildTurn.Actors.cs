using Guildhall.Community.User;

namespace Guildhall.Community.Guild;

/// <summary>What a turn tells other actors.</summary>
public sealed partial class GuildTurn
{
    /// <summary>Tells a user's actor something after the commit.</summary>
    public void TellUserActor(UserId user, IUserCommand command) => Effect(cancel => Services.UserActors.Tell(user, command, cancel));

    /// <summary>Tells another guild something after the commit. Those that are told so tell nothing back, or full mailboxes could wait for each other.</summary>
    public void TellGuild(GuildId guild, IGuildCommand command) => Effect(cancel => Services.GuildActors.Tell(guild, command, cancel));
}
