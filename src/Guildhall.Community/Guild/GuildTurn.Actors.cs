using Guildhall.Community.User;

namespace Guildhall.Community.Guild;

/// <summary>What a turn tells other actors.</summary>
public sealed partial class GuildTurn
{
    /// <summary>Tells a user's actor something after the commit.</summary>
    public void TellUserActor(UserId user, IUserCommand command) => Effect(_ => Services.UserActors.Deliver(user, command));

    /// <summary>Tells another guild something after the commit.</summary>
    public void TellGuild(GuildId guild, IGuildCommand command) => Effect(_ => Services.GuildActors.Deliver(guild, command));
}
