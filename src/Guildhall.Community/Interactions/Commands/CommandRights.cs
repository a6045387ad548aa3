using Guildhall.Community.Applications.Commands;
using Guildhall.Community.Applications.Installs;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Interactions.Commands;

/// <summary>
/// Whether a member may call a command in a channel: is it for this kind of place, is it installed here or with the member, is the channel
/// age-restricted enough, and what do the command and the guild's rules say about the member. Pure.
/// </summary>
public static class CommandRights
{
    private const int OfGuild = 0;
    private const int OfUser = 1;

    /// <summary>The kinds of place that a command may be called in. Source: interaction context types of the documentation.</summary>
    internal const int InGuild = 0;
    internal const int InBotDm = 1;
    internal const int InOtherPrivate = 2;

    /// <summary>Guilds that are age-restricted as a whole: explicit ones and those that say so.</summary>
    private static readonly int[] AgeRestrictedGuilds = [1, 3];

    /// <summary>
    /// Why the member may not call the command; null when it may. A command that is not for this place or not installed is unknown here.
    /// </summary>
    /// <param name="guild">The guild, or the private channel's own.</param>
    /// <param name="entered">The channel and the member.</param>
    /// <param name="command">The command as it is registered.</param>
    /// <param name="isOfUser">True when the member has the application for itself.</param>
    public static Failure? Refuse(GuildState guild, EnteredChannel entered, CommandPayload command, bool isOfUser)
    {
        if (!IsFor(guild, command, isOfUser)) return new Failure.UnknownCommand();
        if (command.Nsfw && !IsAgeRestricted(guild, entered.Channel)) return new Failure.CannotExecuteOnChannelType();
        if (!entered.Has(Permissions.UseApplicationCommands)) return new Failure.MissingPermissions();
        if (guild.IsPrivate || !IsOfGuild(guild, command)) return null;
        return Allows(guild, entered, command) ? null : new Failure.MissingPermissions();
    }

    /// <summary>True when the command is for this kind of place, and installed here or with the user.</summary>
    public static bool IsFor(GuildState guild, CommandPayload command, bool isOfUser)
    {
        if (command.GuildId is { } only) return !guild.IsPrivate && only == guild.Id && GuildInstalls.Has(guild, command.ApplicationId);
        if (isOfUser && command.IntegrationTypes.Contains(OfUser) && HasContext(command, ContextOf(guild, command.ApplicationId))) return true;
        if (!command.IntegrationTypes.Contains(OfGuild)) return false;
        if (!guild.IsPrivate) return GuildInstalls.Has(guild, command.ApplicationId) && HasContext(command, InGuild);
        return ContextOf(guild, command.ApplicationId) == InBotDm && HasContext(command, InBotDm);
    }

    /// <summary>What the guild's rules and the command's own default say about the member, whatever the place is for.</summary>
    internal static bool Allows(GuildState guild, EnteredChannel entered, CommandPayload command)
    {
        var all = guild.Documents.Of(CommandDocuments.Permissions);
        IReadOnlyList<CommandPermissionPayload> own = [], wide = [];
        foreach (var rules in all.Values)
        {
            if (rules.ApplicationId != command.ApplicationId) continue;
            if (rules.Id == command.Id) own = rules.Permissions;
            else if (rules.Id.Value == command.ApplicationId.Value) wide = rules.Permissions;
        }

        return CommandRules.Allow(WhoIs(guild, entered), command.DefaultMemberPermissions, own, wide);
    }

    /// <summary>The member as the rules see it: in a thread as in its channel.</summary>
    internal static CommandRules.Who WhoIs(GuildState guild, EnteredChannel entered) =>
        new(guild.Id, entered.Member.User, entered.Member.Roles, PlaceOf(entered.Channel), entered.Held);

    // An application that only the member brought along is not the guild's to rule.
    private static bool IsOfGuild(GuildState guild, CommandPayload command) =>
        command.GuildId is not null || (command.IntegrationTypes.Contains(OfGuild) && GuildInstalls.Has(guild, command.ApplicationId));

    private static ChannelId PlaceOf(ChannelPayload channel) => channel.Type.IsThread() && channel.ParentId is { } parent ? parent : channel.Id;

    /// <summary>True where age-restricted commands may be called; never in private.</summary>
    internal static bool IsAgeRestricted(GuildState guild, ChannelPayload channel)
    {
        if (guild.IsPrivate) return false;
        if (AgeRestrictedGuilds.Contains(guild.Guild.NsfwLevel)) return true;
        return guild.Channels.TryGetValue(PlaceOf(channel), out var place) && place.Nsfw;
    }

    private static int ContextOf(GuildState guild, ApplicationId application) =>
        !guild.IsPrivate ? InGuild
        : !guild.Private!.IsGroup && guild.Members.ContainsKey(new UserId(application.Value)) ? InBotDm
        : InOtherPrivate;

    /// <summary>True when the command may be called in a kind of place.</summary>
    // Without contexts a command is for guilds, for its bot's direct messages unless it says no, and wherever a user takes it.
    internal static bool HasContext(CommandPayload command, int context)
    {
        if (command.Contexts is { } contexts) return contexts.Contains(context);
        return context switch
        {
            InGuild => true,
            InBotDm => command.DmPermission != false,
            _ => command.DmPermission != false && command.IntegrationTypes.Contains(OfUser),
        };
    }
}
