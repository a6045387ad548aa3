using Guildhall.Community.Edge;

namespace Guildhall.Community;

/// <summary>The part of the table of contents where people come together: events, stickers, sounds, voice and polls.</summary>
internal static class GatheringRoutes
{
    public static void Map(ApiRoutes api)
    {
        MapScheduledEvents(api);
    }

    private static void MapScheduledEvents(ApiRoutes api)
    {
        ScheduledEvents.ListEvents.Map(api);
        ScheduledEvents.CreateEvent.Map(api);
        ScheduledEvents.UpdateEvent.Map(api);
        ScheduledEvents.DeleteEvent.Map(api);
        ScheduledEvents.PutException.Map(api);
        ScheduledEvents.DeleteException.Map(api);
        ScheduledEvents.ListEventUsers.Map(api);
        ScheduledEvents.AnswerEvent.Map(api);
    }
}
