using System.Text.Json;
using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Applications.Skus;

/// <summary>
/// GET /applications/{application_id}/skus, for the application's owner and its bot. POST /store/skus and GET, PATCH, DELETE /store/skus/{sku_id}, for
/// the owner: a SKU without a shop, so that a bot's premium paths can be tried.
/// </summary>
public static class ManageSkus
{
    private const int NameMax = 100;
    private const int AnySubscription = SkuPayload.OfGuild | SkuPayload.OfUser;
    private const int Settable = SkuPayload.Available | AnySubscription;

    public static void Map(ApiRoutes api)
    {
        var limit = new RouteOptions { PeopleOnly = true, Limit = 20, WindowSeconds = 20, Bucket = "skus" };
        api.Get("/applications/{application_id}/skus", HandleList);
        api.Post("/store/skus", HandleCreate, limit);
        api.Get("/store/skus/{sku_id}", HandleFind, new RouteOptions { PeopleOnly = true });
        api.Patch("/store/skus/{sku_id}", HandleUpdate, limit);
        api.Delete("/store/skus/{sku_id}", HandleDelete, limit);
    }

    private static async ValueTask<ApiAnswer> HandleList(ApiRequest request)
    {
        var application = await ApplicationAccess.OfPath(request, orItsBot: true);
        if (!application.IsOk) return application.Failure;
        return ApiAnswer.Of(
            await request.House.Users.Ask(ApplicationAccess.BotOf(application.Value!), new SkuBook.List(), request.Cancel), SkuJson.Default.IReadOnlyListSkuPayload);
    }

    private static async ValueTask<ApiAnswer> HandleCreate(ApiRequest request)
    {
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var id = form.Id<ApplicationId>("application_id").Value;
        if (id is null) form.Required("application_id");
        var type = form.Choice("type", SkuPayload.Durable, SkuPayload.Consumable, SkuPayload.Subscription);
        if (!type.IsPresent) form.Required("type");
        var name = Name(form);
        if (name is null) form.Required("name");
        var flags = Flags(form, type.Value) ?? (SkuPayload.Available | (type.Value == SkuPayload.Subscription ? SkuPayload.OfGuild : 0));
        if (form.Failure is { } invalid) return invalid;
        if (await request.House.UserRows.GetApplication(id!.Value, request.Cancel) is not { } application) return new Failure.UnknownApplication();
        if (application.Owner != request.Caller.User) return new Failure.NotYourApplication();
        var made = await request.House.Users.Ask(ApplicationAccess.BotOf(application), new SkuBook.Create(application.Id, name!, type.Value, flags), request.Cancel);
        return made.IsOk ? ApiAnswer.Json(made.Value!, SkuJson.Default.SkuPayload, 201) : made.Failure;
    }

    private static async ValueTask<ApiAnswer> HandleFind(ApiRequest request)
    {
        var found = await Own(request);
        return found.IsOk ? ApiAnswer.Json(found.Value!, SkuJson.Default.SkuPayload) : found.Failure;
    }

    private static async ValueTask<ApiAnswer> HandleUpdate(ApiRequest request)
    {
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var found = await Own(request);
        if (!found.IsOk) return found.Failure;
        var form = read.Value!;
        var command = new SkuBook.Update(found.Value!.Id, Name(form), Flags(form, found.Value.Type));
        if (form.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Users.Ask(BotOf(found.Value), command, request.Cancel), SkuJson.Default.SkuPayload);
    }

    private static async ValueTask<ApiAnswer> HandleDelete(ApiRequest request)
    {
        var found = await Own(request);
        if (!found.IsOk) return found.Failure;
        return ApiAnswer.Of(await request.House.Users.Ask(BotOf(found.Value!), new SkuBook.Delete(found.Value!.Id), request.Cancel));
    }

    private static UserId BotOf(SkuPayload sku) => new(sku.ApplicationId.Value);

    /// <summary>The SKU of the path, if it is of one of the caller's applications. To others it is not there.</summary>
    private static async ValueTask<Result<SkuPayload>> Own(ApiRequest request)
    {
        var id = request.Id<SkuId>("sku_id");
        if (request.Failure is { } invalid) return invalid;
        foreach (var application in await request.House.UserRows.ApplicationsOf(request.Caller.User, request.Cancel))
        {
            var found = await request.House.Users.Ask(ApplicationAccess.BotOf(application), new SkuBook.Find(id), request.Cancel);
            if (found.IsOk) return found;
        }

        return new Failure.UnknownSku();
    }

    // A text, or an object of texts by language of which the default is kept.
    private static string? Name(Form form)
    {
        if (!form.Has("name")) return null;
        return form.Raw("name").ValueKind == JsonValueKind.Object
            ? form.Part("name")!.RequiredText("default", 1, NameMax)
            : form.RequiredText("name", 1, NameMax);
    }

    private static int? Flags(Form form, int type)
    {
        if (form.NullableInt("flags", 0, int.MaxValue).Value is not { } flags) return null;
        if (type == SkuPayload.Subscription && (flags & AnySubscription) is 0 or AnySubscription)
            form.Error("flags", "SKU_SUBSCRIPTION_FLAGS", "A subscription is either a guild's or a user's.");
        return flags & (type == SkuPayload.Subscription ? Settable : SkuPayload.Available);
    }
}
