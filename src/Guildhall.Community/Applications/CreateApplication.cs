using Guildhall.Community.Edge;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.Applications;

/// <summary>POST /applications: makes an application with its bot. The bot's token comes from a reset.</summary>
public static class CreateApplication
{
    /// <summary>Applications of one person.</summary>
    public const int PerOwner = 50;

    public static void Map(ApiRoutes api) =>
        api.Post("/applications", Handle, new RouteOptions { PeopleOnly = true, Limit = 10, WindowSeconds = 60 });

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var house = request.House;
        var read = await request.ReadForm(Limits.ImageBytes * 2);
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var id = new ApplicationId(house.Ids.Next());
        var name = form.RequiredText("name", 1, ApplicationFields.NameMax);
        var description = form.NullableText("description", 0, ApplicationFields.DescriptionMax).Value ?? "";
        var icon = await ImageField.Read(form, "icon", $"app-icons/{id}", Limits.ImageBytes, house, request.Cancel);
        if (form.Failure is { } invalid) return invalid;
        if ((await house.UserRows.ApplicationsOf(request.Caller.User, request.Cancel)).Count >= PerOwner) return new Failure.TooManyApplications(PerOwner);

        var (verifyKey, signingKey) = house.Accounts.SigningKeys.Create();
        var application = new ApplicationRow
        {
            Id = id,
            Owner = request.Caller.User,
            Name = name,
            Description = description,
            Icon = icon.Value,
            Flags = ApplicationFlags.Default,
            VerifyKey = verifyKey,
            SigningKey = signingKey,
        };
        var bot = await BotAccounts.New(house, application, request.Cancel);
        if (!bot.IsOk) return bot.Failure;
        using (bot.Value.Claim) await house.Writer.Submit(new WriteLane(), new StoreWrite(new PutApplication(application), new PutUser(bot.Value.Row)));
        var shown = await ApplicationAccess.ShownToOwner(house, application, request.Cancel);
        return ApiAnswer.Json(shown, ApplicationJson.Default.PrivateApplicationPayload, 201);
    }
}
