using System.Globalization;
using Guildhall.Community.Applications;
using Guildhall.Community.Applications.Installs;
using Guildhall.Community.Edge;
using Guildhall.Community.Webhooks;
using Guildhall.Storage.Users;

namespace Guildhall.Community.OAuth;

/// <summary>Carries out what a person has agreed to: adds the application where it was wanted, remembers the consent, and makes the code or the token.</summary>
internal static class Consent
{
    /// <summary>Answers what the application is told, as parameters of the address that the page goes to.</summary>
    public static async ValueTask<Result<IReadOnlyList<(string Name, string Value)>>> Carry(ApiRequest request, ConsentRequest wish, ConsentChoice choice)
    {
        var house = request.House;
        List<(string, string)> told = [];
        if (await Install(request, wish, choice, told) is { } refused) return refused;
        WebhookId? webhook = null;
        if (wish.WantsWebhook)
        {
            var made = await MakeWebhook(request, wish, choice.WebhookChannel!.Value);
            if (!made.IsOk) return made.Failure;
            webhook = made.Value!.Id;
        }

        await TellApplication(request, wish, choice);
        if (wish.ResponseType is null && !wish.IsForUser) return told;
        var shown = await ApplicationAccess.Shown(house, wish.Application, request.Cancel);
        var id = new AuthorizationId(house.Ids.Next());
        var (code, codeRow) = wish.ResponseType == "code" ? MakeCode(request, wish, choice, webhook) : (null, null);
        var token = wish.ResponseType == "token" ? GetToken.New(house, wish.Scopes, canRefresh: false) : default;
        var bearer = token.Stored is not { } stored ? null : new BearerRow(
            stored.AccessHash, null, house.Ids.Next(), request.Caller.User, wish.Application.Id, wish.Scopes, house.Time.GetUtcNow(), stored.ExpiresAt);
        var given = await house.Users.Ask(request.Caller.User, new GiveConsent(id, shown, wish.Scopes, codeRow, bearer), CancellationToken.None);
        if (!given.IsOk) return given.Failure;
        foreach (var gone in given.Value!.Gone) house.Tokens.Forget(gone);
        if (code is not null) told.Insert(0, ("code", code));
        if (token.Shown is { } access)
        {
            told.InsertRange(0, [
                ("token_type", access.TokenType),
                ("access_token", access.AccessToken),
                ("expires_in", access.ExpiresIn.ToString(CultureInfo.InvariantCulture)),
                ("scope", access.Scope),
            ]);
        }

        return told;
    }

    private static async ValueTask<Failure?> Install(ApiRequest request, ConsentRequest wish, ConsentChoice choice, List<(string, string)> told)
    {
        var (house, application) = (request.House, wish.Application);
        if (wish.IsForUser) return (await house.Users.Ask(request.Caller.User, new UserInstalls.Add(application.Id, wish.Scopes), request.Cancel)).Failure;
        if (choice.Guild is not { } guild || !(wish.WantsBot || wish.WantsCommands)) return null;
        if (await house.Directory.Find(ApplicationAccess.BotOf(application), request.Cancel) is not { } bot) return new Failure.ApplicationHasNoBot();
        var scopes = wish.Scopes.Where(Scopes.IsInstall).ToArray();
        if (!wish.WantsBot)
        {
            var command = new InstallInGuild(application.Id, application.Name, application.Description, application.Icon, bot, scopes, request.Caller);
            var installed = await house.Guilds.Ask(guild, command, request.Cancel);
            if (installed.IsOk) told.Add(("guild_id", guild.ToString()));
            return installed.Failure;
        }

        var permissions = choice.Permissions.Or(application.InstallPermissions is { } usual && request.Query("scope") is null ? usual : Permissions.None);
        var add = new AddBot(
            application.Id, application.Name, application.Description, application.Icon, bot, permissions, new RoleId(house.Ids.Next()), scopes, request.Caller);
        var added = await house.Guilds.Ask(guild, add, request.Cancel);
        if (!added.IsOk) return added.Failure;
        told.Add(("guild_id", guild.ToString()));
        told.Add(("permissions", ((ulong)permissions).ToString(CultureInfo.InvariantCulture)));
        return null;
    }

    private static async ValueTask TellApplication(ApiRequest request, ConsentRequest wish, ConsentChoice choice)
    {
        var house = request.House;
        if (await house.Directory.Find(request.Caller.User, CancellationToken.None) is not { } user) return;
        var isInGuild = !wish.IsForUser && choice.Guild is not null && (wish.WantsBot || wish.WantsCommands);
        var guild = isInGuild ? await house.Guilds.Ask(choice.Guild!.Value, new Guilds.GetGuild.Command(false, request.Caller), CancellationToken.None) : default;
        await Applications.Events.ApplicationEvents.TellAuthorized(
            house, wish.Application, user, wish.Scopes, wish.IsForUser ? 1 : isInGuild ? 0 : null, isInGuild ? guild.Value : null);
    }

    private static async ValueTask<Result<WebhookRecord>> MakeWebhook(ApiRequest request, ConsentRequest wish, ChannelId channel)
    {
        var house = request.House;
        var (hash, secret) = house.WebhookSecrets.Create();
        var command = new CreateWebhook.Command(new WebhookId(house.Ids.Next()), channel, wish.Application.Name, null, hash, secret, request.Caller)
        {
            Application = wish.Application.Id,
        };
        return await house.Guilds.Ask(channel, command, CancellationToken.None);
    }

    private static (string Code, CodeRow Row) MakeCode(ApiRequest request, ConsentRequest wish, ConsentChoice choice, WebhookId? webhook)
    {
        var house = request.House;
        var (code, hash) = TokenAuthenticator.CreateSecret();
        var row = new CodeRow(
            hash, request.Caller.User, wish.Application.Id, wish.Scopes, house.Ids.Next(), house.Time.GetUtcNow() + Bearers.CodeLifetime)
        {
            RedirectUri = wish.IsRedirectGiven ? wish.RedirectUri : null,
            Challenge = wish.Challenge,
            Nonce = wish.Nonce,
            Guild = wish.WantsBot ? choice.Guild : null,
            Webhook = webhook,
        };
        return (code, row);
    }
}
