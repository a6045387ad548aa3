using Guildhall.Community.Guild;

namespace Guildhall.Community.AutoModeration;

/// <summary>
/// Looks at the names of members after they have changed or come in, and takes their say while a rule minds. Told by the guild to
/// itself, so that the change itself does not wait.
/// </summary>
/// <param name="Users">Whom to look at; null for everybody in quarantine.</param>
internal sealed record ProfileCheck(IReadOnlyList<UserId>? Users) : IGuildCommand
{
    /// <summary>Members looked at in one turn.</summary>
    private const int AtOnce = 200;

    /// <summary>Has a member looked at when there is a rule for that, or a quarantine that may end.</summary>
    public static void After(GuildTurn turn, UserId user)
    {
        if (turn.State.Documents.Of(AutoModerationRule.Kind).Values.Any(rule => rule is { Enabled: true, EventType: RuleEvent.MemberUpdate })
            || (turn.State.Members.GetValueOrDefault(user)?.Flags & MemberFlags.AutomodQuarantinedUsername) > 0)
        {
            turn.TellSelf(new ProfileCheck([user]));
        }
    }

    public async ValueTask RunOn(GuildTurn turn)
    {
        var users = Users ?? [.. turn.State.Members.Values.Where(member => (member.Flags & MemberFlags.AutomodQuarantinedUsername) != 0).Select(member => member.User)];
        foreach (var user in users.Take(AtOnce))
        {
            if (turn.State.Members.TryGetValue(user, out var member)) await Check(turn, member);
        }

        if (users.Count > AtOnce) turn.TellSelf(new ProfileCheck([.. users.Skip(AtOnce)]));
    }

    private static async ValueTask Check(GuildTurn turn, Storage.Guilds.MemberRow member)
    {
        var judgement = await Judgement.OfProfile(turn, member);
        var wasQuarantined = (member.Flags & MemberFlags.AutomodQuarantinedUsername) != 0;
        var isQuarantined = judgement?.Broken.Any(broken => broken.Rule.Actions.Any(action => action.Type == RuleActionType.BlockMemberInteraction)) ?? false;
        RuleActions.Quarantine(turn, member.User, isQuarantined);
        if (judgement is not null && !wasQuarantined) RuleActions.Execute(turn, judgement, null);
    }
}
