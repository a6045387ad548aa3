using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Onboarding;
using Guildhall.Community.ScheduledEvents;

namespace Guildhall.Community.Invites;

/// <summary>GET /invites/{invite_code}: what a newcomer sees before joining; needs no account.</summary>
public static class GetInvite
{
    public static void Map(ApiRoutes api) =>
        api.Get("/invites/{invite_code}", Handle, RouteOptions.Per(30, 10) with { IsOpen = true, ByAddress = true });

    public sealed record Command(string Code, bool WithCounts, ScheduledEventId? Event) : IGuildCommand<InvitePayload>
    {
        public ValueTask<Result<InvitePayload>> Run(GuildTurn turn)
        {
            if (InviteLookup.Find(turn.State, Code, turn.Now) is not { } invite)
                return ValueTask.FromResult<Result<InvitePayload>>(new Failure.UnknownInvite());
            var shown = InviteView.Public(turn.State, invite) with { GuildScheduledEvent = EventFor(turn.State) };
            return ValueTask.FromResult<Result<InvitePayload>>(!WithCounts ? shown : shown with
            {
                ApproximateMemberCount = turn.State.Members.Count,
                ApproximatePresenceCount = turn.State.Presences.Count,
            });
        }

        // Only what everybody in the guild may see of its plans.
        private ScheduledEventPayload? EventFor(GuildState guild)
        {
            if (Event is not { } id || guild.Documents.Find(EventRecord.Kind, id.Number) is not { } record) return null;
            var isOpen = record.Event.ChannelId is not { } channel
                || (guild.Channels.TryGetValue(channel, out var place) && OnboardingRules.OfEveryone(guild, place).Has(Permissions.ViewChannel));
            return isOpen ? ListEvents.Shown(guild, record) : null;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var withCounts = request.QueryFlag("with_counts");
        var scheduledEvent = request.QueryId<ScheduledEventId>("guild_scheduled_event_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await InviteLookup.Ask(request, new Command(request.Text("invite_code"), withCounts, scheduledEvent));
        return ApiAnswer.Of(found, InviteJson.Default.InvitePayload);
    }
}
