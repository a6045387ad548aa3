using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.PrivateChannels;

/// <summary>The changes of a private channel's own state, each with its row; and how its events reach its recipients.</summary>
internal static class PrivateHouse
{
    public static ChannelId IdOf(GuildState house) => new(house.Id.Value);

    /// <summary>Keeps what the channel's features have changed of it (the last pin).</summary>
    public static void Put(GuildTurn turn, ChannelPayload channel)
    {
        var house = turn.State.Private!;
        turn.State.Channels[channel.Id] = channel;
        house.Channel = house.Channel with { LastPinTimestamp = channel.LastPinTimestamp };
        turn.Row(new PutPrivateChannel(house.Channel));
    }

    public static void Put(GuildTurn turn, PrivateChannelRow row)
    {
        turn.State.Private!.Channel = row;
        turn.State.Channels[row.Id] = turn.State.Channels[row.Id] with { Name = row.Name ?? "" };
        turn.Row(new PutPrivateChannel(row));
    }

    public static void Put(GuildTurn turn, RecipientRow recipient)
    {
        turn.State.Private!.Recipients[recipient.User] = recipient;
        turn.State.Members[recipient.User] = new MemberRow { User = recipient.User, JoinedAt = recipient.JoinedAt };
        turn.Row(new PutRecipient(IdOf(turn.State), recipient));
    }

    public static void Remove(GuildTurn turn, UserId user)
    {
        turn.State.Private!.Recipients.Remove(user);
        turn.State.Members.Remove(user);
        turn.Row(new DeleteRecipient(IdOf(turn.State), user));
    }

    /// <summary>Takes the newest profiles of the recipients; true when one has changed.</summary>
    public static void RefreshProfiles(GuildState house, User.UserDirectory directory, ChannelLogs logs)
    {
        foreach (var user in house.Members.Keys)
        {
            if (directory.Known(user) is not { } profile || (house.Users.TryGetValue(user, out var known) && known == profile)) continue;
            house.Users[user] = profile;
            logs.TouchAll();
        }
    }

    /// <summary>The channel as one of its recipients sees it: without itself among them.</summary>
    public static PrivateChannelPayload Shown(GuildState house, UserId viewer)
    {
        var view = new PrivateChannelView(
            house.Private!.Channel, [.. house.Private.Recipients.Values], house.Channels[IdOf(house)].LastMessageId);
        return PrivateChannelPayload.Of(view, viewer, house.Users);
    }

    /// <summary>An event of the channel for everybody in it, with the intents that private channels have.</summary>
    public static void Publish(GuildTurn turn, RelayEvent dispatch)
    {
        var shown = dispatch with { AnyOf = PrivateIntents.Of(dispatch.AnyOf), Redacted = null, Unredacted = [] };
        foreach (var user in turn.State.Members.Keys) turn.TellUserActor(user, new DeliverPrivate(shown, PeopleOnly: false));
    }

    /// <summary>CHANNEL_CREATE or CHANNEL_UPDATE for one recipient's sessions; bots are not told of private channels themselves.</summary>
    public static void TellChannel(GuildTurn turn, UserId user, GatewayEvent kind) =>
        Tell(turn, user, kind, Shown(turn.State, user), PrivateJson.Default.PrivateChannelPayload);

    /// <summary>CHANNEL_UPDATE for all who have the channel in their list.</summary>
    public static void TellUpdated(GuildTurn turn)
    {
        foreach (var recipient in turn.State.Private!.Recipients.Values.Where(recipient => recipient.IsOpen))
            TellChannel(turn, recipient.User, DispatchCatalogue.ChannelUpdate);
    }

    /// <summary>An event of the channel's list of recipients for one person's sessions.</summary>
    public static void Tell<T>(GuildTurn turn, UserId user, GatewayEvent kind, T payload, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json) =>
        turn.TellUserActor(user, new DeliverPrivate(GuildTurn.Encoded(kind, payload, json) with { AnyOf = Intents.None }, PeopleOnly: true));

    /// <summary>Puts the channel back into the lists of those who have closed it: a message has come.</summary>
    public static void Reopen(GuildTurn turn)
    {
        foreach (var recipient in turn.State.Private!.Recipients.Values.Where(recipient => !recipient.IsOpen).ToArray())
        {
            Put(turn, recipient with { IsOpen = true });
            TellChannel(turn, recipient.User, DispatchCatalogue.ChannelCreate);
        }
    }
}
