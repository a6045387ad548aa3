using Guildhall.Community.Guild;
using Guildhall.Community.Interactions.Commands;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Applications;

/// <summary>An application is called or described otherwise now: the guilds of its bot hear of it.</summary>
public sealed record IntegrationChanged(IntegrationPayload Integration, UserId Bot) : IGuildCommand
{
    public ValueTask RunOn(GuildTurn turn)
    {
        if (!turn.State.Members.ContainsKey(Bot)) return ValueTask.CompletedTask;
        turn.Tell(DispatchCatalogue.IntegrationUpdate, Integration with { GuildId = turn.GuildId }, ApplicationJson.Default.IntegrationPayload);
        turn.Tell(DispatchCatalogue.GuildIntegrationsUpdate, new IntegrationsUpdatedPayload(turn.GuildId), ApplicationJson.Default.IntegrationsUpdatedPayload);
        CommandIndexChanged.Tell(turn);
        return ValueTask.CompletedTask;
    }

    /// <summary>Tells the guilds of an application's bot when what they see of it has changed.</summary>
    internal static async ValueTask Tell(CommunityServices house, ApplicationRow before, ApplicationRow after)
    {
        if (before.Name == after.Name && before.Description == after.Description && before.Icon == after.Icon) return;
        var bot = ApplicationAccess.BotOf(after);
        if (await house.Directory.Find(bot, CancellationToken.None) is not { } user) return;
        var command = new IntegrationChanged(BotRoles.Integration(after.Id, after.Name, after.Description, after.Icon, user), bot);
        foreach (var guild in await house.GuildRows.GuildsOfUser(bot, CancellationToken.None)) await house.Guilds.Tell(guild, command, CancellationToken.None);
    }
}
