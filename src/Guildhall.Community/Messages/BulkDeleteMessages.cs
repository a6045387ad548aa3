using System.Globalization;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Messages;

/// <summary>POST /channels/{channel_id}/messages/bulk-delete: 2 to 100 messages of the last two weeks in one step; unknown ids are passed over.</summary>
public static class BulkDeleteMessages
{
    // Ids that are read at all; what lies between this and the limit gets the documented error of its own.
    private const int MostListed = 1_000;

    public static void Map(ApiRoutes api) => api.Post("/channels/{channel_id}/messages/bulk-delete", Handle, RouteOptions.Per(5, 5));

    public sealed record Command(ChannelId Channel, IReadOnlyList<MessageId> Messages, Caller Caller) : IGuildCommand<MessagesGone>, IChannelCommand
    {
        public async ValueTask<Result<MessagesGone>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ManageMessages, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (Refusal(Messages, turn.Now) is { } refused) return refused;
            await turn.Settled();
            var found = await turn.Services.Messages.GetMany(Channel, Messages, CancellationToken.None);
            if (found.Count == 0) return new MessagesGone([]);
            var gone = MessagesGone.Apply(turn, Channel, found);
            MessageEvents.Deleted(turn, Channel, [.. found.Select(message => message.Id)]);
            turn.Audit(
                AuditAction.MessageBulkDelete,
                Caller,
                Channel.ToString(),
                options: new AuditOptions { Count = found.Count.ToString(CultureInfo.InvariantCulture) });
            return gone;
        }
    }

    /// <summary>Why these may not be deleted together; null when they may.</summary>
    public static Failure? Refusal(IReadOnlyList<MessageId> messages, DateTimeOffset now)
    {
        if (messages.Count is < Limits.BulkDeleteMin or > Limits.BulkDeleteMax)
            return new Failure.BulkDeleteCount(Limits.BulkDeleteMin, Limits.BulkDeleteMax);
        var oldest = now.AddDays(-Limits.BulkDeleteMaxAgeDays);
        return messages.Any(id => id.Value.CreatedAt < oldest) ? new Failure.MessageTooOldToBulkDelete() : null;
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        var ids = form.Value!.Ids<MessageId>("messages", MostListed);
        if (!ids.IsPresent) form.Value.Required("messages");
        if (form.Value.Failure is { } wrong) return wrong;
        if (ids.Value.Count is < Limits.BulkDeleteMin or > Limits.BulkDeleteMax)
            return new Failure.BulkDeleteCount(Limits.BulkDeleteMin, Limits.BulkDeleteMax);
        // Waited for, though the caller may leave: the files go after the rows.
        var deleted = await request.House.Guilds.Ask(channel, new Command(channel, ids.Value, request.Caller), CancellationToken.None);
        if (deleted.IsOk) await AttachmentFiles.Delete(request.House, channel, deleted.Value!.Attachments);
        return ApiAnswer.Of(deleted);
    }
}
