using Guildhall.Community.Applications;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Users;

namespace Guildhall.Community.OAuth;

/// <summary>
/// GET /oauth2/authorize: what the page of consent shows. POST: the person agrees or not, and the answer says where the page goes next. Both are for
/// people with their own token, which no page of another origin has; a POST that a browser sends for such a page is refused all the same.
/// </summary>
public static class Authorize
{
    private const int AskedAtOnce = 16;

    public static void Map(ApiRoutes api)
    {
        api.Get("/oauth2/authorize", Preview, new RouteOptions { IsOpen = true, PeopleOnly = true, Limit = 10, WindowSeconds = 10 });
        api.Post("/oauth2/authorize", Handle, new RouteOptions { PeopleOnly = true, Limit = 10, WindowSeconds = 60 });
    }

    /// <summary>The guild, as far as the page shows it, to a member who holds what adding takes.</summary>
    public sealed record AskGuild(Permissions Needed, Caller Caller) : IGuildCommand<AuthorizeGuildPayload>
    {
        public ValueTask<Result<AuthorizeGuildPayload>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Needed, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<AuthorizeGuildPayload>>(entry.Failure);
            var guild = turn.State.Guild;
            return ValueTask.FromResult<Result<AuthorizeGuildPayload>>(
                new AuthorizeGuildPayload(guild.Id, guild.Name, guild.MfaLevel, entry.Value!.Held) { Icon = guild.Icon });
        }
    }

    private static async ValueTask<ApiAnswer> Preview(ApiRequest request)
    {
        // A browser that follows an application's link has no token here: the page that has one is next door.
        if (request.CallerIfAny is null) return ToPage(request);
        var read = await ConsentRequest.Read(request);
        if (!read.IsOk) return read.Failure;
        var (house, wish) = (request.House, read.Value!);
        if (await house.Directory.Find(request.Caller.User, request.Cancel) is not { } caller) return new Failure.Unauthorized();
        var shown = await ApplicationAccess.Shown(house, wish.Application, request.Cancel);
        return ApiAnswer.Json(
            new AuthorizePreviewPayload(
                shown, caller, await IsKnown(request, wish), wish.IsForUser ? 1 : 0, shown.Bot, wish.WantsGuild ? await GuildsFor(request, wish) : null)
            {
                RedirectUri = wish.RedirectUri,
            },
            ApplicationJson.Default.AuthorizePreviewPayload);
    }

    private static ApiAnswer ToPage(ApiRequest request)
    {
        var http = request.Http;
        if (!http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)) return new Failure.Unauthorized();
        http.Response.Headers.Location = $"{request.House.Options.PublicUrl()}/oauth2/authorize{http.Request.QueryString.ToUriComponent()}";
        return ApiAnswer.Bytes(default, 302);
    }

    private static async ValueTask<bool> IsKnown(ApiRequest request, ConsentRequest wish)
    {
        var known = (await request.House.UserRows.Authorizations(request.Caller.User, request.Cancel)).FirstOrDefault(row => row.Application == wish.Application.Id);
        return known is not null && !wish.WantsGuild && !wish.Scopes.Except(known.Scopes).Any();
    }

    private static async ValueTask<IReadOnlyList<AuthorizeGuildPayload>> GuildsFor(ApiRequest request, ConsentRequest wish)
    {
        var house = request.House;
        var needed = wish.WantsBot || wish.WantsCommands ? Permissions.ManageGuild : Permissions.None;
        if (wish.WantsWebhook) needed |= Permissions.ManageWebhooks;
        var question = new AskGuild(needed, request.Caller);
        List<AuthorizeGuildPayload> guilds = [];
        foreach (var some in (await house.GuildRows.GuildsOfUser(request.Caller.User, request.Cancel)).Chunk(AskedAtOnce))
        {
            var answers = await Task.WhenAll(some.Select(guild => house.Guilds.Ask(guild, question, request.Cancel).AsTask()));
            guilds.AddRange(answers.Where(answer => answer.IsOk).Select(answer => answer.Value!));
        }

        return guilds;
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        if (!IsOwnPage(request)) return new Failure.InvalidOrigin();
        var body = await request.ReadForm();
        if (!body.IsOk) return body.Failure;
        var form = body.Value!;
        var isGiven = form.Flag("authorize").Or(false);
        var type = form.Has("integration_type") ? form.Choice("integration_type", 0, 1).Value : default(int?);
        var choice = new ConsentChoice(
            form.Id<GuildId>("guild_id").Value, form.Permissions("permissions"), form.Id<ChannelId>("webhook_channel_id").Value);
        if (form.Failure is { } malformed) return malformed;
        var read = await ConsentRequest.Read(request, type);
        if (!read.IsOk) return read.Failure;
        var wish = read.Value!;
        if (!isGiven) return Next(request, wish, [("error", "access_denied"), ("error_description", "The resource owner or authorization server denied the request")]);
        if (choice.Refuse(wish, form) is { } incomplete) return incomplete;
        var done = await Consent.Carry(request, wish, choice);
        return done.IsOk ? Next(request, wish, done.Value!) : done.Failure;
    }

    // What a browser says of the page that sends the request; programs say nothing, and have to have the token.
    private static bool IsOwnPage(ApiRequest request)
    {
        var headers = request.Http.Request.Headers;
        if (headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site) return site is "same-origin" or "none";
        if (headers.Origin.ToString() is not { Length: > 0 } origin) return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && (page.Authority == request.Http.Request.Host.Value
                || (Uri.TryCreate(request.House.Options.PublicUrl(), UriKind.Absolute, out var house) && house.Authority == page.Authority));
    }

    // A token of the implicit grant travels behind the '#', which no server sees; everything else in the query.
    private static ApiAnswer Next(ApiRequest request, ConsentRequest wish, IReadOnlyList<(string Name, string Value)> outcome)
    {
        var page = wish.RedirectUri ?? request.House.Options.PublicUrl() + "/oauth2/authorized";
        var all = wish.State is null ? outcome : [.. outcome, ("state", wish.State)];
        var text = string.Join('&', all.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        var separator = wish.ResponseType == "token" ? '#' : page.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return ApiAnswer.Json(new AuthorizedPayload($"{page}{separator}{text}"), ApplicationJson.Default.AuthorizedPayload);
    }
}

/// <summary>What a person chooses on the page of consent.</summary>
internal sealed record ConsentChoice(GuildId? Guild, Optional<Permissions> Permissions, ChannelId? WebhookChannel)
{
    /// <summary>A failure that names what is missing; null when nothing is.</summary>
    public Failure? Refuse(ConsentRequest wish, Form form)
    {
        // Commands that come with rights on the person's behalf may come without a guild: the application is then used elsewhere.
        var isGuildNeeded = wish.WantsBot || (wish.WantsCommands && !wish.IsForUser && wish.Scopes.All(Scopes.IsInstall));
        if (isGuildNeeded && Guild is null) form.Required("guild_id");
        if (wish.WantsWebhook && WebhookChannel is null) form.Required("webhook_channel_id");
        return form.Failure;
    }
}
