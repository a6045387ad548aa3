using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Invites;

/// <summary>GET /invites/{invite_code}: what a newcomer sees before joining; needs no account.</summary>
public static class GetInvite
{
    public static void Map(ApiRoutes api) =>
        api.Get("/invites/{invite_code}", Handle, RouteOptions.Per(30, 10) with { IsOpen = true, ByAddress = true });

    public sealed record Command(string Code, bool WithCounts) : IGuildCommand<InvitePayload>
    {
        public ValueTask<Result<InvitePayload>> Run(GuildTurn turn)
        {
            if (InviteLookup.Find(turn.State, Code, turn.Now) is not { } invite)
                return ValueTask.FromResult<Result<InvitePayload>>(new Failure.UnknownInvite());
            var shown = InviteView.Public(turn.State, invite);
            return ValueTask.FromResult<Result<InvitePayload>>(!WithCounts ? shown : shown with
            {
                ApproximateMemberCount = turn.State.Members.Count,
                ApproximatePresenceCount = turn.State.Presences.Count,
            });
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var withCounts = request.QueryFlag("with_counts");
        if (request.Failure is { } invalid) return invalid;
        var found = await InviteLookup.Ask(request, new Command(request.Text("invite_code"), withCounts));
        return ApiAnswer.Of(found, InviteJson.Default.InvitePayload);
    }
}
