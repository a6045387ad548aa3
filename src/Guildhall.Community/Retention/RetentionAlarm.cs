using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Alarms;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Retention;

/// <summary>
/// Deletes what has been kept for as long as the guild's policy says, in small steps: a step, a moment for the guild's other work, the next step;
/// and once all is done, an hour of rest.
/// </summary>
internal static class RetentionAlarm
{
    /// <summary>Messages that one step deletes at most.</summary>
    public const int MessagesPerStep = 500;

    private static readonly TimeSpan BetweenSteps = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromHours(1);

    public static readonly AlarmKind Kind = new("retention", Ring);

    private static async ValueTask Ring(GuildTurn turn, ulong id)
    {
        var policy = RetentionPolicy.Of(turn.State);
        if (!policy.DeletesAnything) return;
        await turn.Settled();
        var left = MessagesPerStep;
        foreach (var channel in turn.State.Channels.Values.Where(channel => channel.LastMessageId is not null).ToArray())
        {
            if (policy.DaysOf(channel) is not { } days) continue;
            left -= await DeleteOld(turn, channel.Id, turn.Now.AddDays(-days), policy.KeepPinned, left);
            if (left == 0) break;
        }

        turn.SetAlarm(Kind, id, turn.Now + (left == 0 ? BetweenSteps : BetweenRounds));
    }

    private static async ValueTask<int> DeleteOld(GuildTurn turn, ChannelId channel, DateTimeOffset before, bool keepPinned, int most)
    {
        var old = await turn.Services.Messages.Oldest(channel, new MessageId(Snowflake.At(before)), !keepPinned, most, CancellationToken.None);
        foreach (var some in old.Chunk(Limits.BulkDeleteMax))
        {
            var gone = MessagesGone.Apply(turn, channel, some);
            MessageEvents.Deleted(turn, channel, [.. some.Select(message => message.Id)]);
            if (gone.Attachments.Count == 0) continue;
            turn.Effect(_ =>
            {
                foreach (var attachment in gone.Attachments) turn.Services.RemovedFiles.Add(AttachmentFiles.Folder(channel, attachment));
                return ValueTask.CompletedTask;
            });
        }

        return old.Count;
    }
}
