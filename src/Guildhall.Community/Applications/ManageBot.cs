using Guildhall.Community.Edge;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.Applications;

/// <summary>
/// The bot of an application, for its owner: POST …/bot gives the first token (null once there is one), POST …/bot/reset a
/// new one that replaces all others, PATCH …/bot changes its name and pictures.
/// </summary>
public static class ManageBot
{
    public static void Map(ApiRoutes api)
    {
        var limit = new RouteOptions { PeopleOnly = true, Limit = 10, WindowSeconds = 60 };
        api.Post("/applications/{application_id}/bot", First, limit);
        api.Post("/applications/{application_id}/bot/reset", Reset, limit);
        api.Patch("/applications/{application_id}/bot", Update, limit);
    }

    private static async ValueTask<ApiAnswer> First(ApiRequest request)
    {
        var house = request.House;
        var application = await ApplicationAccess.OfPath(request);
        if (!application.IsOk) return application.Failure;
        var bot = ApplicationAccess.BotOf(application.Value!);
        if (await house.Directory.Find(bot, request.Cancel) is null)
        {
            var made = await BotAccounts.New(house, application.Value!, request.Cancel);
            if (!made.IsOk) return made.Failure;
            using (made.Value.Claim) await house.Writer.Submit(new WriteLane(), new StoreWrite(new PutUser(made.Value.Row)));
        }

        var hasToken = (await house.UserRows.TokensOf(bot, request.Cancel)).Count > 0;
        return ApiAnswer.Json(new BotTokenPayload(hasToken ? null : await BotAccounts.Renew(house, bot)), ApplicationJson.Default.BotTokenPayload);
    }

    private static async ValueTask<ApiAnswer> Reset(ApiRequest request)
    {
        var application = await ApplicationAccess.OfPath(request);
        if (!application.IsOk) return application.Failure;
        var bot = ApplicationAccess.BotOf(application.Value!);
        if (await request.House.Directory.Find(bot, request.Cancel) is null) return new Failure.ApplicationHasNoBot();
        return ApiAnswer.Json(new BotTokenPayload(await BotAccounts.Renew(request.House, bot)), ApplicationJson.Default.BotTokenPayload);
    }

    private static async ValueTask<ApiAnswer> Update(ApiRequest request)
    {
        var application = await ApplicationAccess.OfPath(request);
        if (!application.IsOk) return application.Failure;
        var read = await request.ReadForm(Limits.ImageBytes * 3);
        if (!read.IsOk) return read.Failure;
        if (await request.House.UserRows.Get(ApplicationAccess.BotOf(application.Value!), request.Cancel) is not { } account)
            return new Failure.ApplicationHasNoBot();
        var changed = await User.ModifyCurrentUser.ModifyBot(request, read.Value!, account);
        return changed.IsOk ? ApiAnswer.Json(changed.Value!.Profile, PayloadJson.Default.UserPayload) : changed.Failure;
    }
}
