using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Guilds;

namespace Guildhall.Community.Templates;

/// <summary>GET /guilds/templates/{code}: what the template makes, for everybody. POST: makes a guild of that shape, with the caller as its owner.</summary>
public static class UseTemplate
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/templates/{code}", HandleGet, RouteOptions.Per(30, 10) with { IsOpen = true, ByAddress = true });
        api.Post("/guilds/templates/{code}", HandleUse, RouteOptions.Per(10, 60));
    }

    /// <param name="IsUsed">Counts a use.</param>
    public sealed record Command(string Code, bool IsUsed) : IGuildCommand<TemplatePayload>
    {
        public ValueTask<Result<TemplatePayload>> Run(GuildTurn turn)
        {
            if (turn.State.Documents.Find(TemplateDocuments.Kind, turn.GuildId.Number) is not { } template || template.Code != Code)
                return ValueTask.FromResult<Result<TemplatePayload>>(new Failure.UnknownTemplate());
            if (IsUsed) turn.Put(TemplateDocuments.Kind, turn.GuildId.Number, template with { UsageCount = template.UsageCount + 1 });
            return ValueTask.FromResult<Result<TemplatePayload>>(GuildTemplates.Shown(turn.State, template));
        }
    }

    private static async ValueTask<ApiAnswer> HandleGet(ApiRequest request) => ApiAnswer.Of(await Ask(request, isUsed: false), TemplateJson.Default.TemplatePayload);

    private static async ValueTask<ApiAnswer> HandleUse(ApiRequest request)
    {
        var house = request.House;
        var read = await request.ReadForm(Limits.ImageBytes * 2);
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var name = form.RequiredText("name", Limits.GuildNameMin, Limits.GuildNameMax);
        var guildId = new GuildId(house.Ids.Next());
        if (form.Failure is { } invalid) return invalid;
        if (await house.GuildRows.CountGuildsOfUser(request.Caller.User, request.Cancel) >= Limits.GuildsPerUser) return new Failure.TooManyGuilds(Limits.GuildsPerUser);
        if (await house.Directory.Find(request.Caller.User, request.Cancel) is not { } owner) return new Failure.Unauthorized();
        var template = await Ask(request, isUsed: false);
        if (!template.IsOk) return template.Failure;
        var icon = await ImageField.Read(form, "icon", GuildImages.Icons(guildId), Limits.ImageBytes, house, request.Cancel);
        if (form.Failure is { } badIcon) return badIcon;
        var plan = GuildShape.ToPlan(template.Value!.SerializedSourceGuild, guildId, owner.Id, name, icon.Value, house.Ids);
        var created = await house.Guilds.Ask(guildId, new CreateGuild.Command(owner, plan), request.Cancel);
        if (created.IsOk) await Ask(request, isUsed: true);
        return ApiAnswer.Of(created, PayloadJson.Default.GuildPayload, 201);
    }

    private static async ValueTask<Result<TemplatePayload>> Ask(ApiRequest request, bool isUsed)
    {
        var code = request.Text("code");
        return await request.House.GuildRows.FindDocument(TemplateDocuments.Kind.Name, code, request.Cancel) is { } place
            ? await request.House.Guilds.Ask(place.Guild, new Command(code, isUsed), request.Cancel)
            : new Failure.UnknownTemplate();
    }
}
