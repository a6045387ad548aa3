using Guildhall.Community.Guild;
using Guildhall.Community.Interactions.Commands;
using Guildhall.Community.Roles;

namespace Guildhall.Community.Applications;

/// <summary>The role that a bot brings along, and the events of its coming and going.</summary>
internal static class BotRoles
{
    /// <summary>The managed role of a bot; null when it has none.</summary>
    public static RolePayload? Of(GuildState guild, UserId bot) => guild.Roles.Values.FirstOrDefault(role => role.Managed && role.Tags?.BotId == bot);

    public static RolePayload New(RoleId id, string name, UserId bot, Permissions granted) =>
        new() { Id = id, Name = name, Permissions = granted, Position = 1, Managed = true, Tags = new RoleTagsPayload(bot) };

    /// <summary>A bot in a guild as an integration shows it.</summary>
    public static IntegrationPayload Integration(ApplicationId application, string name, string description, string? icon, UserPayload bot) => new()
    {
        Id = application,
        Name = name,
        Account = new IntegrationAccountPayload(application.ToString(), name),
        Application = new IntegrationApplicationPayload(application, name, description, bot) { Icon = icon },
    };

    /// <summary>A bot has come.</summary>
    public static void Come(GuildTurn turn, IntegrationPayload integration)
    {
        turn.Tell(DispatchCatalogue.IntegrationCreate, integration with { GuildId = turn.GuildId }, ApplicationJson.Default.IntegrationPayload);
        turn.Tell(DispatchCatalogue.GuildIntegrationsUpdate, new IntegrationsUpdatedPayload(turn.GuildId), ApplicationJson.Default.IntegrationsUpdatedPayload);
        CommandIndexChanged.Tell(turn);
    }

    /// <summary>A bot has gone, in whatever way: its role goes with it.</summary>
    public static void Gone(GuildTurn turn, UserId bot)
    {
        if (Of(turn.State, bot) is { } role) RoleEvents.Remove(turn, role);
        var application = new ApplicationId(bot.Value);
        Installs.GuildInstalls.Remove(turn, application);
        turn.Tell(
            DispatchCatalogue.IntegrationDelete,
            new IntegrationDeletedPayload(application, turn.GuildId, application),
            ApplicationJson.Default.IntegrationDeletedPayload);
        turn.Tell(DispatchCatalogue.GuildIntegrationsUpdate, new IntegrationsUpdatedPayload(turn.GuildId), ApplicationJson.Default.IntegrationsUpdatedPayload);
        CommandIndexChanged.Tell(turn);
    }
}
