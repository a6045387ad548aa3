using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Protocol;

namespace Guildhall.Community.Lobbies;

/// <summary>POST /lobbies/{lobby_id}/members/bulk: puts several into the lobby, changes them, or takes them out (remove_member). Answers those who are in it.</summary>
public static class BulkUpdateLobbyMembers
{
    public static void Map(ApiRoutes api) => api.Post("/lobbies/{lobby_id}/members/bulk", Handle, RouteOptions.Per(20, 10));

    public sealed record Step(LobbyMemberChange Member, bool IsGone);

    public sealed record Command(LobbyCaller Caller, IReadOnlyList<Step> Steps) : IGuildCommand<IReadOnlyList<LobbyMemberRecord>>, IAlsoInPrivate
    {
        public ValueTask<Result<IReadOnlyList<LobbyMemberRecord>>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<IReadOnlyList<LobbyMemberRecord>> Decide(GuildTurn turn)
        {
            var entry = LobbyHouse.Enter(turn, Caller, botOnly: true);
            if (!entry.IsOk) return entry.Failure;
            if (LobbyHouse.RefuseMore(turn, Steps.Where(step => !step.IsGone).Select(step => step.Member.User)) is { } full) return full;
            Dictionary<UserId, LobbyMemberRecord> shown = [];
            foreach (var (change, isGone) in Steps)
            {
                shown.Remove(change.User);
                if (isGone) LobbyHouse.Remove(turn, change.User);
                else LobbyHouse.Put(turn, shown[change.User] = change.Apply(LobbyHouse.MemberOf(turn.State, change.User)));
            }

            LobbyHouse.Touch(turn, entry.Value!);
            return new Result<IReadOnlyList<LobbyMemberRecord>>([.. shown.Values]);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var asked = LobbyCaller.Bot(request);
        if (!asked.IsOk) return asked.Failure;
        var lobby = request.Id<LobbyId>("lobby_id");
        var body = await request.ReadJson();
        if (!body.IsOk) return body.Failure;
        var parts = Form.List(body.Value, Limits.LobbyMembersPerRequest, out var root);
        if (!parts.IsOk) return parts.Failure;
        if (parts.Value!.Count == 0) root.Error("", "BASE_TYPE_MIN_LENGTH", "Must be 1 or more in length.");
        Step[] steps = [.. parts.Value.Select(part => new Step(LobbyForm.Member(part), part.FlagOrAbsent("remove_member").Value))];
        if ((request.Failure ?? root.Failure) is { } invalid) return invalid;
        var added = steps.Where(step => !step.IsGone).Select(step => step.Member.User);
        if (await LobbyDoor.RefuseUnknown(request, added) is { } unknown) return unknown;
        var members = await LobbyDoor.Ask(request, lobby, new Command(asked.Value!, steps));
        if (!members.IsOk) return members.Failure;
        return ApiAnswer.Json([.. members.Value!.Select(LobbyMemberPayload.Of)], LobbyJson.Default.IReadOnlyListLobbyMemberPayload);
    }
}
