using Guildhall.Community.Edge;

namespace Guildhall.Community;

/// <summary>The part of the table of contents where people come together: events, stickers, sounds, voice and polls.</summary>
internal static class GatheringRoutes
{
    public static void Map(ApiRoutes api)
    {
        MapScheduledEvents(api);
        MapVoice(api);
        MapStickers(api);
        MapSoundboard(api);
        Polls.VoteInPoll.Map(api);
        Polls.ListVoters.Map(api);
        Polls.ExpirePoll.Map(api);
    }

    private static void MapStickers(ApiRoutes api)
    {
        Stickers.ListStickers.Map(api);
        Stickers.CreateSticker.Map(api);
        Stickers.UpdateSticker.Map(api);
    }

    private static void MapSoundboard(ApiRoutes api)
    {
        Soundboard.ListSounds.Map(api);
        Soundboard.CreateSound.Map(api);
        Soundboard.UpdateSound.Map(api);
        Soundboard.PlaySound.Map(api);
        Soundboard.SendVoiceEffect.Map(api);
    }

    private static void MapVoice(ApiRoutes api)
    {
        VoiceStates.GetVoiceState.Map(api);
        VoiceStates.UpdateVoiceState.Map(api);
        StageInstances.StageOperations.Map(api);
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
