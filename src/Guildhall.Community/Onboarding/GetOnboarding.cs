using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Onboarding;

/// <summary>GET /guilds/{guild_id}/onboarding: for members, with their own answers.</summary>
public static class GetOnboarding
{
    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}/onboarding", Handle);

    public sealed record Command(Caller Caller) : IGuildCommand<OnboardingPayload>
    {
        public ValueTask<Result<OnboardingPayload>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<OnboardingPayload>>(entry.Failure);
            var shown = OnboardingRules.Of(turn.State) with { Responses = Caller.IsBot ? null : entry.Value!.Member.OnboardingAnswers ?? [] };
            return ValueTask.FromResult<Result<OnboardingPayload>>(shown);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Command(request.Caller), request.Cancel), OnboardingJson.Default.OnboardingPayload);
    }
}
