using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Messages;

/// <summary>DELETE /channels/{channel_id}/messages/{message_id}: one's own, or another's with MANAGE_MESSAGES.</summary>
public static class DeleteMessage
{
    public static void Map(ApiRoutes api) => api.Delete("/channels/{channel_id}/messages/{message_id}", Handle, RouteOptions.Per(10, 2));

    public sealed record Command(ChannelId Channel, MessageId Message, Caller Caller) : IGuildCommand<MessagesGone>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<MessagesGone>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ViewChannel, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (await turn.Logs.Find(turn, Channel, Message) is not { } message) return new Failure.UnknownMessage();
            var isOwn = message.Author == Caller.User;
            if (!isOwn && !entry.Value!.Has(Permissions.ManageMessages)) return turn.State.IsPrivate ? new Failure.CannotExecuteOnDm() : new Failure.MissingPermissions();
            var gone = MessagesGone.Apply(turn, Channel, [message]);
            MessageEvents.Deleted(turn, Channel, Message);
            if (!isOwn)
            {
                turn.Audit(
                    AuditAction.MessageDelete,
                    Caller,
                    message.Author.ToString(),
                    options: new AuditOptions { ChannelId = Channel.ToString(), Count = "1" });
            }

            return gone;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var message = request.Id<MessageId>("message_id");
        if (request.Failure is { } invalid) return invalid;
        // Waited for, though the caller may leave: the files go after the rows.
        var deleted = await request.House.Guilds.Ask(channel, new Command(channel, message, request.Caller), CancellationToken.None);
        if (deleted.IsOk) await AttachmentFiles.Delete(request.House, channel, deleted.Value!.Attachments);
        return ApiAnswer.Of(deleted);
    }
}
