using Guildhall.Community.Guild;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>Tells those who said to come that an event has begun: the connected ones, by an item in their notification centre.</summary>
internal static class EventReminders
{
    private const int Page = 1_000;

    public static void Send(GuildTurn turn, ScheduledEventPayload begun)
    {
        var connected = turn.Sessions.ConnectedUsers
            .Where(user => turn.State.Members.TryGetValue(user, out var member) && EventRules.MaySee(turn.State, member, begun))
            .ToDictionary(user => user, user => turn.Sessions.Of(user));
        if (connected.Count == 0) return;
        var dispatch = GuildTurn.Encoded(DispatchCatalogue.NotificationCenterItemCreate, Reminder(turn, begun), EventJson.Default.EventReminderPayload);
        turn.Effect(async cancel =>
        {
            var after = default(UserId);
            while (true)
            {
                var page = await turn.Services.Guilds.EventUsers.Page(begun.Id, null, null, after, Page, cancel);
                foreach (var coming in page)
                {
                    if (connected.TryGetValue(coming.User, out var sessions)) await turn.Services.Relay.Send(sessions, dispatch, cancel);
                }

                if (page.Count < Page) return;
                after = page[^1].User;
            }
        });
    }

    private static EventReminderPayload Reminder(GuildTurn turn, ScheduledEventPayload begun) => new()
    {
        Id = turn.NextId().ToString(),
        BundleId = $"scheduled_guild_event_started:{begun.Id}",
        Body = begun.Name,
        Deeplink = $"/events/{begun.GuildId}/{begun.Id}",
        GuildId = begun.GuildId,
        GuildScheduledEventId = begun.Id,
    };
}
