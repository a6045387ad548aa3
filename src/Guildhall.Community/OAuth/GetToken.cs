using System.Security.Cryptography;
using System.Text;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.User;
using Guildhall.Community.Webhooks;
using Guildhall.Storage.Users;

namespace Guildhall.Community.OAuth;

/// <summary>POST /oauth2/token: an application changes a code or a refresh token into tokens, or takes one for its own owner.</summary>
public static class GetToken
{
    public static void Map(ApiRoutes api) => api.Post("/oauth2/token", Handle, new RouteOptions { IsOpen = true, ByAddress = true, Limit = 50, WindowSeconds = 10 });

    /// <summary>A new token, and what is stored of it.</summary>
    internal static (AccessTokenPayload Shown, FreshBearer Stored) New(CommunityServices house, IReadOnlyList<string> scopes, bool canRefresh)
    {
        var (access, accessHash) = TokenAuthenticator.CreateSecret();
        var (refresh, refreshHash) = TokenAuthenticator.CreateSecret();
        var shown = new AccessTokenPayload("Bearer", access, (int)Bearers.Lifetime.TotalSeconds, string.Join(' ', scopes)) { RefreshToken = canRefresh ? refresh : null };
        return (shown, new FreshBearer(accessHash, canRefresh ? refreshHash : null, house.Time.GetUtcNow() + Bearers.Lifetime));
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        request.Http.Response.Headers.CacheControl = "no-store";
        var read = await OAuthForm.Read(request);
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var grant = form["grant_type"];
        if (grant is null) return Refusals.InvalidRequest("The field grant_type is missing.");
        if (grant is not ("authorization_code" or "refresh_token" or "client_credentials")) return Refusals.UnsupportedGrant;
        var client = await form.Client(request, orPublic: grant != "client_credentials");
        if (!client.IsOk)
        {
            request.Http.Response.Headers.WWWAuthenticate = "Basic realm=\"oauth2\"";
            return client.Failure;
        }

        return grant switch
        {
            "authorization_code" => await Redeem(request, form, client.Value!),
            "refresh_token" => await Refresh(request, form, client.Value!),
            _ => await Take(request, form, client.Value!),
        };
    }

    private static async ValueTask<ApiAnswer> Redeem(ApiRequest request, OAuthForm form, ApplicationRow client)
    {
        var house = request.House;
        if (form["code"] is not { } code) return Refusals.InvalidRequest("The field code is missing.");
        var hash = HashOf(code);
        if (await house.UserRows.GetCode(hash, request.Cancel) is not { } known) return Refusals.InvalidGrant("code");
        var (shown, stored) = New(house, known.Scopes, canRefresh: true);
        var command = new RedeemCode(hash, client.Id, form["redirect_uri"], form["code_verifier"], stored);
        var done = await house.Users.Ask(known.User, command, CancellationToken.None);
        if (Refuse(house, done) is { } refused) return refused;
        return ApiAnswer.Json(await WithExtras(request, client, done.Value!.Code!, shown), OAuthJson.Default.AccessTokenPayload);
    }

    private static async ValueTask<ApiAnswer> Refresh(ApiRequest request, OAuthForm form, ApplicationRow client)
    {
        var house = request.House;
        if (form["refresh_token"] is not { } token) return Refusals.InvalidRequest("The field refresh_token is missing.");
        var hash = HashOf(token);
        if (await house.UserRows.GetRefresh(hash, request.Cancel) is not { } known) return Refusals.InvalidGrant("refresh_token");
        var scopes = form["scope"] is { } wanted ? Scopes.Split(wanted) : null;
        var (shown, stored) = New(house, scopes ?? known.Scopes, canRefresh: true);
        var done = await house.Users.Ask(known.User, new RefreshBearer(hash, client.Id, scopes, stored), CancellationToken.None);
        if (Refuse(house, done) is { } refused) return refused;
        return ApiAnswer.Json(shown with { Scope = string.Join(' ', done.Value!.Scopes!) }, OAuthJson.Default.AccessTokenPayload);
    }

    private static async ValueTask<ApiAnswer> Take(ApiRequest request, OAuthForm form, ApplicationRow client)
    {
        var house = request.House;
        var scopes = Scopes.Split(form["scope"]);
        if (scopes.Count == 0 || !scopes.All(Scopes.MayBeTaken)) return Refusals.InvalidScope;
        var (shown, stored) = New(house, scopes, canRefresh: false);
        var done = await house.Users.Ask(client.Owner, new GiveBearer(client.Id, scopes, house.Ids.Next(), stored), CancellationToken.None);
        return Refuse(house, done) is { } refused ? refused : ApiAnswer.Json(shown, OAuthJson.Default.AccessTokenPayload);
    }

    private static Failure? Refuse(CommunityServices house, Result<BearerOutcome> done)
    {
        if (!done.IsOk) return done.Failure;
        foreach (var gone in done.Value!.Gone) house.Tokens.Forget(gone);
        if (done.Value.IsTooMuch) return Refusals.InvalidScope;
        return done.Value.Wrong is { } wrong ? Refusals.InvalidGrant(wrong) : null;
    }

    // What the consent has made besides: an identity token, the guild of the bot, the webhook.
    private static async ValueTask<AccessTokenPayload> WithExtras(ApiRequest request, ApplicationRow client, CodeRow code, AccessTokenPayload shown)
    {
        var house = request.House;
        if (code.Scopes.Contains(Scopes.OpenId) && await house.UserRows.Get(code.User, request.Cancel) is { } user)
            shown = shown with { IdToken = house.Identity.Sign(IdentityOf(house, client, code, user)) };
        if (code.Guild is { } guild)
        {
            var found = await house.Guilds.Ask(guild, new Guilds.GetGuild.Command(false, new Caller(code.User, IsBot: false)), request.Cancel);
            shown = shown with { Guild = found.Value };
        }

        if (code.Webhook is { } webhook)
        {
            var found = await house.Guilds.Ask(WebhookRecord.Kind, webhook.Number, new FindWebhook(webhook, client.Id), new Failure.UnknownWebhook(), request.Cancel);
            if (found.IsOk) shown = shown with { Webhook = WebhookView.ForApplication(house, found.Value!) };
        }

        return shown;
    }

    private static IdentityClaims IdentityOf(CommunityServices house, ApplicationRow client, CodeRow code, UserRow user)
    {
        var now = house.Time.GetUtcNow();
        var isMailShown = code.Scopes.Contains(Scopes.Email) && user.Email is not null;
        return new IdentityClaims(
            house.Options.PublicUrl(), user.Profile.Id.ToString(), client.Id.ToString(), now.ToUnixTimeSeconds(), (now + Bearers.Lifetime).ToUnixTimeSeconds())
        {
            Nonce = code.Nonce,
            Email = isMailShown ? user.Email : null,
            EmailVerified = isMailShown ? user.HasVerifiedEmail : null,
            PreferredUsername = code.Scopes.Contains(Scopes.Identify) ? user.Profile.Username : null,
        };
    }

    internal static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The webhook that a consent has made, for the application it was made for.</summary>
    public sealed record FindWebhook(WebhookId Webhook, ApplicationId Application) : IGuildCommand<WebhookRecord>
    {
        public ValueTask<Result<WebhookRecord>> Run(GuildTurn turn) => ValueTask.FromResult<Result<WebhookRecord>>(
            turn.State.Documents.Find(WebhookRecord.Kind, Webhook.Number) is { } found && found.Application == Application ? found : new Failure.UnknownWebhook());
    }
}
