using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.Applications;

/// <summary>POST /applications/{application_id}/delete: the application is gone, its bot leaves every guild; what it wrote stays.</summary>
public static class DeleteApplication
{
    public static void Map(ApiRoutes api) =>
        api.Post("/applications/{application_id}/delete", Handle, new RouteOptions { PeopleOnly = true, Limit = 10, WindowSeconds = 60 });

    /// <summary>The bot of a deleted application leaves.</summary>
    public sealed record BotGone(UserId Bot) : IGuildCommand
    {
        public ValueTask RunOn(GuildTurn turn)
        {
            if (turn.State.Members.TryGetValue(Bot, out var member)) MemberDeparture.Apply(turn, member);
            return ValueTask.CompletedTask;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var house = request.House;
        var application = await ApplicationAccess.OfPath(request);
        if (!application.IsOk) return application.Failure;
        await Delete(house, application.Value!);
        return ApiAnswer.NoContent;
    }

    /// <summary>Deletes an application to the end.</summary>
    internal static async ValueTask Delete(CommunityServices house, Storage.Users.ApplicationRow application)
    {
        var bot = ApplicationAccess.BotOf(application);
        await house.Writer.Submit(new WriteLane(), new StoreWrite(new Storage.Users.DeleteApplication(application.Id)));
        await BotAccounts.Dismiss(house, bot);
        house.Tokens.ForgetBearers(null, application.Id);
        foreach (var guild in await house.GuildRows.GuildsOfUser(bot, CancellationToken.None))
            await house.Guilds.Tell(guild, new BotGone(bot), CancellationToken.None);
        var emojis = await house.Users.Ask(bot, new ApplicationLeftovers(), CancellationToken.None);
        house.Commands.Forget(application.Id);
        foreach (var emoji in emojis.Value ?? []) await house.Blobs.Delete($"emojis/{emoji.Id}", CancellationToken.None);
        await house.Blobs.DeleteFolder($"attachments/{ApplicationAttachment.FolderOf(application.Id)}", CancellationToken.None);
    }
}
