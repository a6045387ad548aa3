using Guildhall.Community.Guild;

namespace Guildhall.Community.Threads;

/// <summary>Which tags a post may carry.</summary>
internal static class ForumTags
{
    /// <summary>Takes the tags that a channel no longer has off its posts, as far as these are active; archived ones keep the ids, which then name nothing.</summary>
    public static void Forget(GuildTurn turn, ChannelPayload before, ChannelPayload after)
    {
        if (ReferenceEquals(before.AvailableTags, after.AvailableTags)) return;
        ForumTagId[] gone = [.. (before.AvailableTags ?? []).Select(tag => tag.Id).Except((after.AvailableTags ?? []).Select(tag => tag.Id))];
        if (gone.Length == 0) return;
        foreach (var thread in turn.State.ActiveThreads.Where(thread => thread.Parent == after.Id).ToArray())
        {
            if (thread.Channel.AppliedTags is { } tags && tags.Intersect(gone).Any())
                ThreadEvents.PutUpdated(turn, thread, thread.Channel with { AppliedTags = [.. tags.Except(gone)] });
        }
    }

    /// <summary>Null when the tags may be set in the channel by who entered it.</summary>
    /// <param name="forum">The forum or media channel.</param>
    /// <param name="before">What the post carries now.</param>
    /// <param name="wanted">What it shall carry.</param>
    /// <param name="isModerator">True for holders of MANAGE_THREADS.</param>
    public static Failure? Refuse(ChannelPayload forum, IReadOnlyList<ForumTagId> before, IReadOnlyList<ForumTagId> wanted, bool isModerator)
    {
        var available = forum.AvailableTags ?? [];
        foreach (var id in wanted)
        {
            if (available.All(tag => tag.Id != id)) return new Failure.UnknownTag();
        }

        if (!isModerator && available.Any(tag => tag.Moderated && before.Contains(tag.Id) != wanted.Contains(tag.Id)))
            return new Failure.MissingPermissions();
        if ((forum.Flags & ChannelFlags.RequireTag) == 0 || wanted.Count > 0 || available.Count == 0) return null;
        return isModerator || available.Any(tag => !tag.Moderated) ? new Failure.TagRequired() : new Failure.NoTagsForMembers();
    }
}
