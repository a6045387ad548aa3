using Guildhall.Community.Edge;

namespace Guildhall.Community.ReadStates;

/// <summary>POST /read-states/ack-bulk: the caller has read several channels. Those it may not see are left out.</summary>
public static class BulkAck
{
    public static void Map(ApiRoutes api) =>
        api.Post("/read-states/ack-bulk", Handle, new RouteOptions { PeopleOnly = true, Limit = 10, WindowSeconds = 10 });

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        if (form.Parts("read_states", Limits.BulkAcks) is not { } parts)
        {
            form.Required("read_states");
            return form.Failure!;
        }

        List<AckMessage.Command> acks = [];
        foreach (var part in parts)
        {
            // Other kinds than channels are a matter of their own.
            if (part.Int("read_state_type", 0, int.MaxValue).Value != 0) continue;
            if (part.Id<ChannelId>("channel_id").Value is not { } channel) part.Required("channel_id");
            else if (part.Id<MessageId>("message_id").Value is not { } message) part.Required("message_id");
            else acks.Add(new AckMessage.Command(channel, message, false, 0));
        }

        if (form.Failure is { } invalid) return invalid;
        foreach (var ack in acks)
        {
            var mayRead = await request.House.Guilds.Ask(ack.Channel, new AckMessage.MayRead(ack.Channel, request.Caller), request.Cancel);
            if (mayRead.IsOk) await request.House.Users.Ask(request.Caller.User, ack, request.Cancel);
        }

        return ApiAnswer.NoContent;
    }
}
