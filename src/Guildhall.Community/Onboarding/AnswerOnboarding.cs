using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Onboarding;

/// <summary>
/// POST and PUT /guilds/{guild_id}/onboarding-responses: a member answers, and answers anew. The roles of chosen options come, those of
/// options no longer chosen go.
/// </summary>
public static class AnswerOnboarding
{
    /// <summary>Bits of a member's flags.</summary>
    private const int Completed = 1 << 1;
    private const int Started = 1 << 3;

    private const int AnswersMax = 750;

    public static void Map(ApiRoutes api)
    {
        var limit = RouteOptions.Per(10, 10, "onboarding-responses") with { PeopleOnly = true };
        api.Post("/guilds/{guild_id}/onboarding-responses", request => Handle(request, isFirst: true), limit);
        api.Put("/guilds/{guild_id}/onboarding-responses", request => Handle(request, isFirst: false), limit);
    }

    /// <param name="IsFirst">The questions of the way in: what is required must be answered.</param>
    public sealed record Command(IReadOnlyList<PromptOptionId> Answers, bool IsFirst, Caller Caller) : IGuildCommand<OnboardingResponsesPayload>
    {
        public ValueTask<Result<OnboardingResponsesPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<OnboardingResponsesPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var onboarding = OnboardingRules.Of(turn.State);
            if (!onboarding.Enabled) return new Failure.OnboardingBelowRequirements();
            if (Refuse(onboarding) is { } refused) return refused;
            var before = entry.Value!.Member;
            var roles = before.Roles.Except(RolesOf(onboarding, before.OnboardingAnswers ?? [])).Union(RolesOf(onboarding, Answers)).ToArray();
            var after = before with
            {
                OnboardingAnswers = Answers,
                Roles = Roles.MemberRoles.Differs(before, roles) ? roles : before.Roles,
                Temporary = before.Temporary && roles.Length == 0,
                Flags = before.Flags | Started | (IsFirst ? Completed : 0),
            };
            turn.Put(after);
            turn.Log("GUILD_MEMBER_UPDATE", LogFacts.User(after.User));
            if (after.Roles != before.Roles || after.Flags != before.Flags) MemberEvents.Updated(turn, after);
            if (after.Roles != before.Roles) Roles.MemberRoles.Audit(turn, Caller, before, after.Roles);
            return new OnboardingResponsesPayload(turn.GuildId, Caller.User, Answers);
        }

        private Failure.InvalidForm? Refuse(OnboardingPayload onboarding)
        {
            var known = onboarding.Prompts.SelectMany(prompt => prompt.Options).Select(option => option.Id).ToHashSet();
            if (!Answers.All(known.Contains)) return Wrong("BASE_TYPE_CHOICES", "Not an option of this guild's onboarding.");
            foreach (var prompt in onboarding.Prompts)
            {
                var chosen = prompt.Options.Count(option => Answers.Contains(option.Id));
                if (prompt.SingleSelect && chosen > 1) return Wrong("ONBOARDING_SINGLE_SELECT", "Only one option of this question may be chosen.");
                if (IsFirst && prompt is { Required: true, InOnboarding: true } && chosen == 0) return Wrong("BASE_TYPE_REQUIRED", "This field is required");
            }

            return null;
        }

        private static Failure.InvalidForm Wrong(string code, string message) => new([new FieldError("onboarding_responses", code, message)]);

        private static IEnumerable<RoleId> RolesOf(OnboardingPayload onboarding, IReadOnlyList<PromptOptionId> answers) =>
            onboarding.Prompts.SelectMany(prompt => prompt.Options).Where(option => answers.Contains(option.Id)).SelectMany(option => option.RoleIds);
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request, bool isFirst)
    {
        var guild = request.Id<GuildId>("guild_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var answers = read.Value!.Ids<PromptOptionId>("onboarding_responses", AnswersMax).Value ?? [];
        if ((request.Failure ?? read.Value.Failure) is { } invalid) return invalid;
        var answered = await request.House.Guilds.Ask(guild, new Command(answers, isFirst, request.Caller), request.Cancel);
        return ApiAnswer.Of(answered, OnboardingJson.Default.OnboardingResponsesPayload);
    }
}
