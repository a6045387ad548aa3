using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Threads;

namespace Guildhall.Community.Webhooks;

/// <summary>A post that a webhook begins in a forum.</summary>
/// <param name="Id">Of the thread, and of its first message.</param>
public sealed record WebhookPost(ChannelId Id, string Name, IReadOnlyList<ForumTagId> Tags)
{
    /// <summary>A post or none.</summary>
    internal sealed record Maybe(WebhookPost? Post);

    /// <summary>What the body says of it; a failure when the channel and it do not go together.</summary>
    internal static Result<Maybe> Read(Form form, ChannelId id, bool isForum, ChannelId? thread)
    {
        var name = form.NullableText("thread_name", 0, Limits.ChannelNameMax).Value ?? "";
        var tags = form.Ids<ForumTagId>("applied_tags", Limits.TagsPerThread).Value ?? [];
        if (name.Length == 0) return isForum ? new Failure.WebhookNeedsThread() : new Maybe(null);
        if (thread is not null) return new Failure.WebhookThreadTwice();
        return isForum ? new Maybe(new WebhookPost(id, name, tags)) : new Failure.WebhookThreadOutsideForum();
    }

    /// <summary>The thread that will be, to decide on its first message.</summary>
    internal Result<EnteredChannel> Enter(GuildTurn turn, WebhookRecord webhook)
    {
        if (turn.State.FindChannel(webhook.Channel) is not { } forum || !forum.Type.IsForum()) return new Failure.WebhookThreadOutsideForum();
        if (ForumTags.Refuse(forum, [], Tags, isModerator: true) is { } wrongTags) return wrongTags;
        if (ThreadBirth.Refuse(turn.State) is { } full) return full;
        var place = new ChannelPayload { Id = Id, Type = ChannelType.PublicThread, GuildId = turn.GuildId, ParentId = forum.Id, Name = Name };
        return WebhookTarget.In(turn, webhook, place);
    }

    /// <summary>Makes the thread.</summary>
    internal ChannelPayload Begin(GuildTurn turn, WebhookRecord webhook)
    {
        var forum = turn.State.Channels[webhook.Channel];
        var caller = new Caller(WebhookTarget.AuthorOf(webhook.Id), IsBot: true);
        var thread = ThreadBirth.Begin(turn, forum, Id, ChannelType.PublicThread, new ThreadWish(Name, null, null, null, Tags), caller, isMember: false);
        turn.State.Channels[forum.Id] = forum with { LastMessageId = new MessageId(Id.Value) };
        return thread.Channel;
    }
}
