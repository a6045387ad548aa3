using Guildhall.Community.Guild;
using Guildhall.Community.Webhooks;

namespace Guildhall.Community.Announcements;

/// <summary>The followers of a guild's announcement channels, as its actor keeps them.</summary>
internal static class Followers
{
    /// <summary>What somebody would follow, for who may see it.</summary>
    public sealed record OpenSource(ChannelId Channel, Caller Caller) : IGuildCommand<WebhookSource>
    {
        public ValueTask<Result<WebhookSource>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<WebhookSource> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ViewChannel, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var (guild, channel) = (turn.State.Guild, entry.Value!.Channel);
            if (channel.Type != ChannelType.GuildAnnouncement) return new Failure.CannotExecuteOnChannelType();
            return new WebhookSource(guild.Id, guild.Name, guild.Icon, channel.Id, channel.Name);
        }
    }

    public sealed record Add(FollowerRecord Follower) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            if (!turn.State.Channels.ContainsKey(Follower.Channel)) return new Failure.UnknownChannel();
            if (turn.State.Documents.Of(FollowerRecord.Kind).Values.Count(other => other.Channel == Follower.Channel) >= Limits.FollowersPerChannel)
                return new Failure.TooManyWebhooks(Limits.FollowersPerChannel);
            turn.Put(FollowerRecord.Kind, Follower.Webhook.Number, Follower);
            return Nothing.Value;
        }
    }

    /// <summary>Forgets followers that are gone.</summary>
    public sealed record Forget(IReadOnlyList<WebhookId> Webhooks) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            foreach (var webhook in Webhooks)
            {
                if (turn.State.Documents.Find(FollowerRecord.Kind, webhook.Number) is not null) turn.Remove(FollowerRecord.Kind, webhook.Number);
            }

            return ValueTask.FromResult<Result<Nothing>>(Nothing.Value);
        }
    }

    /// <summary>Who follows a channel.</summary>
    public sealed record Of(ChannelId Channel) : IGuildCommand<IReadOnlyList<FollowerRecord>>
    {
        public ValueTask<Result<IReadOnlyList<FollowerRecord>>> Run(GuildTurn turn)
        {
            FollowerRecord[] followers = [.. turn.State.Documents.Of(FollowerRecord.Kind).Values.Where(follower => follower.Channel == Channel)];
            return ValueTask.FromResult(new Result<IReadOnlyList<FollowerRecord>>(followers));
        }
    }

    /// <summary>A channel goes: nobody follows it any more.</summary>
    public static void ForgetAll(GuildTurn turn, ChannelId channel)
    {
        foreach (var follower in turn.State.Documents.Of(FollowerRecord.Kind).Values.Where(follower => follower.Channel == channel).ToArray())
            turn.Remove(FollowerRecord.Kind, follower.Webhook.Number);
    }
}
