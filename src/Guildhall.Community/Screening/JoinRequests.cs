using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Screening;

/// <summary>
/// Requests of newcomers: a member who has joined a guild with screening is pending until its answers are taken. A form of rules alone is
/// taken at once; questions go to those who may KICK_MEMBERS.
/// </summary>
internal static class JoinRequests
{
    /// <summary>Requests that wait for a decision.</summary>
    public const int OpenMax = 10_000;

    /// <summary>Decided requests kept for the record; the oldest go first.</summary>
    public const int DecidedMax = 1_000;

    /// <summary>Who decides on requests and hears of them.</summary>
    public const Permissions Moderators = Permissions.KickMembers;

    /// <summary>The newest request of a user; null for none.</summary>
    public static JoinRequestPayload? Of(GuildState guild, UserId user) =>
        guild.Documents.Of(ScreeningDocuments.Request).Values.Where(request => request.UserId == user).MaxBy(request => request.Id.Number);

    /// <summary>The request with the users as they are now.</summary>
    public static JoinRequestPayload Shown(GuildState guild, JoinRequestPayload request) => request with
    {
        User = guild.Users.GetValueOrDefault(request.UserId),
        ActionedByUser = request.ActionedBy is { } by ? guild.Users.GetValueOrDefault(by) : null,
        ActionedBy = null,
    };

    public static void Create(GuildTurn turn, JoinRequestPayload request)
    {
        turn.Put(ScreeningDocuments.Request, request.Id.Number, request);
        Tell(turn, DispatchCatalogue.GuildJoinRequestCreate, request);
        if (request.ApplicationStatus is JoinRequestPayload.Approved) Forget(turn);
    }

    /// <summary>Takes a newcomer in.</summary>
    public static void Approve(GuildTurn turn, MemberRow member)
    {
        if (!member.Pending) return;
        var after = member with { Pending = false };
        turn.Put(after);
        turn.Log("GUILD_MEMBER_UPDATE", LogFacts.User(after.User));
        MemberEvents.Updated(turn, after);
    }

    /// <summary>Decides on a request that waits.</summary>
    public static JoinRequestPayload Decide(GuildTurn turn, JoinRequestPayload request, bool isApproved, string? reason, UserId by)
    {
        var decided = request with
        {
            ApplicationStatus = isApproved ? JoinRequestPayload.Approved : JoinRequestPayload.Rejected,
            ReviewedAt = turn.Now,
            RejectionReason = isApproved ? null : reason,
            ActionedBy = by,
        };
        turn.Put(ScreeningDocuments.Request, decided.Id.Number, decided);
        Tell(turn, DispatchCatalogue.GuildJoinRequestUpdate, decided);
        if (turn.State.Members.TryGetValue(request.UserId, out var member))
        {
            if (isApproved) Approve(turn, member);
            else if (member.Pending) MemberDeparture.Apply(turn, member);
        }

        Forget(turn);
        return decided;
    }

    /// <summary>A request is withdrawn, or its user has left.</summary>
    public static void Remove(GuildTurn turn, JoinRequestPayload request)
    {
        turn.Remove(ScreeningDocuments.Request, request.Id.Number);
        var gone = new JoinRequestGonePayload(turn.GuildId, request.Id, request.UserId);
        turn.TellHolders(Moderators, null, DispatchCatalogue.GuildJoinRequestDelete, gone, ScreeningJson.Default.JoinRequestGonePayload);
        if (!IsModerator(turn, request.UserId)) turn.TellUser(request.UserId, DispatchCatalogue.GuildJoinRequestDelete, gone, ScreeningJson.Default.JoinRequestGonePayload);
    }

    /// <summary>A member has left: what it asked for is moot.</summary>
    public static void Left(GuildTurn turn, UserId user)
    {
        if (Of(turn.State, user) is { ApplicationStatus: JoinRequestPayload.Submitted } waiting) Remove(turn, waiting);
    }

    // To the moderators, and to whom it is about.
    private static void Tell(GuildTurn turn, GatewayEvent kind, JoinRequestPayload request)
    {
        var told = new JoinRequestEventPayload(turn.GuildId, Shown(turn.State, request), request.ApplicationStatus);
        turn.TellHolders(Moderators, null, kind, told, ScreeningJson.Default.JoinRequestEventPayload);
        if (!IsModerator(turn, request.UserId)) turn.TellUser(request.UserId, kind, told, ScreeningJson.Default.JoinRequestEventPayload);
    }

    private static bool IsModerator(GuildTurn turn, UserId user) =>
        turn.State.Members.TryGetValue(user, out var member) && (turn.State.PermissionsOf(member, turn.Now) & Moderators) != 0;

    private static void Forget(GuildTurn turn)
    {
        JoinRequestPayload[] decided = [.. turn.State.Documents.Of(ScreeningDocuments.Request).Values.Where(request => request.ApplicationStatus != JoinRequestPayload.Submitted)];
        foreach (var old in decided.OrderBy(request => request.Id.Number).Take(Math.Max(0, decided.Length - DecidedMax)))
            turn.Remove(ScreeningDocuments.Request, old.Id.Number);
    }
}
