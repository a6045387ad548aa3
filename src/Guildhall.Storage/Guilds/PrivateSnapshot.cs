using Guildhall.Protocol;

namespace Guildhall.Storage.Guilds;

/// <summary>
/// A private channel as a guild of its own: one channel, one role that everybody has, the recipients as members, and nobody who
/// owns it. So everything that works on a guild's messages works here too.
/// </summary>
public static class PrivateSnapshot
{
    /// <param name="view">The channel with its recipients.</param>
    /// <param name="users">The recipients' profiles.</param>
    public static GuildSnapshot Of(PrivateChannelView view, IReadOnlyList<UserPayload> users)
    {
        var house = new GuildId(view.Channel.Id.Value);
        return new GuildSnapshot
        {
            Guild = new GuildPayload { Id = house, Name = "", OwnerId = default },
            Channels = [ChannelOf(view)],
            Roles = [new RolePayload { Id = new RoleId(house.Value), Name = "@everyone", Permissions = PermissionMath.InPrivate }],
            Members = [.. view.Recipients.Select(recipient => new MemberRow { User = recipient.User, JoinedAt = recipient.JoinedAt })],
            Users = users,
            Bans = [],
            Invites = [],
            Emojis = [],
            Nonces = [],
            LastSequence = 0,
            Private = view,
        };
    }

    private static ChannelPayload ChannelOf(PrivateChannelView view) => new()
    {
        Id = view.Channel.Id,
        Type = view.Channel.Type,
        Name = view.Channel.Name ?? "",
        LastMessageId = view.LastMessage,
        LastPinTimestamp = view.Channel.LastPinTimestamp,
    };
}
