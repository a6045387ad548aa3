using Guildhall.Community.Edge;
using Guildhall.Community.User;

namespace Guildhall.Community.Applications.Entitlements;

/// <summary>
/// /applications/{application_id}/entitlements: list, give (for trying), look at, use up, take back; for the application's owner and its bot.
/// GET /users/@me/applications/{application_id}/entitlements: one's own. GET /skus/{sku_id}/subscriptions and …/{subscription_id}: for the bot.
/// </summary>
public static class ManageEntitlements
{
    private const int PageMax = 100;
    private const int SubscriptionsDefault = 50;
    private const int OfGuild = 1;
    private const int OfUser = 2;

    public static void Map(ApiRoutes api)
    {
        const string All = "/applications/{application_id}/entitlements";
        var limit = RouteOptions.Per(20, 20, "entitlements");
        var any = new RouteOptions { Scope = ScopeRule.Any };
        const string Scope = "applications.entitlements";
        api.Get(All, HandleList, new RouteOptions { Scope = Scope });
        api.Post(All, HandleGrant, limit);
        api.Get(All + "/{entitlement_id}", request => HandleOne(request, id => new EntitlementBook.Find(id)), new RouteOptions { Scope = Scope });
        api.Delete(All + "/{entitlement_id}", request => HandleDone(request, id => new EntitlementBook.Delete(id)), limit with { Scope = Scope });
        api.Post(All + "/{entitlement_id}/consume", request => HandleDone(request, id => new EntitlementBook.Consume(id)), limit with { Scope = Scope });
        api.Get("/users/@me/applications/{application_id}/entitlements", HandleOwn, any);
        api.Get("/skus/{sku_id}/subscriptions", HandleSubscriptions, any);
        api.Get("/skus/{sku_id}/subscriptions/{subscription_id}", HandleSubscription, any);
    }

    private static async ValueTask<ApiAnswer> HandleList(ApiRequest request)
    {
        var application = await ApplicationAccess.OfPath(request, orItsBot: true);
        var filter = new EntitlementBook.Filter(
            request.QueryId<UserId>("user_id"),
            request.QueryId<GuildId>("guild_id"),
            Skus(request),
            ExcludeConsumed: false,
            request.QueryId<EntitlementId>("before"),
            request.QueryId<EntitlementId>("after"),
            request.QueryInt("limit", PageMax, 1, PageMax));
        _ = request.QueryFlag("exclude_ended");
        _ = request.QueryFlag("exclude_deleted");
        if ((request.Failure ?? application.Failure) is { } refused) return refused;
        var found = await request.House.Users.Ask(ApplicationAccess.BotOf(application.Value!), new EntitlementBook.List(filter), request.Cancel);
        return ApiAnswer.Of(found, EntitlementJson.Default.IReadOnlyListEntitlementPayload);
    }

    private static async ValueTask<ApiAnswer> HandleGrant(ApiRequest request)
    {
        var house = request.House;
        var application = await ApplicationAccess.OfPath(request, orItsBot: true);
        if (!application.IsOk) return application.Failure;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var sku = form.Id<SkuId>("sku_id").Value;
        var owner = form.Id<UserId>("owner_id").Value;
        var type = form.Choice("owner_type", OfGuild, OfUser);
        foreach (var (field, isThere) in (ReadOnlySpan<(string, bool)>)[("sku_id", sku is not null), ("owner_id", owner is not null), ("owner_type", type.IsPresent)])
        {
            if (!isThere) form.Required(field);
        }

        if (form.Failure is { } invalid) return invalid;
        var bot = ApplicationAccess.BotOf(application.Value!);
        if (type.Value == OfUser && await house.Directory.Find(owner!.Value, request.Cancel) is null) return new Failure.UnknownUser();
        var guild = new GuildId(owner!.Value.Value);
        if (type.Value == OfGuild && !(await house.GuildRows.GuildsOfUser(bot, request.Cancel)).Contains(guild)) return new Failure.UnknownGuild();
        var command = type.Value == OfUser
            ? new EntitlementBook.Grant(application.Value!.Id, sku!.Value, owner.Value, null)
            : new EntitlementBook.Grant(application.Value!.Id, sku!.Value, application.Value.Owner, guild);
        return ApiAnswer.Of(await house.Users.Ask(bot, command, request.Cancel), EntitlementJson.Default.EntitlementPayload);
    }

    private static async ValueTask<ApiAnswer> HandleOne(ApiRequest request, Func<EntitlementId, IUserCommand<EntitlementPayload>> command) =>
        ApiAnswer.Of(await Ask(request, command), EntitlementJson.Default.EntitlementPayload);

    private static async ValueTask<ApiAnswer> HandleDone(ApiRequest request, Func<EntitlementId, IUserCommand<Nothing>> command) => ApiAnswer.Of(await Ask(request, command));

    private static async ValueTask<Result<TReply>> Ask<TReply>(ApiRequest request, Func<EntitlementId, IUserCommand<TReply>> command)
    {
        var application = await ApplicationAccess.OfPath(request, orItsBot: true);
        var id = request.Id<EntitlementId>("entitlement_id");
        if ((request.Failure ?? application.Failure) is { } refused) return refused;
        return await request.House.Users.Ask(ApplicationAccess.BotOf(application.Value!), command(id), request.Cancel);
    }

    private static async ValueTask<ApiAnswer> HandleOwn(ApiRequest request)
    {
        var application = request.Id<ApplicationId>("application_id");
        var filter = new EntitlementBook.Filter(request.Caller.User, null, Skus(request), request.QueryFlag("exclude_consumed"), null, null, int.MaxValue);
        if (request.Failure is { } invalid) return invalid;
        if (await request.House.UserRows.GetApplication(application, request.Cancel) is null) return new Failure.UnknownApplication();
        if (request.Caller.Application is { } acting && acting != application) return new Failure.NotYourApplication();
        var found = await request.House.Users.Ask(new UserId(application.Value), new EntitlementBook.List(filter), request.Cancel);
        return ApiAnswer.Of(found, EntitlementJson.Default.IReadOnlyListEntitlementPayload);
    }

    private static async ValueTask<ApiAnswer> HandleSubscriptions(ApiRequest request)
    {
        var before = request.QueryId<SubscriptionId>("before");
        var after = request.QueryId<SubscriptionId>("after");
        var limit = request.QueryInt("limit", SubscriptionsDefault, 1, PageMax);
        var found = await Subscriptions(request);
        if (!found.IsOk) return found.Failure;
        var wanted = found.Value!.Where(one => (before is null || one.Id.Number < before.Value.Number) && (after is null || one.Id.Number > after.Value.Number));
        return ApiAnswer.Json<IReadOnlyList<SubscriptionPayload>>([.. wanted.Take(limit)], EntitlementJson.Default.IReadOnlyListSubscriptionPayload);
    }

    private static async ValueTask<ApiAnswer> HandleSubscription(ApiRequest request)
    {
        var id = request.Id<SubscriptionId>("subscription_id");
        var found = await Subscriptions(request);
        if (!found.IsOk) return found.Failure;
        return found.Value!.FirstOrDefault(one => one.Id == id) is { } subscription
            ? ApiAnswer.Json(subscription, EntitlementJson.Default.SubscriptionPayload)
            : new Failure.NotFound();
    }

    private static async ValueTask<Result<IReadOnlyList<SubscriptionPayload>>> Subscriptions(ApiRequest request)
    {
        var sku = request.Id<SkuId>("sku_id");
        var user = request.QueryId<UserId>("user_id");
        if (request.Failure is { } invalid) return invalid;
        var application = await ApplicationAccess.OfCaller(request);
        if (!application.IsOk) return application.Failure;
        // An application that acts for somebody sees what is that person's.
        if (request.Caller.Application is not null) user = request.Caller.User;
        return await request.House.Users.Ask(ApplicationAccess.BotOf(application.Value!), new EntitlementBook.Subscriptions(sku, user), request.Cancel);
    }

    // As a list in one text, or as the parameter many times.
    private static List<SkuId>? Skus(ApiRequest request)
    {
        if (!request.Http.Request.Query.TryGetValue("sku_ids", out var given)) return null;
        List<SkuId> skus = [];
        foreach (var text in given.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)).Take(PageMax))
        {
            if (Snowflake.TryParse(text, out var id)) skus.Add(new SkuId(id));
            else request.Error("sku_ids", "NUMBER_TYPE_COERCE", $"Value \"{text}\" is not snowflake.");
        }

        return skus;
    }
}
