using Guildhall.Community.Applications;
using Guildhall.Community.Applications.Commands;

namespace Guildhall.Community.Interactions.Commands;

/// <summary>Gathers the commands that a person may call somewhere, in its language.</summary>
internal static class CommandLists
{
    private const int OfGuildType = 0;
    private const int OfUserType = 1;
    private const int AskedAtOnce = 16;

    /// <summary>The commands of a guild or channel that its rules let the person call.</summary>
    public static async ValueTask<IReadOnlyList<CommandPayload>> In(CommunityServices house, CommandIndexFacts facts, string? locale, CancellationToken cancel)
    {
        List<CommandPayload> found = [];
        foreach (var book in await Books(house, facts.Applications, cancel))
        {
            var here = facts.Guild is { } guild ? book.OfGuild(guild) : [];
            foreach (var command in book.Everywhere.Where(command => IsForGuilds(command, facts.Guild is null)).Concat(here))
            {
                if (command.Nsfw && !facts.IsAgeRestricted) continue;
                if (facts.Guild is null) found.Add(command.In(locale));
                else if (Ruled(facts, command) is { } ruled) found.Add(ruled.In(locale));
            }
        }

        return found;
    }

    /// <summary>The commands of applications that the person has for itself; in one kind of place when that is given.</summary>
    public static async ValueTask<IReadOnlyList<CommandPayload>> OfPerson(
        CommunityServices house, IReadOnlyList<ApplicationId> applications, string? locale, int? context, CancellationToken cancel)
    {
        var books = await Books(house, applications, cancel);
        return
        [
            .. books.SelectMany(book => book.Everywhere)
                .Where(command => command.IntegrationTypes.Contains(OfUserType) && (context is not { } place || CommandRights.HasContext(command, place)))
                .Select(command => command.In(locale)),
        ];
    }

    /// <summary>The list as the wire has it, with the applications of the commands.</summary>
    public static async ValueTask<CommandIndexPayload> Shown(CommunityServices house, IReadOnlyList<CommandPayload> commands, CancellationToken cancel) =>
        new(await Applications(house, commands, cancel), commands, commands.Count == 0 ? default : commands.Max(command => command.Version.Value));

    /// <summary>The applications of some commands, each once.</summary>
    public static async ValueTask<IReadOnlyList<ApplicationPayload>> Applications(CommunityServices house, IReadOnlyList<CommandPayload> commands, CancellationToken cancel)
    {
        List<ApplicationPayload> shown = [];
        foreach (var id in commands.Select(command => command.ApplicationId).Distinct())
        {
            if (await house.UserRows.GetApplication(id, cancel) is { } row) shown.Add(await ApplicationAccess.Shown(house, row, cancel));
        }

        return shown;
    }

    // Those of applications that are gone meanwhile are left out.
    private static async ValueTask<List<CommandBook>> Books(CommunityServices house, IReadOnlyList<ApplicationId> applications, CancellationToken cancel)
    {
        List<CommandBook> books = new(applications.Count);
        foreach (var some in applications.Chunk(AskedAtOnce))
        {
            var answers = await Task.WhenAll(some.Select(id => house.Commands.Of(id, house.Users, cancel).AsTask()));
            books.AddRange(answers.Where(answer => answer.IsOk).Select(answer => answer.Value!));
        }

        return books;
    }

    private static bool IsForGuilds(CommandPayload command, bool isPrivate) =>
        command.IntegrationTypes.Contains(OfGuildType) && CommandRights.HasContext(command, isPrivate ? CommandRights.InBotDm : CommandRights.InGuild);

    // Null when the rules say no.
    private static CommandPayload? Ruled(CommandIndexFacts facts, CommandPayload command)
    {
        var all = Rules(facts, command.ApplicationId, command.Id.Value);
        var (own, wide) = (all, Rules(facts, command.ApplicationId, command.ApplicationId.Value));
        if (!facts.HasChannel) (own, wide) = (WithoutChannels(own), WithoutChannels(wide));
        if (!CommandRules.Allow(facts.Who, command.DefaultMemberPermissions, own, wide)) return null;
        return all.Count == 0 ? command : command with { Permissions = Shown(facts, all) };
    }

    private static IReadOnlyList<CommandPermissionPayload> Rules(CommandIndexFacts facts, ApplicationId application, Snowflake id) =>
        facts.Rules.FirstOrDefault(rules => rules.ApplicationId == application && rules.Id.Value == id)?.Permissions ?? [];

    private static CommandPermissionPayload[] WithoutChannels(IReadOnlyList<CommandPermissionPayload> rules) =>
        [.. rules.Where(rule => rule.Type != CommandPermissionPayload.Channel)];

    // Whom else a rule names is not the reader's business.
    private static CommandIndexRulesPayload Shown(CommandIndexFacts facts, IReadOnlyList<CommandPermissionPayload> rules)
    {
        var mine = facts.Who.Roles.Select(role => role.Value).Append(facts.Who.Guild.Value).ToHashSet();
        var roles = Those(rule => rule.Type == CommandPermissionPayload.Role && mine.Contains(rule.Id.Value));
        var user = rules.FirstOrDefault(rule => rule.Type == CommandPermissionPayload.User && rule.Id.Value == facts.Who.User.Value)?.Permission;
        return new CommandIndexRulesPayload(user, roles, Those(rule => rule.Type == CommandPermissionPayload.Channel));

        Dictionary<string, bool>? Those(Func<CommandPermissionPayload, bool> which)
        {
            var those = rules.Where(which).DistinctBy(rule => rule.Id).ToDictionary(rule => rule.Id.ToString(), rule => rule.Permission);
            return those.Count == 0 ? null : those;
        }
    }
}
