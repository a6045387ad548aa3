using Guildhall.Community.Applications.Commands;
using Guildhall.Community.Applications.Installs;
using Guildhall.Community.Guild;
using Guildhall.Community.User;
using Guildhall.Community.User.Documents;

namespace Guildhall.Community.Interactions.Commands;

/// <summary>What a guild or private channel says about a member who asks for the commands there.</summary>
/// <param name="Guild">The guild; null in a private channel.</param>
/// <param name="Applications">Those that are installed there: bounded, the oldest first.</param>
/// <param name="Rules">The guild's rules for their commands.</param>
/// <param name="Who">The member, with the channel when one was named.</param>
/// <param name="HasChannel">False for the guild as a whole, where rules for channels say nothing.</param>
/// <param name="IsAgeRestricted">True when age-restricted commands may be called; as a whole a guild shows them.</param>
public sealed record CommandIndexFacts(
    GuildId? Guild,
    IReadOnlyList<ApplicationId> Applications,
    IReadOnlyList<CommandPermissionsPayload> Rules,
    CommandRules.Who Who,
    bool HasChannel,
    bool IsAgeRestricted)
{
    /// <summary>Applications of one list.</summary>
    public const int Most = 200;

    /// <summary>Asks the guild as a whole.</summary>
    public sealed record OfGuild(Caller Caller) : IGuildCommand<CommandIndexFacts>
    {
        public ValueTask<Result<CommandIndexFacts>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<CommandIndexFacts>>(entry.Failure);
            var who = new CommandRules.Who(turn.GuildId, Caller.User, entry.Value!.Member.Roles, default, entry.Value.Held);
            return ValueTask.FromResult<Result<CommandIndexFacts>>(Of(turn.State, who, false, true));
        }
    }

    /// <summary>Asks for one channel, also a private one.</summary>
    public sealed record OfChannel(ChannelId Channel, Caller Caller) : IGuildCommand<CommandIndexFacts>, IAlsoInPrivate, IChannelCommand
    {
        public ValueTask<Result<CommandIndexFacts>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<CommandIndexFacts>>(entry.Failure);
            var entered = entry.Value!;
            var isRestricted = CommandRights.IsAgeRestricted(turn.State, entered.Channel);
            return ValueTask.FromResult<Result<CommandIndexFacts>>(Of(turn.State, CommandRights.WhoIs(turn.State, entered), true, isRestricted));
        }
    }

    /// <summary>The language of a person, and the applications that it has for itself with their commands.</summary>
    public sealed record Person(string Locale, IReadOnlyList<ApplicationId> Applications);

    /// <summary>Asks the person.</summary>
    public sealed record OfPerson : IUserCommand<Person>
    {
        public async ValueTask<Result<Person>> Run(UserTurn turn)
        {
            var installs = await UserDocuments.Of(turn, UserInstalls.Kind);
            return new Person(turn.State.Row.Locale, [.. installs.Values.Where(install => install.Scopes.Contains("applications.commands")).Select(install => install.Application)]);
        }
    }

    private static CommandIndexFacts Of(GuildState guild, in CommandRules.Who who, bool hasChannel, bool isAgeRestricted)
    {
        var applications = guild.IsPrivate ? BotOf(guild) : GuildInstalls.Of(guild);
        var rules = guild.Documents.Of(CommandDocuments.Permissions).Values;
        return new CommandIndexFacts(guild.ShownId, [.. applications.OrderBy(id => id.Number).Take(Most)], [.. rules], who, hasChannel, isAgeRestricted);
    }

    // Of a direct message; a group has none.
    private static IEnumerable<ApplicationId> BotOf(GuildState house) =>
        house.Private!.IsGroup ? [] : house.Members.Keys.Where(user => house.Users.GetValueOrDefault(user)?.Bot == true).Select(user => new ApplicationId(user.Value));
}
