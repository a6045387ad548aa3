using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Documents;
using Guildhall.Community.Interactions.Commands;

namespace Guildhall.Community.Applications.Installs;

/// <summary>
/// The applications of a guild. One whose bot is a member is installed, whatever was written down; one that brought its commands alone
/// has a record and no member.
/// </summary>
public static class GuildInstalls
{
    /// <summary>Applications that one guild may have without their bots.</summary>
    public const int Most = 500;

    internal static readonly GuildDocumentKind<GuildInstall> Kind = new("install", InstallJson.Default.GuildInstall);

    /// <summary>True when the guild has the application: its bot, its commands, or both. A bot always brings its commands.</summary>
    public static bool Has(GuildState guild, ApplicationId application) =>
        guild.Members.ContainsKey(new UserId(application.Value)) || guild.Documents.Find(Kind, application.Number) is not null;

    /// <summary>The ids of all applications that the guild has, in no particular order.</summary>
    public static IReadOnlyList<ApplicationId> Of(GuildState guild)
    {
        HashSet<ApplicationId> all = [.. guild.Documents.Of(Kind).Values.Select(install => install.Application)];
        foreach (var user in guild.Users.Values)
        {
            if (user.Bot && guild.Members.ContainsKey(user.Id)) all.Add(new ApplicationId(user.Id.Value));
        }

        return [.. all];
    }

    /// <summary>
    /// Notes that a member has brought an application. Scopes of an earlier time stay with it; nothing happens when all of it is known.
    /// </summary>
    internal static void Add(GuildTurn turn, ApplicationId application, UserId by, IReadOnlyList<string> scopes)
    {
        var before = turn.State.Documents.Find(Kind, application.Number);
        string[] all = [.. (before?.Scopes ?? []).Union(scopes)];
        if (before is not null && before.Scopes.Count == all.Length) return;
        turn.Put(Kind, application.Number, new GuildInstall(application, by, before?.At ?? turn.Now, all));
        TellWithoutBot(turn, application);
    }

    /// <summary>The application has gone from the guild; nothing happens when it had no record.</summary>
    internal static void Remove(GuildTurn turn, ApplicationId application)
    {
        if (turn.State.Documents.Find(Kind, application.Number) is null) return;
        turn.Remove(Kind, application.Number);
        TellWithoutBot(turn, application);
    }

    // The coming and going of a bot tells it already.
    private static void TellWithoutBot(GuildTurn turn, ApplicationId application)
    {
        if (!turn.State.Members.ContainsKey(new UserId(application.Value))) CommandIndexChanged.Tell(turn);
    }
}
