using Guildhall.Community.Guild;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.PrivateChannels;

/// <summary>Somebody goes out of a group, by itself or by the owner. An owner who goes leaves the group to who was in it longest; the last one ends it.</summary>
internal static class GroupDeparture
{
    /// <summary>Takes a recipient out; true when the group is gone with it.</summary>
    public static bool Apply(GuildTurn turn, UserId by, UserId user, bool isSilent)
    {
        var house = turn.State.Private!;
        var profile = turn.State.Users.GetValueOrDefault(user) ?? GuildState.DeletedUser(user);
        Calls.PrivateCalls.Leave(turn, user);
        PrivateHouse.TellChannel(turn, user, DispatchCatalogue.ChannelDelete);
        PrivateHouse.Remove(turn, user);
        turn.Log("PRIVATE_CHANNEL_UPDATE", LogFacts.Channel(PrivateHouse.IdOf(turn.State)));
        if (house.Recipients.Count == 0)
        {
            turn.Row(new DeletePrivateChannel(PrivateHouse.IdOf(turn.State)));
            turn.End();
            return true;
        }

        var gone = new RecipientChangedPayload(PrivateHouse.IdOf(turn.State), profile);
        foreach (var other in house.Recipients.Keys)
            PrivateHouse.Tell(turn, other, DispatchCatalogue.ChannelRecipientRemove, gone, PrivateJson.Default.RecipientChangedPayload);
        if (house.Channel.Owner == user && HeirOf(turn, house) is { } heir)
        {
            PrivateHouse.Put(turn, house.Channel with { Owner = heir });
            PrivateHouse.TellUpdated(turn);
        }

        if (!isSilent) PrivateNotices.Recipient(turn, MessageType.RecipientRemove, by, profile);
        return false;
    }

    /// <summary>The files of a group that is gone.</summary>
    public static async ValueTask DeleteFiles(CommunityServices house, ChannelId channel)
    {
        await house.Blobs.DeleteFolder($"attachments/{channel}", CancellationToken.None);
        await house.Blobs.DeleteFolder($"channel-icons/{channel}", CancellationToken.None);
    }

    private static UserId? HeirOf(GuildTurn turn, PrivateState house) =>
        house.Recipients.Values
            .OrderBy(recipient => turn.State.Users.GetValueOrDefault(recipient.User) is { Bot: true })
            .ThenBy(recipient => recipient.JoinedAt)
            .ThenBy(recipient => recipient.User.Number)
            .FirstOrDefault()?.User;
}
