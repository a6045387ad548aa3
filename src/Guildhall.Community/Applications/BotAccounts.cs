using System.Globalization;
using System.Security.Cryptography;
using Guildhall.Community.Accounts;
using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Applications;

/// <summary>The user accounts of bots: made with their application, named after it.</summary>
internal static class BotAccounts
{
    private const int Attempts = 5;
    private const int SuffixDigits = 4;

    /// <summary>
    /// A bot's account under a name that nobody has: the application's own, or that with a few digits. The claim on the name
    /// is held until the caller has stored the account.
    /// </summary>
    public static async ValueTask<Result<(UserRow Row, IDisposable Claim)>> New(CommunityServices house, ApplicationRow application, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var name = NameFor(application.Name, attempt);
            if (house.Accounts.Names.TryClaim(name) is not { } claim) continue;
            if (await house.UserRows.GetByName(name, cancel) is null) return (new UserRow { Profile = Profile(application, name) }, claim);
            claim.Dispose();
        }

        return new Failure.Overloaded();
    }

    /// <summary>A new token of the bot; every older one stops working and its sessions end.</summary>
    public static async ValueTask<string> Renew(CommunityServices house, UserId bot)
    {
        var (token, row) = TokenAuthenticator.Create(bot, "bot", house.Time.GetUtcNow());
        await house.Writer.Submit(new Storage.Writing.WriteLane(), new Storage.Writing.StoreWrite(new DeleteTokensOf(bot), new PutToken(row)));
        await Dismiss(house, bot);
        return token;
    }

    /// <summary>The bot's tokens are gone from the store: they stop working here, and their sessions end.</summary>
    public static async ValueTask Dismiss(CommunityServices house, UserId bot)
    {
        house.Tokens.ForgetAll(bot);
        await house.Users.Ask(bot, new EndSessions(null), CancellationToken.None);
    }

    private static UserPayload Profile(ApplicationRow application, string name) => new()
    {
        Id = ApplicationAccess.BotOf(application),
        Username = name,
        Discriminator = RandomNumberGenerator.GetInt32(1, 10_000).ToString("D4", CultureInfo.InvariantCulture),
        Avatar = null,
        Bot = true,
    };

    private static string NameFor(string application, int attempt)
    {
        var name = new string([.. application.Where(letter => letter is not ('@' or '#' or ':' or '`') && !char.IsControl(letter))]).Trim();
        if (name.Length < Limits.UsernameMin || !AccountFields.IsBotName(name)) name = "bot " + name;
        if (attempt == 0) return name;
        var suffix = RandomNumberGenerator.GetInt32(0, 10_000).ToString("D4", CultureInfo.InvariantCulture);
        return name[..Math.Min(name.Length, Limits.UsernameMax - SuffixDigits)] + suffix;
    }
}
