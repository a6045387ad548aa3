using Guildhall.Community.Edge;

namespace Guildhall.Community;

/// <summary>The part of the API's table of contents that applications and their bots live by.</summary>
internal static class BotRoutes
{
    public static void Map(ApiRoutes api)
    {
        MapCommands(api);
        MapInteractions(api);
        MapListing(api);
        MapFigures(api);
        MapLobbies(api);
        OAuth.OAuthRoutes.Map(api);
    }

    private static void MapInteractions(ApiRoutes api)
    {
        Interactions.CreateInteraction.Map(api);
        Interactions.InteractionCallbacks.Map(api);
        Interactions.GetInteractionData.Map(api);
        Activities.GetActivityInstance.Map(api);
    }

    private static void MapFigures(ApiRoutes api)
    {
        Applications.Usage.GetUsage.Map(api);
    }

    private static void MapLobbies(ApiRoutes api)
    {
        Lobbies.CreateLobby.Map(api);
        Lobbies.JoinLobby.Map(api);
        Lobbies.GetLobby.Map(api);
        Lobbies.UpdateLobby.Map(api);
        Lobbies.DeleteLobby.Map(api);
        Lobbies.LinkLobbyChannel.Map(api);
        Lobbies.AddLobbyMember.Map(api);
        Lobbies.BulkUpdateLobbyMembers.Map(api);
        Lobbies.RemoveLobbyMember.Map(api);
        Lobbies.InviteToLobbyChannel.Map(api);
        Lobbies.SendLobbyMessage.Map(api);
        Lobbies.GetLobbyMessages.Map(api);
        Lobbies.ModerateLobbyMessage.Map(api);
    }

    private static void MapCommands(ApiRoutes api)
    {
        Applications.Commands.ManageCommands.Map(api);
        Applications.Commands.CommandPermissions.Map(api);
        Interactions.Commands.CommandIndex.Map(api);
        Interactions.Commands.SearchCommands.Map(api);
    }

    private static void MapListing(ApiRoutes api)
    {
        Applications.Listing.SearchDirectory.Map(api);
        Applications.Listing.PublicApplication.Map(api);
        Applications.Skus.ManageSkus.Map(api);
    }
}
