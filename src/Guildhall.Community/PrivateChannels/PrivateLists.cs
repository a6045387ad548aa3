using Guildhall.Protocol;

namespace Guildhall.Community.PrivateChannels;

/// <summary>The private channels in a person's list: in READY, and on request.</summary>
public static class PrivateLists
{
    /// <summary>Channels shown at most, the newest.</summary>
    public const int Shown = 1_000;

    public static async ValueTask<IReadOnlyList<PrivateChannelPayload>> Of(CommunityServices house, UserId user, CancellationToken cancel)
    {
        var views = await house.GuildRows.PrivateChannelsOf(user, Shown, cancel);
        if (views.Count == 0) return [];
        var users = await house.Directory.Get(views.SelectMany(view => view.Recipients).Select(recipient => recipient.User), cancel);
        return [.. views.Select(view => PrivateChannelPayload.Of(view, user, users))];
    }
}
