using Guildhall.Community.Edge;

namespace Guildhall.Community.Reactions;

/// <summary>The ids and the emoji that the path of a reaction names.</summary>
internal readonly record struct ReactionPath(ChannelId Channel, MessageId Message, ReactionEmoji Emoji)
{
    public static Result<ReactionPath> Read(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var message = request.Id<MessageId>("message_id");
        if (request.Failure is { } invalid) return invalid;
        return ReactionEmoji.Parse(request.Text("emoji")) is { } emoji ? new ReactionPath(channel, message, emoji) : new Failure.UnknownReactionEmoji();
    }
}
