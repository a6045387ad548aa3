using Guildhall.Community.Applications;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Activities;

/// <summary>
/// GET /applications/{application_id}/activity-instances/{instance_id}: where an application's activity runs and who is in it, for its bot. That
/// is how the server of an activity checks what a client claims.
/// </summary>
public static class GetActivityInstance
{
    public static void Map(ApiRoutes api) => api.Get("/applications/{application_id}/activity-instances/{instance_id}", Handle);

    /// <param name="Channel">That the instance's number names.</param>
    /// <param name="Application">Whose it must be.</param>
    /// <param name="Instance">The number.</param>
    public sealed record Command(ChannelId Channel, ApplicationId Application, string Instance)
        : IGuildCommand<ActivityInstancePayload>, IAlsoInPrivate, IChannelCommand
    {
        public ValueTask<Result<ActivityInstancePayload>> Run(GuildTurn turn) =>
            ValueTask.FromResult(turn.Activities.Find(turn.State, Instance) is { } running && running.Application == Application
                ? new Result<ActivityInstancePayload>(running.Shown())
                : new Failure.NotFound());
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        if (!request.Caller.IsBot) return new Failure.OnlyBots();
        var application = await ApplicationAccess.OfPath(request, orItsBot: true);
        if (!application.IsOk) return application.Failure;
        var id = request.Text("instance_id");
        if (ActivityInstance.ChannelOf(id) is not { } channel) return new Failure.NotFound();
        var found = await request.House.Guilds.Ask(channel, new Command(channel, application.Value!.Id, id), request.Cancel);
        if (found.Failure is Failure.UnknownChannel or Failure.UnknownGuild) return new Failure.NotFound();
        return ApiAnswer.Of(found, ActivityJson.Default.ActivityInstancePayload);
    }
}
